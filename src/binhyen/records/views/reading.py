"""A book's list, on screen, on paper and as a workbook; and one record opened."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.kernel.dates import vn_date
from binhyen.kernel.numbers import grouped
from binhyen.kernel.pages import render_page
from binhyen.kernel.pagination import Counted, page_of
from binhyen.kernel.text import file_name
from binhyen.records import policies
from binhyen.records.http.questions import ListForm
from binhyen.records.http.request import address, record_or_404
from binhyen.records.http.starting import like_address
from binhyen.records.models import Record
from binhyen.records.rules import Book
from binhyen.records.rules import book as book_of
from binhyen.records.rules.windows import Window, month_holding, window_of
from binhyen.records.selectors import listing, workbook
from binhyen.records.selectors.below import units_below
from binhyen.records.selectors.history import opened
from binhyen.records.selectors.photos import photos_of
from binhyen.records.selectors.repeating import repeats
from binhyen.units.models import Unit

PER_PAGE = 12
MOST_ON_PAPER = 2000
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@require_safe
def record_list(request: SignedInRequest, code: str) -> HttpResponse:
    """Show one page of a book, filtered; htmx takes the rows alone."""
    context = _listed(request, book_of(code))
    counted = Counted(context["counts"].total, context["counts"].is_all)
    page = page_of(context["records"], request, PER_PAGE, context["order"], counted)
    rows = listing.rows_of(page.object_list, request.day)
    context |= {
        "page": page,
        "rows": rows,
        "totals": listing.totals_of(rows, context["book"]),
        "counting": sum(row.record.state == Record.State.CONFIRMED for row in rows),
        "may_write": bool(request.reach.has("RECORDER")),
        "may_import": context["book"].layout is not None
        and (request.reach.has("RECORDER") or request.reach.has("VERIFIER")),
    }
    return render_page(request, "records/record_list.html", "records/_record_rows.html", context)


@signed_in
@require_safe
def printing(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the whole filtered book for paper, with numbered pages."""
    context = _listed(request, book_of(code))
    records = list(context["records"][: MOST_ON_PAPER + 1])
    rows = listing.rows_of(records[:MOST_ON_PAPER], request.day)
    context["more"] = _more(len(records), MOST_ON_PAPER)
    counting = sum(row.record.state == Record.State.CONFIRMED for row in rows)
    totals = listing.totals_of(rows, context["book"])
    context |= {"rows": rows, "totals": totals, "counting": counting, "at": request.at}
    return render(request, "records/record_printing.html", context)


@signed_in
@require_safe
def workbook_file(request: SignedInRequest, code: str) -> HttpResponse:
    """Give the filtered book as an Excel file."""
    context = _listed(request, book_of(code))
    records = list(context["records"][: workbook.MOST_ROWS + 1])
    rows = listing.rows_of(records[: workbook.MOST_ROWS], request.day)
    book: Book = context["book"]
    about = f"{context['about']} {_more(len(records), workbook.MOST_ROWS)}".rstrip()
    with translation.override("vi"):  # the sheet is read back by its heads
        data = workbook.workbook_of(book, rows, about, request.at)
        name = file_name(book.name, vn_date(request.day), kind="xlsx")
    response = HttpResponse(data, content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _more(found: int, most: int) -> str:
    """What to do when a book has more than fits; nothing when all of it is here."""
    if found <= most:
        return ""
    return _("Ở đây có %(count)s hồ sơ đầu, chưa phải tất cả. Lọc hẹp hơn để có đủ.") % {
        "count": grouped(most)
    }


@signed_in
@require_safe
def record_page(request: SignedInRequest, code: str, pk: UUID) -> HttpResponse:
    """Open one record: what it says, what it counts for, its history, what may be done."""
    book = book_of(code)
    record = record_or_404(request, book, pk)
    whole = opened(record, request.day)
    row = listing.rows_of([record], record.on)[0]
    own = whole.newest.author_id == request.user.pk
    context = {
        "book": book,
        "opened": whole,
        "record": record,
        "row": row,
        "trail": [(book.name, address(book, "list")), (record.title, "")],
        "may_confirm": policies.may_confirm(request.reach, record),
        "may_void": policies.may_void(request.reach, record),
        "may_amend": policies.may_amend(request.reach, record),
        "may_discard": policies.may_discard(request.reach, record),
        "joinable": _joinable(request, whole),
        "own": own,
        "acting": request.reach.acting_for(record.kept_at),
        "photos": _photos(book, record),
        "may_write": policies.may_write(request.reach, record.kept_at),
        "repeats": bool(book.form.anew) and repeats(record),
        "links": {name: address(book, name, record) for name in ACTIONS}
        | _links_to_write(request, book, record),
    }
    return render(request, "records/record.html", context)


ACTIONS = ("record", "amendment", "confirmation", "voiding", "discarding", "joining", "photos")


def _links_to_write(request: SignedInRequest, book: Book, record: Record) -> dict[str, str]:
    """Where to write another like it, for those who may write there."""
    if not book.form.anew or not policies.may_write(request.reach, record.kept_at):
        return {}
    return {"like": like_address(book, record), "repetition": address(book, "repetition", record)}


def _photos(book: Book, record: Record) -> list[dict[str, Any]]:
    """The photos with where to see each and where to take it out."""
    return [
        {
            "photo": photo,
            "url": reverse(f"{book.namespace}:photo", args=[record.pk, photo.sha256]),
            "act_url": reverse(f"{book.namespace}:photo_removal", args=[record.pk, photo.sha256]),
        }
        for photo in photos_of(record)
    ]


def _joinable(request: SignedInRequest, whole: Any) -> list[tuple[str, int]]:
    return [
        (name, unit)
        for name, joined, unit in whole.organisers
        if joined is None and policies.may_write(request.reach, unit)
    ]


def _listed(request: SignedInRequest, book: Book) -> dict[str, Any]:
    units = units_below(request.reach)
    data = request.GET.copy()
    if "period" not in data and not book.opens and not book.always_two:
        data["period"] = month_holding(request.day).code
    form = ListForm(data, book=book, today=request.day, units=units)
    form.is_valid()
    window = window_of(form.cleaned_data.get("period", ""))
    asked = listing.Asked(
        text=form.cleaned_data.get("q", ""),
        start=window.start if window else None,
        end=window.end if window else None,
        kind=form.cleaned_data.get("kind", ""),
        state=form.cleaned_data.get("state", ""),
        unit=_unit(form.cleaned_data.get("unit", "")),
    )
    records = listing.records_matching(reach=request.reach, book=book, asked=asked)
    counts = listing.counts_of(records)
    return {
        "book": book,
        "form": form,
        "window": window,
        "records": records,
        "order": () if asked.text else listing.NEWEST_FIRST,
        "counts": counts,
        "about": _about(request, window, counts),
        "links": {
            name: address(book, name) for name in ("creation", "workbook", "printing", "imports")
        },
        "trail": [(_("Ghi sổ"), ""), (book.name, "")],
        "filtered": any(form.cleaned_data.get(n) for n in ("q", "kind", "state", "unit")),
    }


def _unit(uid: str) -> int | None:
    return Unit.objects.filter(uid=uid).values_list("pk", flat=True).first() if uid else None


def _about(request: SignedInRequest, window: Window | None, counts: listing.Counts) -> str:
    """Say whose book it is, which days, how many records and what became of them."""
    name = str(getattr(request, "own_unit_name", ""))
    parts = [name[:1].upper() + name[1:]] if name else []
    if window:
        days = {"start": vn_date(window.start), "end": vn_date(window.end)}
        parts.append(_("từ {start} đến {end}").format(**days))
    text = _("{total} bản ghi").format(total=grouped(counts.total))
    if not counts.is_all:
        return f"{', '.join([*parts, _('hơn {text}').format(text=text)])}."
    became = [
        (counts.confirmed, _("{count} đã xác nhận")),
        (counts.waiting, _("{count} chờ")),
        (counts.voided, _("{count} đã hủy")),
    ]
    said = ", ".join(words.format(count=grouped(count)) for count, words in became if count)
    tail = _("{text}, trong đó {said}.").format(text=text, said=said) if said else f"{text}."
    return f"{', '.join(parts)}. {tail}" if parts else tail
