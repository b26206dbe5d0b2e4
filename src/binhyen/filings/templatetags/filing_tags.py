"""Rows of a filing and squares of a reception, put together in Python."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from binhyen.filings.rules.cells import Cell, CellState, Shape
from binhyen.filings.rules.regime import Column, Row
from binhyen.filings.selectors.receiving import Sender, TotalRow
from binhyen.filings.selectors.viewing import ShownRow, says_hedge
from binhyen.kernel.numbers import decimal_vn, grouped, hedge_word, percent, signed
from binhyen.kernel.templatetags.kernel_tags import (
    not_reported,
    nothing_happened,
    shape_drawing,
    state,
    unanswered,
)
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.selectors.catalogue import Facts, indicator

register = template.Library()

# what a filing's state is called in the tags of the kernel
TAGS = {"SUBMITTED": "SENT"}
SQUARES = {
    "ACCEPTED": "square-tick",
    "SUBMITTED": "square-half",
    "RETURNED": "square-back",
    "MISSING": "square-hatched",
}
NO_COMPARISON = "–"
INCOMPARABLE = SafeString(f'<span class="none">{NO_COMPARISON}</span>')
WORDS = {CellState.NIL: nothing_happened, CellState.NOT_REPORTED: not_reported}
Heads = dict[Column, SafeString]
WAITING = {True: ' class="waiting"', False: ' class="waiting bare"'}


@register.simple_tag
def filing_state(value: str, word: str = "") -> SafeString:
    """Say how far a filing is, as a word and a shape."""
    return state("report", TAGS.get(value, value), word)


@register.simple_tag
def column_head(column: Column) -> str:
    return {
        Column.THIS: _("Kỳ này"),
        Column.PREVIOUS: _("Kỳ trước"),
        Column.LAST_YEAR: _("Cùng kỳ năm trước"),
        Column.CUMULATIVE: _("Lũy kế năm"),
        Column.DIFFERENCE: _("So cùng kỳ"),
        Column.DIFFERENCE_PERCENT: _("Tỷ lệ"),
    }[column]


@register.simple_tag
def section_rows(
    rows: Sequence[ShownRow], columns: Sequence[Column], nil: Collection[str] | None
) -> SafeString:
    """Write the rows of a section; where *nil* may be answered, it stands beside what is blank."""
    heads = {column: escape(column_head(column)) for column in columns}
    return SafeString("".join(_section_row(row, heads, nil) for row in rows))


def _section_row(row: ShownRow, heads: Heads, nil: Collection[str] | None) -> SafeString:
    waits = row.is_blank and not (nil and row.key in nil)
    cells = SafeString("".join(_column_cell(row, column, heads, nil) for column in heads))
    return format_html(
        '<tr id="dong-{}"{}><td class="short number">{}</td><td class="title">{}'
        '<span class="place">{}</span></td>{}</tr>',
        row.key,
        SafeString(WAITING[_has_past(row)]) if waits else "",
        row.number,
        row.name,
        row.facts.unit_of_measure,
        cells,
    )


def _has_past(row: ShownRow) -> bool:
    """Whether any column that looks back holds a figure; on a phone the others are left out."""
    return any(
        cell.amount is not None for column, cell in row.cells.items() if column is not Column.THIS
    )


def _column_cell(
    row: ShownRow, column: Column, heads: Heads, nil: Collection[str] | None
) -> SafeString:
    if column is Column.DIFFERENCE:
        return _td(heads[column], _change(row))
    if column is Column.DIFFERENCE_PERCENT:
        return _td(heads[column], _change_percent(row))
    cell = row.cells.get(column, Cell())
    if column is not Column.THIS:
        return _td(heads[column], cell_words(cell, row.facts))
    shown = cell_words(cell, row.facts, row.url)
    if nil is not None and (row.is_blank or row.this.state is CellState.NIL):
        shown = _answer(row, chosen=row.key in nil)
    return format_html('<td class="num this">{}</td>', shown)


def _answer(row: ShownRow, *, chosen: bool) -> SafeString:
    """The box that says nothing happened, beside the dotted line while it is not ticked."""
    return format_html(
        '{}<label class="nil"><input type="checkbox" name="nil" value="{}"{}>{}'
        '<span class="spoken"> {}</span></label>',
        "" if chosen else unanswered(),
        row.key,
        SafeString(" checked") if chosen else "",
        _("Không phát sinh"),
        row.name,
    )


def _td(head: SafeString, shown: SafeString) -> SafeString:
    """A sheet has hundreds of these: put together from what is safe already."""
    return SafeString(f'<td class="num" data-label="{head}">{shown}</td>')


@register.simple_tag
def cell_of(cell: Cell, facts: Facts, url: str = "") -> SafeString:
    return cell_words(cell, facts, url)


def cell_words(cell: Cell, facts: Facts, url: str = "") -> SafeString:
    """Write a cell by its state: a number that opens, nothing happened, unanswered, hidden."""
    if cell.state is CellState.SUPPRESSED:
        return format_html('<span class="none">{}</span>', _("không nêu"))
    amount = cell.amount
    if amount is None and cell.incomplete and cell.state is not CellState.NIL:
        return format_html('<span class="none">{}</span>', _("không đủ số liệu"))
    if cell.shape is Shape.RATE and amount is None:
        return INCOMPARABLE
    if amount is None or cell.state is not CellState.NUMBER:
        return WORDS.get(cell.state, unanswered)()
    digits = amount_text(cell, facts, amount)
    word = hedge_word(cell.hedge) if says_hedge(cell) else ""
    if cell.hedge != "EXACT" and not word:
        digits += "*"
    number = format_html('<a class="door" href="{}">{}</a>', url, digits) if url else digits
    hedge = format_html('<span class="hedge">{}</span> ', word) if word else ""
    lacking = ""
    if cell.incomplete:
        lacking = format_html(' <span class="none">{}</span>', _("chưa đủ"))
    return format_html("{}{}{}", hedge, number, lacking)


def amount_text(cell: Cell, facts: Facts, amount: int | Decimal) -> str:
    if cell.shape is Shape.RATE:
        return decimal_vn(Decimal(amount), 2)
    if cell.shape is Shape.SUM and isinstance(amount, int):
        return grouped(facts.shown(amount))
    return grouped(amount)


def _change(row: ShownRow) -> SafeString:
    if row.change is None:
        return INCOMPARABLE
    if row.this.shape is Shape.RATE:
        points = Decimal(row.change[0])
        digits = decimal_vn(points, 2)
        return _about(row, f"+{digits}" if points > 0 else digits)
    shown = row.shown(row.change[0])
    return _about(row, signed(shown if shown is not None else 0))


def _change_percent(row: ShownRow) -> SafeString:
    share = None if row.change is None else row.change[1]
    if share is None or row.this.shape is Shape.RATE:
        return INCOMPARABLE
    return _about(row, f"+{percent(share)}" if share > 0 else percent(share))


def _about(row: ShownRow, digits: str) -> SafeString:
    """A difference of hedged figures is hedged itself, as on paper."""
    before = row.cells.get(Column.LAST_YEAR, Cell())
    if row.this.hedge is before.hedge is Hedge.EXACT:
        return format_html("{}", digits)
    return format_html('<span class="hedge">{}</span> {}', hedge_word(Hedge.ABOUT), digits)


@register.simple_tag
def squares(senders: Sequence[Sender]) -> SafeString:
    """One square a unit, in the order of codes; the table beside it says the same."""
    return format_html_join(
        "",
        '<li class="{}" title="{}">{}</li>',
        (
            (f"square {one.state.lower()}", one.name, shape_drawing(SQUARES[one.state]))
            for one in senders
        ),
    )


@register.simple_tag
def total_cell(row: TotalRow, cell: Cell) -> SafeString:
    """A part of the difference; zero shows as zero, what is hidden says so."""
    if row.hides:
        return format_html('<span class="none">{}</span>', _("không nêu"))
    if cell.shape is Shape.RATE:
        words = f"{signed(cell.measure.amount)} / {signed(cell.denominator.amount)}"
        return format_html("{}", words)
    amount = len(cell.keys) if cell.shape is Shape.UNION else cell.measure.amount
    return format_html("{}", signed(row.facts.shown(amount)))


@register.simple_tag
def change_words(cell: Cell, facts: Facts) -> str:
    """A net change with its sign and unit of measure."""
    return f"{signed(facts.shown(cell.measure.amount))} {facts.unit_of_measure}"


@register.filter
def facts_of(row: Row) -> Facts:
    return indicator(row.indicator)


@register.filter
def version(number: int) -> str:
    """Write bản số 01."""
    return f"{number:02d}"


@register.simple_tag
def part_name(name: str) -> str:
    return {
        "not_received": _("Chưa nhận"),
        "adjustments": _("Điều chỉnh"),
        "not_filed": _("Chưa vào báo cáo"),
    }[name]


@register.simple_tag
def total_difference(row: TotalRow) -> SafeString:
    if row.difference is None:
        return INCOMPARABLE
    shown: int | Decimal = row.difference
    if row.total.official.shape is Shape.SUM:
        shown = row.facts.shown(row.difference)
    return format_html("{}", signed(shown))
