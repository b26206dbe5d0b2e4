"""What goes with a record: its photos, and whether it is asked for every week."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.records import policies
from binhyen.records.http.request import address, next_page, record_or_404
from binhyen.records.models import Record
from binhyen.records.rules import Book
from binhyen.records.rules import book as book_of
from binhyen.records.rules.pictures import MOST_BYTES
from binhyen.records.selectors.photos import standing_photo
from binhyen.records.services import RecordError, photos, repeating


@signed_in
@require_POST
def photo_list(request: SignedInRequest, code: str, pk: UUID) -> HttpResponse:
    """Take photos in; the good ones are kept even when another is refused."""
    book, record = _to_write(request, code, pk)
    kept, sentence = 0, ""
    for upload in request.FILES.getlist("photos")[: photos.MOST_PHOTOS]:
        try:
            data = upload.read(MOST_BYTES + 1)
            photos.add_photo(record=record.pk, data=data, by=request.user, at=request.at)
            kept += 1
        except RecordError as error:
            sentence = error.sentence
    if sentence:
        messages.error(request, sentence)
    elif not kept:
        messages.error(request, _("Chưa chọn ảnh nào."))
    if kept:
        messages.success(request, _("Đã thêm {n} ảnh.").format(n=kept))
    return redirect(address(book, "record", record))


@signed_in
@require_safe
def photo(request: SignedInRequest, code: str, pk: UUID, sha256: str) -> HttpResponse:
    """Show one photo to those who may read the record."""
    record = record_or_404(request, book_of(code), pk)
    found = standing_photo(record, sha256)
    path = photos.path_of(sha256)
    if found is None or not path.exists():
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@signed_in
@require_POST
def photo_removal(request: SignedInRequest, code: str, pk: UUID, sha256: str) -> HttpResponse:
    """Take a photo out, or put it back."""
    book, record = _to_write(request, code, pk)
    act = photos.put_photo_back if request.POST.get("act") == "back" else photos.remove_photo
    act(record=record.pk, sha256=sha256, by=request.user, at=request.at)
    return redirect(address(book, "record", record))


@signed_in
@require_POST
def repetition(request: SignedInRequest, code: str, pk: UUID) -> HttpResponse:
    """Begin or stop asking for one like it every week."""
    book, record = _to_write(request, code, pk)
    if not book.form.anew:
        messages.error(request, _("Sổ này không có việc hằng tuần."))
        return redirect(address(book, "record", record))
    if request.POST.get("act") == "stop":
        repeating.stop_repeating(record=record.pk, by=request.user, at=request.at)
        messages.success(request, _("Đã thôi nhắc hằng tuần."))
        return redirect(address(book, "record", record))
    try:
        repeating.start_repeating(record=record.pk, by=request.user, at=request.at)
        messages.success(request, _("Hằng tuần đến ngày này, việc sẽ hiện ở trang Hôm nay để ghi."))
    except RecordError as error:
        messages.error(request, error.sentence)
    return redirect(address(book, "record", record))


@signed_in
@require_POST
def repetition_pass(request: SignedInRequest, code: str, pk: UUID) -> HttpResponse:
    """Say that it was not done on the day it is asked for."""
    _book, record = _to_write(request, code, pk)
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        return redirect(next_page(request, "/"))
    if repeating.pass_over(record=record.pk, day=day, by=request.user, at=request.at):
        messages.success(request, _("Đã ghi nhận tuần này không làm."))
    return redirect(next_page(request, "/"))


def _to_write(request: SignedInRequest, code: str, pk: UUID) -> tuple[Book, Record]:
    """The record, for those who may write where it is kept."""
    book = book_of(code)
    record = record_or_404(request, book, pk)
    if not policies.may_write(request.reach, record.kept_at):
        raise PermissionDenied
    return book, record
