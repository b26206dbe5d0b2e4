"""Rows of a book, put together in Python: a page of them costs no template work."""

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from binhyen.kernel.dates import vn_date
from binhyen.kernel.templatetags.kernel_tags import hedged, state, unanswered
from binhyen.records.models import Record
from binhyen.records.rules import Book
from binhyen.records.selectors.listing import Cell, Row

register = template.Library()


@register.simple_tag
def record_row(book: Book, row: Row) -> SafeString:
    """Show one record of a list."""
    record = row.record
    address = reverse(f"{book.namespace}:record", args=[record.pk])
    ended = format_html(' <span class="place">{}</span>', _ended(record)) if record.ends_on else ""
    return format_html(
        '<tr{}><td class="day">{}</td><td class="title"><a href="{}">{}</a>'
        '<span class="place">{}</span>{}</td><td class="kind">{}</td>{}'
        '<td class="state">{}</td></tr>',
        SafeString(' class="voided"') if record.state == Record.State.VOIDED else "",
        vn_date(record.on),
        address,
        record.title,
        row.place,
        ended,
        row.kind,
        _cells(book, row.cells),
        record_state(record),
    )


@register.simple_tag
def total_row(book: Book, totals: Sequence[Cell], counting: int) -> SafeString:
    """Add up what may be added; say so where it may not."""
    words = _("Cộng {count} bản ghi đã xác nhận ở trang này").format(count=counting)
    cells = format_html_join(
        "",
        '<td class="num" data-label="{}">{}</td>',
        ((column.label, _total(cell)) for column, cell in zip(book.columns, totals, strict=False)),
    )
    row = '<tr class="total"><th colspan="3" scope="row">{}</th>{}<td></td></tr>'
    return format_html(row, words, cells)


@register.simple_tag
def record_state(record: Record) -> SafeString:
    """Say the state of a record's newest revision as a word and a shape."""
    number = record.revision
    if record.state == Record.State.VOIDED:
        return state("record", "VOIDED")
    if record.state == Record.State.CONFIRMED:
        amended = _("Đã sửa, lần {number}").format(number=number)
        return state("record", "AMENDED", amended) if number > 1 else state("record", "CONFIRMED")
    if record.counts_an_older:
        word = _("Chờ xác nhận bản sửa")
        return state("record", "WAITING", word)
    return state("record", "WAITING")


@register.filter
def said(amount: int | Decimal | None, hedge: str = "EXACT") -> SafeString:
    """Write a number with its hedge; the dotted line where nobody answered."""
    return unanswered() if amount is None else hedged(amount, hedge)


def _cells(book: Book, cells: Sequence[Cell]) -> SafeString:
    shown = [*cells, *[Cell(asked=False)] * (len(book.columns) - len(cells))]
    last = len(book.columns) - 1
    return format_html_join(
        "",
        '<td class="num{}"{}>{}{}</td>',
        (
            (
                "" if number == last else " fact",
                _unit_after(cell),
                _number(cell),
                _unit_beside(cell, column.adds_up),
            )
            for number, (cell, column) in enumerate(zip(shown, book.columns, strict=False))
        ),
    )


def _number(cell: Cell) -> SafeString:
    if not cell.asked:
        return format_html('<span class="none">{}</span>', _("không tính"))
    return said(cell.amount, cell.hedge)


def _unit_after(cell: Cell) -> SafeString:
    """Say the unit of measure where a phone shows the number without its column."""
    known = cell.asked and cell.amount is not None
    return format_html(' data-unit="{}"', cell.unit) if known else SafeString("")


def _unit_beside(cell: Cell, adds_up: bool) -> SafeString:  # noqa: FBT001 -- private, read at once
    """Say the unit beside the number in a column of mixed units."""
    if adds_up or not cell.asked or cell.amount is None:
        return SafeString("")
    return format_html(' <span class="beside">{}</span>', cell.unit)


def _total(cell: Cell) -> SafeString:
    if not cell.asked:
        return format_html('<span class="none">{}</span>', _("không cộng"))
    return format_html("<span>{}</span>", said(cell.amount, cell.hedge))


def _ended(record: Record) -> str:
    word = _("giá trị đến {day}") if record.book == "DECLARATION" else _("kết thúc {day}")
    return word.format(day=vn_date(record.ends_on))
