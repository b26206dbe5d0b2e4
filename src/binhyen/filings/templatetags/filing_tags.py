"""Rows of a filing and squares of a reception, put together in Python."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from functools import cached_property

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.filings.rules.cells import Cell, CellState, Shape
from binhyen.filings.rules.regime import Column, Row
from binhyen.filings.selectors.receiving import Sender, TotalRow
from binhyen.filings.selectors.viewing import ShownRow, ShownSection, says_hedge
from binhyen.kernel.numbers import decimal_vn, grouped, hedge_word, percent, signed
from binhyen.kernel.templatetags.kernel_tags import (
    STATES,
    not_reported,
    nothing_happened,
    said,
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
HEADS = {
    Column.THIS: gettext_noop("Kỳ này"),
    Column.PREVIOUS: gettext_noop("Kỳ trước"),
    Column.LAST_YEAR: gettext_noop("Cùng kỳ năm trước"),
    Column.CUMULATIVE: gettext_noop("Lũy kế năm"),
    Column.DIFFERENCE: gettext_noop("So cùng kỳ"),
    Column.DIFFERENCE_PERCENT: gettext_noop("Tỷ lệ"),
}
NO_COMPARISON = "–"
INCOMPARABLE = SafeString(f'<span class="none">{NO_COMPARISON}</span>')
WAITING = {True: ' class="waiting"', False: ' class="waiting bare"'}


class Said:
    """What cells say in words, in the reader's language; a sheet says it hundreds of times."""

    @cached_property
    def states(self) -> dict[CellState, SafeString]:
        return {CellState.NIL: nothing_happened(), CellState.NOT_REPORTED: not_reported()}

    @cached_property
    def unanswered(self) -> SafeString:
        return unanswered()

    @cached_property
    def hedges(self) -> dict[Hedge, SafeString]:
        return {hedge: _hedge(hedge_word(hedge)) for hedge in Hedge}

    @cached_property
    def hidden(self) -> SafeString:
        return _none(_("không nêu"))

    @cached_property
    def too_little(self) -> SafeString:
        return _none(_("không đủ số liệu"))

    @cached_property
    def lacking(self) -> SafeString:
        return _none(_("chưa đủ"))

    @cached_property
    def nothing_happened(self) -> SafeString:
        return escape(_("Không phát sinh"))

    def of(self, state: CellState) -> SafeString:
        return self.states.get(state) or self.unanswered


def _none(words: str) -> SafeString:
    return format_html('<span class="none">{}</span>', words)


def _hedge(word: str) -> SafeString:
    return format_html('<span class="hedge">{}</span> ', word) if word else SafeString("")


@register.simple_tag
def filing_state(value: str, word: str = "") -> SafeString:
    """Say how far a filing is, as a word and a shape."""
    return state("report", TAGS.get(value, value), word)


@register.simple_tag
def column_head(column: Column) -> str:
    return _(HEADS[column])


@register.simple_tag
def section_rows(
    rows: Sequence[ShownRow], columns: Sequence[Column], nil: Collection[str] | None
) -> SafeString:
    """Write the rows of a section; where *nil* may be answered, it stands beside what is blank."""
    writer = _Writer({column: escape(column_head(column)) for column in columns}, nil)
    return SafeString("".join(map(writer.row, rows)))


@register.simple_tag
def part_answer(section: ShownSection, nil: Collection[str] | None, part: int) -> SafeString:
    """A button that says of a whole part that nothing happened, or takes it back."""
    rows = section.blanks
    if nil is None or len(rows) < 2:  # noqa: PLR2004 -- one row has its own box
        return SafeString("")
    waiting = sum(row not in nil for row in rows)
    if waiting:
        words = _("Cả {n} dòng trống: không phát sinh").format(n=waiting)
    else:
        words = _("Bỏ “không phát sinh” của cả phần")
    return format_html(
        '<button class="button" type="submit" name="go" value="{}:{}">{}'
        '<span class="spoken"> ({})</span></button>',
        "nothing" if waiting else "something",
        part,
        words,
        said(section.title),
    )


class _Writer:
    """Puts rows together from what is safe already; words are escaped here."""

    def __init__(self, heads: dict[Column, SafeString], nil: Collection[str] | None) -> None:
        self.heads, self.nil, self.said = heads, nil, Said()

    def row(self, row: ShownRow) -> SafeString:
        waits = row.is_blank and not (self.nil and row.key in self.nil)
        cells = "".join(
            f'<td class="num this">{self._this(row)}</td>'
            if column is Column.THIS
            else f'<td class="num" data-label="{head}">{self._past(row, column)}</td>'
            for column, head in self.heads.items()
        )
        return SafeString(
            f'<tr id="dong-{escape(row.key)}"{WAITING[_has_past(row)] if waits else ""}>'
            f'<td class="short number">{row.number}</td><td class="title">{escape(row.name)}'
            f'<span class="place">{escape(row.facts.unit_of_measure)}</span></td>{cells}</tr>'
        )

    def _this(self, row: ShownRow) -> SafeString:
        if self.nil is not None and (row.is_blank or row.this.state is CellState.NIL):
            return self._answer(row, chosen=row.key in self.nil)
        return cell_words(row.this, row.facts, row.url, self.said)

    def _past(self, row: ShownRow, column: Column) -> SafeString:
        if column is Column.DIFFERENCE:
            return _change(row, self.said)
        if column is Column.DIFFERENCE_PERCENT:
            return _change_percent(row, self.said)
        return cell_words(row.cells.get(column, Cell()), row.facts, "", self.said)

    def _answer(self, row: ShownRow, *, chosen: bool) -> SafeString:
        """The box that says nothing happened, beside the dotted line while it is not ticked."""
        return SafeString(
            f'{"" if chosen else self.said.unanswered}<label class="nil">'
            f'<input type="checkbox" name="nil" value="{escape(row.key)}"'
            f"{' checked' if chosen else ''}>{self.said.nothing_happened}"
            f'<span class="spoken"> {escape(row.name)}</span></label>'
        )


def _has_past(row: ShownRow) -> bool:
    """Whether any column that looks back holds a figure; on a phone the others are left out."""
    return any(
        cell.amount is not None for column, cell in row.cells.items() if column is not Column.THIS
    )


@register.simple_tag
def cell_of(cell: Cell, facts: Facts, url: str = "") -> SafeString:
    return cell_words(cell, facts, url, Said())


def cell_words(cell: Cell, facts: Facts, url: str, said: Said) -> SafeString:
    """Write a cell by its state: a number that opens, nothing happened, unanswered, hidden."""
    if cell.state is CellState.SUPPRESSED:
        return said.hidden
    amount = cell.amount
    if amount is None and cell.incomplete and cell.state is not CellState.NIL:
        return said.too_little
    if cell.shape is Shape.RATE and amount is None:
        return INCOMPARABLE
    if amount is None or cell.state is not CellState.NUMBER:
        return said.of(cell.state)
    hedge, digits = cell.hedge, amount_text(cell, facts, amount)
    word = said.hedges[hedge] if hedge is not Hedge.EXACT and says_hedge(cell) else ""
    if hedge is not Hedge.EXACT and not word:
        digits += "*"
    number = f'<a class="door" href="{escape(url)}">{digits}</a>' if url else digits
    lacking = f" {said.lacking}" if cell.incomplete else ""
    return SafeString(f"{word}{number}{lacking}")


def amount_text(cell: Cell, facts: Facts, amount: int | Decimal) -> str:
    if cell.shape is Shape.RATE:
        return decimal_vn(Decimal(amount), 2)
    if cell.shape is Shape.SUM and isinstance(amount, int):
        return grouped(facts.shown(amount))
    return grouped(amount)


def _change(row: ShownRow, said: Said) -> SafeString:
    if row.change is None:
        return INCOMPARABLE
    if row.this.shape is Shape.RATE:
        points = Decimal(row.change[0])
        digits = decimal_vn(points, 2)
        return _about(row, f"+{digits}" if points > 0 else digits, said)
    shown = row.shown(row.change[0])
    return _about(row, signed(shown if shown is not None else 0), said)


def _change_percent(row: ShownRow, said: Said) -> SafeString:
    share = None if row.change is None else row.change[1]
    if share is None or row.this.shape is Shape.RATE:
        return INCOMPARABLE
    return _about(row, f"+{percent(share)}" if share > 0 else percent(share), said)


def _about(row: ShownRow, digits: str, said: Said) -> SafeString:
    """A difference of hedged figures is hedged itself, as on paper."""
    before = row.cells.get(Column.LAST_YEAR, Cell())
    exact = row.this.hedge is before.hedge is Hedge.EXACT
    return SafeString(digits if exact else f"{said.hedges[Hedge.ABOUT]}{digits}")


@register.simple_tag
def squares(senders: Sequence[Sender], rows: Sequence[Sender]) -> SafeString:
    """One square a unit, in the order of codes: a link to what it sent, or to its row."""
    shown = {one.obligation.pk for one in rows}
    words = {state: str(STATES["report"][TAGS.get(state, state)][0]) for state in SQUARES}
    late = str(STATES["deadline"]["OVERDUE"][0]).lower()
    drawn = {state: shape_drawing(shape) for state, shape in SQUARES.items()}
    return format_html_join(
        "",
        '<li class="square {}{}"><a href="{}" title="{}: {}">{}</a></li>',
        (
            (
                one.state.lower(),
                " late" if one.is_late else "",
                _behind(one, is_shown=one.obligation.pk in shown),
                capfirst(one.name),
                f"{words[one.state]}, {late}" if one.is_late else words[one.state],
                drawn[one.state],
            )
            for one in senders
        ),
    )


def _behind(one: Sender, *, is_shown: bool) -> str:
    """What a unit sent; where nothing came, its row, on the page that has every such row."""
    if one.filing is not None and one.state != "MISSING":
        return reverse("filings:filing", args=[one.filing.pk])
    return f"{'' if is_shown else '?'}#{one.anchor}"


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


@register.simple_tag
def measure_of(row: Row) -> str:
    return indicator(row.indicator).unit_of_measure


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
