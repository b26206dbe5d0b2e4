"""Excel into a book: template, file, dry run, then writing, confirming or throwing away."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.kernel.dates import vn_date
from binhyen.kernel.numbers import grouped
from binhyen.kernel.pagination import page_of
from binhyen.kernel.text import file_name
from binhyen.records import policies, tasks
from binhyen.records.http.importing import (
    FileForm,
    file_or_404,
    recorder_or_403,
    sheet_book_or_404,
)
from binhyen.records.http.questions import CoverageForm
from binhyen.records.http.request import address
from binhyen.records.models import FileImport
from binhyen.records.rules import Book
from binhyen.records.rules import book as book_of
from binhyen.records.rules.sheets.columns import with_choices
from binhyen.records.rules.sheets.grid import UnreadableFileError
from binhyen.records.selectors import file_imports as listing
from binhyen.records.selectors.file_places import places_of
from binhyen.records.selectors.file_workbooks import template_of
from binhyen.records.selectors.workbook import dynamic_choices
from binhyen.records.services.checking import RecordError
from binhyen.records.services.file_imports import TooManyFilesError, marked_path, take_in
from binhyen.records.services.file_writing import (
    ask_to_confirm,
    ask_to_write,
    discard_file,
    waiting_records,
)
from binhyen.records.views.reading import EXCEL
from binhyen.units.models import Unit
from binhyen.units.selectors.naming import own_name

PER_PAGE = 25
LOOK_AGAIN_SECONDS = "3"
State = FileImport.State


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: SignedInRequest, code: str) -> HttpResponse:
    """Send a file in; the latest ones stand below."""
    book = sheet_book_or_404(book_of(code))
    also = request.POST.get("unit", request.GET.get("unit", ""))
    units = listing.units_to_import(request.reach, also)
    if not units and not request.reach.has("VERIFIER"):
        raise Http404
    asks_day = any(one.as_of for one in (book.layout.columns if book.layout else ()))
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*bound, units=units, asks_day=asks_day)
    if request.method == "POST" and form.is_valid() and (file := _taken_in(request, book, form)):
        tasks.begin(file)
        return redirect(_page(book, file))
    context = {
        "book": book,
        "form": form if units else None,
        "files": [(one, _page(book, one)) for one in listing.files_of(request.reach, book)],
        "templates": [
            (f"{address(book, 'import-template')}?unit={uid}", name) for uid, name in units
        ],
        "trail": [(book.name, address(book, "list")), (_("Nhập từ Excel"), "")],
    }
    return render(request, "records/file_imports.html", context, status=422 if form.errors else 200)


def _taken_in(request: SignedInRequest, book: Book, form: FileForm) -> FileImport | None:
    unit = get_object_or_404(Unit, uid=form.cleaned_data["unit"])
    if not policies.may_write(request.reach, unit.pk):
        raise PermissionDenied
    sent = form.cleaned_data["file"]
    try:
        return take_in(
            book=book.code, unit=unit, name=sent.name, content=sent.read(), by=request.user,
            at=request.at, as_of=form.cleaned_data.get("as_of"),
        )  # fmt: skip
    except (UnreadableFileError, TooManyFilesError) as error:
        form.add_error("file", error.sentence)
    return None


@signed_in
@require_safe
def template_file(request: SignedInRequest, code: str) -> HttpResponse:
    """Give the empty sheet of one's unit: its villages and the closed values as lists."""
    book = sheet_book_or_404(book_of(code))
    units = listing.units_to_import(request.reach, request.GET.get("unit", ""))
    if not units or book.layout is None:
        raise Http404
    unit = Unit.objects.get(uid=units[0][0])
    layout = with_choices(book.layout, dynamic_choices(book))
    with translation.override("vi"):
        data = template_of(book, layout, places_of(unit, request.reach))
    name = file_name(_("mẫu"), book.name, own_name(unit.pk, request.day), kind="xlsx")
    response = HttpResponse(data, content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@signed_in
@require_safe
def import_page(request: SignedInRequest, code: str, pk: UUID) -> HttpResponse:
    """Show how far a file is, then its rows; the page looks again by itself while work goes on."""
    book = sheet_book_or_404(book_of(code))
    file = file_or_404(request, book, pk)
    if file.work:
        tasks.begin(file)
        file = file_or_404(request, book, pk)
    outcome = request.GET.get("outcome", "WRONG" if file.wrong and not file.work else "")
    page = page_of(listing.rows_of_file(file, outcome), request, per_page=PER_PAGE)
    waiting = len(waiting_records(file)) if file.state == State.WRITTEN and not file.work else 0
    context = {
        "book": book,
        "file": file,
        "unit_name": own_name(file.unit_id, request.day),
        "page": page,
        "rows": listing.shown_rows(list(page.object_list), request.day),
        "segments": _segments(file, outcome),
        "share": 100 * file.done // file.total if file.total else 0,
        "waiting": waiting,
        "may_write": policies.may_write(request.reach, file.unit_id),
        "may_confirm": policies.may_decide(request.reach, file.unit_id),
        "has_marked": marked_path(file).exists(),
        "links": _links(book, file),
        "record_address": address(book, "list"),
        "trail": _trail(book, file),
    }
    answer = render(request, "records/file_import.html", context)
    if file.work:
        answer["Refresh"] = LOOK_AGAIN_SECONDS
    return answer


def _segments(file: FileImport, outcome: str) -> list[tuple[str, str, bool]]:
    counts = (
        ("", _("Tất cả"), file.total),
        ("WRONG", _("Có lỗi"), file.wrong),
        ("NEW", _("Mới"), file.new),
        ("KNOWN", _("Đã có"), file.known),
    )
    return [
        (f"{word} {grouped(count)}", f"?outcome={key}", key == outcome)
        for key, word, count in counts
        if count or not key
    ]


@signed_in
@require_POST
def writing(request: SignedInRequest, code: str, pk: UUID) -> HttpResponse:
    """Write what the dry run showed; every row, or none."""
    book = sheet_book_or_404(book_of(code))
    file = file_or_404(request, book, pk)
    recorder_or_403(request, file)
    if file.samples and "letters" not in request.POST:
        messages.error(request, _("Xem chữ đã chuyển mã và đánh dấu là đúng, rồi ghi vào sổ."))
        return redirect(_page(book, file))
    try:
        ask_to_write(file=file, by=request.user, at=request.at)
    except RecordError as error:
        messages.error(request, error.sentence)
    else:
        _go_on(request, file)
    return redirect(f"{_page(book, file)}?outcome=")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def confirming(request: SignedInRequest, code: str, pk: UUID) -> HttpResponse:
    """Let everything the file wrote count, having said how much and asked about declared totals."""
    book = sheet_book_or_404(book_of(code))
    file = file_or_404(request, book, pk)
    if not policies.may_decide(request.reach, file.unit_id):
        raise PermissionDenied
    if request.method == "POST":
        outside = request.POST.get("answer") == "outside"
        try:
            ask_to_confirm(file=file, is_outside=outside, by=request.user, at=request.at)
        except RecordError as error:
            messages.error(request, error.sentence)
        else:
            _go_on(request, file)
        return redirect(f"{_page(book, file)}?outcome=")
    asks = listing.is_declared_over(file, request.reach)
    return _asked(request, book, file, _("Xác nhận"), "records/file_confirming.html", asks=asks)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def discarding(request: SignedInRequest, code: str, pk: UUID) -> HttpResponse:
    """Throw away the drafts of a file that nobody confirmed or changed."""
    book = sheet_book_or_404(book_of(code))
    file = file_or_404(request, book, pk)
    recorder_or_403(request, file)
    if request.method != "POST":
        return _asked(request, book, file, _("Bỏ nháp"), "records/file_discarding.html")
    try:
        gone = discard_file(file=file, by=request.user, at=request.at)
        said = _("Đã bỏ {count} bản nháp của tệp này.").format(count=grouped(gone))
        messages.success(request, said)
    except RecordError as error:
        messages.error(request, error.sentence)
    return redirect(f"{_page(book, file)}?outcome=")


def _asked(
    request: SignedInRequest,
    book: Book,
    file: FileImport,
    here: str,
    template: str,
    *,
    asks: bool = False,
) -> HttpResponse:
    page = _page(book, file)
    context = {
        "book": book,
        "file": file,
        "waiting": len(waiting_records(file)),
        "form": CoverageForm() if asks else None,
        "page_url": page,
        "trail": [*_trail(book, file)[:-1], (file.name, page), (here, "")],
    }
    return render(request, template, context)


@signed_in
@require_safe
def marked_file(request: SignedInRequest, code: str, pk: UUID) -> HttpResponse:
    """Give the rows back as they came, with what is wrong written beside each."""
    book = sheet_book_or_404(book_of(code))
    file = file_or_404(request, book, pk)
    path = marked_path(file)
    if not path.exists():
        raise Http404
    name = file_name(_("lỗi"), book.name, vn_date(request.day), kind="xlsx")
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=EXCEL)
    return HttpResponse(response.getvalue(), headers=dict(response.headers))


def _go_on(request: SignedInRequest, file: FileImport) -> None:
    """Begin, and say what became of it when it was over at once."""
    file.refresh_from_db()
    tasks.begin(file)
    file.refresh_from_db()
    if file.work:
        messages.info(request, _("Đang làm. Có thể rời trang và quay lại sau."))
    elif file.state == State.CONFIRMED:
        said = _("Đã xác nhận {count} bản ghi, tính vào số liệu từ lúc này.")
        messages.success(request, said.format(count=grouped(file.done)))
    elif file.state == State.WRITTEN and not file.confirmed_by_id:
        said = _("Đã ghi {count} bản ghi, đang chờ xác nhận.")
        messages.success(request, said.format(count=grouped(file.new)))


def _page(book: Book, file: FileImport) -> str:
    return reverse(f"{book.namespace}:import", args=[file.pk])


def _links(book: Book, file: FileImport) -> dict[str, str]:
    names = ("import-writing", "import-confirming", "import-discarding", "import-marked")
    return {
        name.removeprefix("import-"): reverse(f"{book.namespace}:{name}", args=[file.pk])
        for name in names
    } | {"again": address(book, "imports"), "list": address(book, "list")}


def _trail(book: Book, file: FileImport) -> list[tuple[str, str]]:
    return [
        (book.name, address(book, "list")),
        (_("Nhập từ Excel"), address(book, "imports")),
        (file.name, ""),
    ]
