"""Writing down and amending, whole without scripts: what was typed is never lost."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.kernel.numbers import typed_number
from binhyen.records import policies, services
from binhyen.records.http.forms import Place, RecordForm, StepForm
from binhyen.records.http.request import address, record_or_404
from binhyen.records.http.starting import Start, like_address, start_of, typed_at_start
from binhyen.records.models import Record, RecordOrganiser
from binhyen.records.rules import Book
from binhyen.records.rules import book as book_of
from binhyen.records.rules.changes import differences
from binhyen.records.rules.content import Content, ContentError
from binhyen.records.selectors.choices import choices_for
from binhyen.records.selectors.history import revision_of
from binhyen.records.selectors.places import last_written, places_to_write, recent_venues
from binhyen.units.models import Unit
from binhyen.units.selectors.naming import own_name


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def creation(request: SignedInRequest, code: str) -> HttpResponse:
    """Write a new record down: in steps where the book asks in steps, else on one page."""
    book = book_of(code)
    start = start_of(request, book)
    form = _form(request, book, start=start)
    if start.whole and "title" in form.fields:
        form.fields["title"].widget.attrs["autofocus"] = True
    first = None if start.whole else 1
    if request.method != "POST":
        return _ask(request, book, form, step=first, start=start)
    if "more" in request.POST:
        return _asked_again(request, book, form, start=start)
    if first and isinstance(form, StepForm) and (answer := _walk(request, book, form)):
        return answer
    content = _content(request, book, form)
    written = _created(request, book, form, content) if content else None
    if written is None:
        step = first and _first_wrong(form)
        return _ask(request, book, form, step=step, start=start, status=422)
    _tell(request, book, written)
    return redirect(_after(request, book, written.record))


def _after(request: SignedInRequest, book: Book, record: Record) -> str:
    """The record written, or the next one like it for those who write one after another."""
    if request.POST.get("go") != "again":
        return address(book, "record", record)
    if not book.form.anew:
        return address(book, "creation")
    return like_address(book, record, on=record.on, whole=True)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def amendment(request: SignedInRequest, code: str, pk: UUID) -> HttpResponse:
    """Write the next revision; a stale one shows both versions and loses nothing."""
    book = book_of(code)
    record = record_or_404(request, book, pk)
    if not policies.may_amend(request.reach, record):
        raise PermissionDenied
    form = _form(request, book, record)
    if request.method != "POST" or "more" in request.POST:
        return _asked_again(request, book, form, record)
    content = _content(request, book, form)
    try:
        written = _revised(request, form, record, content) if content else None
    except services.StaleRevisionError as error:
        return _conflict(request, book, form, error)
    if written is None:
        return _ask(request, book, form, record=record, status=422)
    _tell(request, book, written)
    return redirect(address(book, "record", record))


def _form(
    request: SignedInRequest,
    book: Book,
    record: Record | None = None,
    start: Start = Start(),  # noqa: B008 -- frozen
) -> RecordForm:
    """Open the form: bound to what was typed, or filled with what stands."""
    places = _places(request, record, start)
    if not places:
        raise Http404
    initial: dict[str, Any] = {"id": uuid4(), "unit": places[0].uid}
    initial |= typed_at_start(book, start, request.day)
    like = record or start.like
    organisers = RecordOrganiser.objects.filter(record=like).values_list("unit", "unit__uid")
    joined = dict(organisers) if like is not None else {}
    if record is not None:
        content = book.kept(revision_of(record).content)
        initial = book.form.typed(content) | {
            "id": record.pk,
            "base": record.revision,
            "unit": record.unit.uid,
            "organisers": list(joined.values()),
        }
    form: RecordForm = book.form(
        request.POST if request.method == "POST" else None,
        initial=initial | {"today": request.day},
        places=places,
        choices=choices_for(book, request.reach, places, joined=joined),
    )
    return form


def _places(request: SignedInRequest, record: Record | None, start: Start) -> Sequence[Place]:
    if record is not None:
        return [Place(record.unit_id, record.unit.uid, own_name(record.unit_id, record.on))]
    also = request.GET.get("unit", request.POST.get("unit", ""))
    if start.like is not None:
        also = start.like.unit.uid
    return [Place(*place) for place in places_to_write(request.reach, also)]


def _walk(request: SignedInRequest, book: Book, form: StepForm) -> HttpResponse | None:
    """Take one step forward, back, or to a step named; None when all is to be saved."""
    last = len(form.pages()) + 1
    step = _number(request.POST.get("step"), 1, last)
    go = request.POST.get("go", "next")
    if go == "save":
        return None
    if go != "next":
        target = step - 1 if go == "back" else _number(go, step, last)
        form.forget_errors_after(0, form.page_of)
        return _ask(request, book, form, step=max(1, target))
    content = _content(request, book, form)
    wrong = min((form.page_of(name) for name in form.errors), default=last)
    if wrong <= step:
        form.forget_errors_after(step, form.page_of)
        return _ask(request, book, form, step=wrong, status=422)
    form.forget_errors_after(0, form.page_of)
    return _ask(request, book, form, step=step + 1, content=content)


def _number(text: str | None, otherwise: int, most: int) -> int:
    number = typed_number(text)
    return max(1, min(otherwise if number is None else number, most))


def _first_wrong(form: RecordForm) -> int:
    if not isinstance(form, StepForm):
        return 1
    return min((form.page_of(name) for name in form.errors), default=1)


def _content(request: SignedInRequest, book: Book, form: RecordForm) -> Content | None:
    """Make a content of what was typed; what is wrong with it stands beside its field."""
    if not form.is_valid():
        return None
    try:
        content = book.parse(form.said())
        return services.check(book=book, unit=form.unit_id, content=content, today=request.day)
    except ContentError as error:
        form.refuse(error.refusals)
        return None


def _created(
    request: SignedInRequest, book: Book, form: RecordForm, content: Content
) -> services.Written | None:
    try:
        return services.create(
            book=book.code,
            unit=form.unit_id,
            content=content,
            id=form.key,
            organisers=_organisers(form),
            on_behalf_of=form.cleaned_data["on_behalf_of"],
            by=request.user,
            at=request.at,
        )
    except ContentError as error:
        form.refuse(error.refusals)
    except services.ConflictError as error:
        form.add_error(None, error.sentence)
    return None


def _revised(
    request: SignedInRequest, form: RecordForm, record: Record, content: Content
) -> services.Written | None:
    try:
        return services.write_revision(
            record=record.pk,
            base_revision=form.cleaned_data["base"] or 0,
            content=content,
            organisers=_organisers(form) if "organisers" in form.fields else None,
            on_behalf_of=form.cleaned_data["on_behalf_of"],
            by=request.user,
            at=request.at,
        )
    except ContentError as error:
        form.refuse(error.refusals)
    except services.WrongStateError as error:
        form.add_error(None, error.sentence)
    return None


def _organisers(form: RecordForm) -> list[int]:
    """The units chosen; the form takes none it did not offer."""
    chosen = form.cleaned_data.get("organisers", [])
    return list(Unit.objects.filter(uid__in=chosen).values_list("pk", flat=True))


def _asked_again(
    request: SignedInRequest,
    book: Book,
    form: RecordForm,
    record: Record | None = None,
    start: Start = Start(),  # noqa: B008 -- frozen
) -> HttpResponse:
    if form.is_bound:
        form.forget_errors_after(0, lambda _name: 1)
    in_steps = record is None and not start.whole
    step = _number(request.POST.get("step"), 1, 9) if in_steps else None
    return _ask(request, book, form, step=step, record=record, start=start)


def _ask(
    request: SignedInRequest,
    book: Book,
    form: RecordForm,
    *,
    step: int | None = None,
    record: Record | None = None,
    content: Content | None = None,
    start: Start = Start(),  # noqa: B008 -- frozen
    status: int = 200,
) -> HttpResponse:
    """Ask a step, or the whole form; after the last step show what will be written."""
    pages = form.pages() if isinstance(form, StepForm) and step else ()
    review = bool(pages) and step is not None and step > len(pages)
    if review and content is None:
        content = _content(request, book, form)
    context = {
        "book": book,
        "form": form,
        "record": record,
        "step": step if pages else None,
        "steps": len(pages) + 1,
        "question": pages[step - 1].title if pages and step and not review else "",
        "asked": form.asked(0 if review else step if pages else None),
        "review": _review(book, form, content) if review and content else (),
        "venues": recent_venues([place.id for place in form.places.values()]),
        "whole": start.whole,
        "like": start.like,
        "last": _last(book, form, start) if record is None else None,
        "whole_url": f"{address(book, 'creation')}?whole=1" if isinstance(form, StepForm) else "",
        "steps_url": address(book, "creation"),
        "trail": _trail(book, record),
        "unit_name": _unit_name(form),
    }
    template = "records/record_steps.html" if pages else "records/record_form.html"
    return render(request, template, context, status=status)


def _last(book: Book, form: RecordForm, start: Start) -> tuple[Record, str] | None:
    """The record written last at these places, and where to write one like it."""
    if form.is_bound or start.like is not None or not book.form.anew:
        return None
    found = last_written(book.code, [place.id for place in form.places.values()])
    return (found, like_address(book, found, whole=start.whole)) if found else None


def _review(book: Book, form: RecordForm, content: Content) -> list[tuple[str, str, int]]:
    """List what will be written, each line with the step that asks for it."""
    if not isinstance(form, StepForm):
        return []
    lines = [
        (line.label, line.value, form.page_of(form.field_of(line.field) or line.field))
        for line in book.said(content)
    ]
    return [*lines[:1], (_("Đơn vị"), _unit_name(form), form.page_of("unit")), *lines[1:]]


def _unit_name(form: RecordForm) -> str:
    uid = form["unit"].value()
    return form.places[uid].name if uid in form.places else ""


def _trail(book: Book, record: Record | None) -> list[tuple[str, str]]:
    here = [(book.name, address(book, "list"))]
    if record is None:
        return [*here, (_("Ghi mới"), "")]
    return [*here, (record.title, address(book, "record", record)), (_("Sửa"), "")]


def _conflict(
    request: SignedInRequest, book: Book, form: RecordForm, error: services.StaleRevisionError
) -> HttpResponse:
    record = error.record
    if record is None or error.offered is None:
        raise Http404
    present = book.said(book.kept(error.present.content))
    context = {
        "book": book,
        "form": form,
        "record": record,
        "present": error.present,
        "changes": differences(book.said(error.offered), present),
        "at": request.at,
        "carried": [form[name] for name in form.fields if name != "base"],
        "counts": [(rows.name, form.row_counts[rows.name]) for rows in form.rows],
        "trail": _trail(book, record),
        "record_url": address(book, "record", record),
    }
    return render(request, "records/conflict.html", context, status=409)


def _tell(request: SignedInRequest, book: Book, written: services.Written) -> None:
    """Say what happened, and which records look like the same thing."""
    if written.record.counts_an_older:
        said = _("Đã ghi bản sửa. Số liệu giữ nguyên đến khi bản này được xác nhận.")
    elif written.revision.number > 1:
        said = _("Đã ghi bản sửa. Bản ghi đang chờ xác nhận, trước lúc đó vẫn sửa được.")
    else:
        said = _("Đã ghi vào sổ. Bản ghi đang chờ xác nhận, trước lúc đó vẫn sửa được.")
    messages.success(request, said)
    if written.duplicates:
        readable = [one for one in written.duplicates if policies.may_read(request.reach, one)]
        links = format_html_join(
            ", ",
            '<a href="{}">{}</a>',
            ((address(book, "record", other), other.title) for other in readable[:3]),
        )
        text = _("Trong xã đã có bản ghi cùng loại, cùng ngày, cùng tên. Đề nghị xem lại.")
        messages.warning(request, format_html("{} {}", text, links))
