"""Confirming, voiding, throwing away, joining: each action is a resource, each asks once."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.kernel.dates import vn_date
from binhyen.kernel.numbers import typed_number
from binhyen.ledger.services.declaring import Coverage
from binhyen.records import policies, services
from binhyen.records.http.questions import CoverageForm, VoidingForm
from binhyen.records.http.request import address, next_page, record_or_404
from binhyen.records.models import Record
from binhyen.records.rules import Book
from binhyen.records.rules import book as book_of
from binhyen.records.rules.content import ContentError
from binhyen.records.selectors.history import opened
from binhyen.records.services.deciding import AS_WRITTEN
from binhyen.units.models import Unit
from binhyen.units.selectors.naming import own_names


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: SignedInRequest, code: str, pk: UUID) -> HttpResponse:
    """Confirm; where a declaration would hold the record, ask first whether it does."""
    book = book_of(code)
    record = record_or_404(request, book, pk)
    if not policies.may_decide(request.reach, record.kept_at):
        raise PermissionDenied
    covering = services.covering(record=pk)
    answered = "answer" in request.POST
    if request.method != "POST" or (covering and not answered):
        return _ask_coverage(request, book, record, covering)
    outside = request.POST.get("answer") == "outside"
    _confirm(request, record, outside=outside, answered=answered)
    return redirect(next_page(request, address(book, "record", record)))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def voiding(request: SignedInRequest, code: str, pk: UUID) -> HttpResponse:
    """Void with a reason, having said what the figures lose."""
    book = book_of(code)
    record = record_or_404(request, book, pk)
    if not policies.may_decide(request.reach, record.kept_at):
        raise PermissionDenied
    form = VoidingForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _void(request, record, form):
        return redirect(address(book, "record", record))
    context = _asking(book, record, _("Hủy bản ghi")) | {
        "form": form,
        "lines": opened(record, request.day).lines,
    }
    return render(request, "records/voiding.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def discarding(request: SignedInRequest, code: str, pk: UUID) -> HttpResponse:
    """Throw away a draft that never counted."""
    book = book_of(code)
    record = record_or_404(request, book, pk)
    if not policies.may_write(request.reach, record.kept_at):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "records/discarding.html", _asking(book, record, _("Bỏ nháp")))
    try:
        services.discard(record=pk, by=request.user, at=request.at)
        messages.success(request, _("Đã bỏ bản nháp."))
    except services.WrongStateError as error:
        messages.error(request, error.sentence)
    return redirect(address(book, "list"))


@signed_in
@require_POST
def joining(request: SignedInRequest, code: str, pk: UUID) -> HttpResponse:
    """Say that the unit was one of the organisers."""
    book = book_of(code)
    record = record_or_404(request, book, pk)
    unit = typed_number(request.POST.get("unit"))
    known = unit is not None and Unit.objects.filter(pk=unit).exists()
    if unit is None or not known or not policies.may_write(request.reach, unit):
        raise PermissionDenied
    try:
        services.join(record=pk, unit=unit, by=request.user, at=request.at)
        messages.success(request, _("Đã ghi nhận đơn vị cùng tham gia."))
    except services.WrongStateError as error:
        messages.error(request, error.sentence)
    return redirect(address(book, "record", record))


def _confirm(request: SignedInRequest, record: Record, *, outside: bool, answered: bool) -> None:
    chosen: list[UUID] | None = [] if outside else None
    try:
        services.confirm(
            record=record.pk,
            if_match=typed_number(request.POST.get("revision")),
            within=chosen if answered else AS_WRITTEN,
            by=request.user,
            at=request.at,
        )
    except services.RecordError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, _("Đã xác nhận. Bản ghi được tính vào số liệu từ lúc này."))


def _void(request: SignedInRequest, record: Record, form: VoidingForm) -> bool:
    try:
        services.void(
            record=record.pk,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=request.at,
        )
    except ContentError as error:
        for refusal in error.refusals:
            form.add_error("reason", refusal.sentence)
        return False
    except services.RecordError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, _("Đã hủy bản ghi. Số liệu không còn tính bản này."))
    return True


def _ask_coverage(
    request: SignedInRequest, book: Book, record: Record, covering: list[Coverage]
) -> HttpResponse:
    names = own_names({one.unit for one in covering}, request.day) if covering else {}
    titles = dict(
        Record.objects.filter(pk__in=[one.declaration for one in covering]).values_list(
            "pk", "place"
        )
    )
    context = _asking(book, record, _("Xác nhận")) | {
        "form": CoverageForm(),
        "next": request.POST.get("next", ""),
        "words": opened(record, request.day).words,
        "covering": [
            {
                "amount": one.amount,
                "hedge": str(one.hedge),
                "indicator": one.indicator,
                "unit": names.get(one.unit, ""),
                "days": f"{vn_date(one.start)} – {vn_date(one.end)}",
                "document": titles.get(one.declaration, ""),
            }
            for one in covering
        ],
    }
    return render(request, "records/confirmation.html", context)


def _asking(book: Book, record: Record, here: str) -> dict[str, object]:
    url = address(book, "record", record)
    return {
        "book": book,
        "record": record,
        "record_url": url,
        "trail": [(book.name, address(book, "list")), (record.title, url), (here, "")],
    }
