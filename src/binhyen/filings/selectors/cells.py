"""Cells read from the ledger: every row of a sheet for a unit, or for each of its children."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypedDict

from binhyen.filings.rules.cells import Cell, CellState, Shape
from binhyen.filings.rules.regime import Row
from binhyen.ledger.rules.expressions import terms
from binhyen.ledger.rules.maps import OWN, kin
from binhyen.ledger.rules.measures import ZERO, Measure
from binhyen.ledger.selectors.catalogue import Facts, indicator
from binhyen.ledger.selectors.kinds import share
from binhyen.ledger.selectors.sheets import (
    Span,
    Sums,
    added,
    sums_of_each,
    term_sum,
    unmatched,
    values_held,
)
from binhyen.units.rules.tree import ONE_DAY, Tree
from binhyen.units.selectors import current_tree

Cells = dict[str, Cell]
Read = Callable[[int, Sequence["Reading"], Sequence[Row]], list["Counted"]]
SITES, KINDS_OF_SITES = "MH02", "MH01"
SHAPES = {"RATE": Shape.RATE, "DISTINCT": Shape.UNION}


def shape_of(row: Row) -> Shape:
    return SHAPES.get(indicator(row.indicator).kind, Shape.SUM)


@dataclass(frozen=True, slots=True)
class Reading:
    """A window read on the map of a period's last day."""

    start: date
    end: date
    on: date

    @property
    def span(self) -> Span:
        return Span(self.start, self.end, self.on)


class Sites(NamedTuple):
    """Sites of a window's last day that are asleep, and those of no kind the list holds."""

    dormant: int = 0
    unmatched: int = 0


NO_SITES = Sites()


class Counted(NamedTuple):
    """The cells of one window, and what they leave untold of its sites."""

    cells: Cells
    sites: Sites


def unit_cells(unit: int, reading: Reading, rows: Sequence[Row]) -> Cells:
    """A unit's cells; one that ended before the map's date is read on its own last map."""
    (found,) = unit_cells_each(unit, [reading], rows)
    return found.cells


def unit_cells_each(unit: int, readings: Sequence[Reading], rows: Sequence[Row]) -> list[Counted]:
    """The cells of several windows, read together."""
    tree = current_tree(leaves=[unit])
    ended = tree.places[unit].end - ONE_DAY
    spans = [
        Span(one.start, one.end, one.on if tree.valid(unit, one.on) else ended) for one in readings
    ]
    found = sums_of_each(unit, spans, **_needs(rows))
    return [
        _counted(sums[unit], rows, span, incomplete=needs_divided_piece(tree, unit, one))
        for one, span, sums in zip(readings, spans, found, strict=True)
    ]


def whole_and_children(
    unit: int, reading: Reading, rows: Sequence[Row]
) -> tuple[Counted, dict[int, Cells]]:
    """The unit's cells; each child's on the map, and the unit's own part under the key OWN.

    One reading: a figure is the sum of its rows on every map.
    """
    (found,) = sums_of_each(unit, [reading.span], by_child=True, **_needs(rows))
    incomplete = needs_divided_piece(current_tree(leaves=[unit]), unit, reading)
    whole = _counted(added(found.values()), rows, reading.span, incomplete=incomplete)
    return whole, {row: _cells(sums, rows, reading.span) for row, sums in found.items()}


class Children:
    """Cells of the children of one unit, read for all of them together at the first question.

    Answers as `unit_cells_each`; a unit that is no child on the map is read alone.
    """

    def __init__(self, parent: int) -> None:
        self._parent = parent
        self._known: dict[tuple[Reading, ...], list[dict[int, Counted]]] = {}

    def __call__(
        self, unit: int, readings: Sequence[Reading], rows: Sequence[Row]
    ) -> list[Counted]:
        key = tuple(readings)
        if key not in self._known:
            self._known = {key: self._read(readings, rows)}
        found = [counted.get(unit) for counted in self._known[key]]
        if None in found:
            return unit_cells_each(unit, readings, rows)
        return [counted for counted in found if counted is not None]

    def _read(self, readings: Sequence[Reading], rows: Sequence[Row]) -> list[dict[int, Counted]]:
        tree = current_tree()
        spans = [one.span for one in readings]
        found = sums_of_each(self._parent, spans, by_child=True, **_needs(rows))
        return [
            {
                child: _counted(
                    sums, rows, one.span, incomplete=needs_divided_piece(tree, child, one)
                )
                for child, sums in by_child.items()
                if child != OWN
            }
            for one, by_child in zip(readings, found, strict=True)
        ]


class _Needs(TypedDict):
    split: set[str]
    only: set[str]
    with_remarks: bool


def _needs(rows: Sequence[Row]) -> _Needs:
    return {
        "split": {row.indicator for row in rows if row.filters or row.indicator == SITES},
        "only": {row.indicator for row in rows},
        "with_remarks": False,
    }


def own_key() -> int:
    return OWN


def needs_divided_piece(tree: Tree, unit: int, reading: Reading) -> bool:
    """Whether a part of the window was booked at a predecessor that was divided."""
    for other in kin(tree, unit) - {unit}:
        place = tree.places[other]
        lived = place.start <= reading.end and reading.start < place.end
        if lived and not tree.valid(other, reading.on) and tree.image(other, reading.on).divided:
            return True
    return False


def _counted(sums: Sums, rows: Sequence[Row], span: Span, *, incomplete: bool) -> Counted:
    asleep = term_sum(indicator(SITES), (("life", "DORMANT"),), sums, span).amount
    sites = Sites(asleep, unmatched(sums, KINDS_OF_SITES))
    return Counted(_cells(sums, rows, span, incomplete=incomplete), sites)


def _cells(sums: Sums, rows: Sequence[Row], span: Span, *, incomplete: bool = False) -> Cells:
    return {row.key: _cell(row, sums, span, incomplete=incomplete) for row in rows}


def _cell(row: Row, sums: Sums, span: Span, *, incomplete: bool) -> Cell:
    facts = indicator(row.indicator)
    if facts.kind == "RATE":
        numerator, denominator = (
            _sum_of(expression, sums, span) for expression in (facts.numerator, facts.denominator)
        )
        lines_count = numerator.n + denominator.n
        value = share(facts, numerator.amount, denominator.amount, lines_count)
        known = CellState.BLANK if value is None else CellState.NUMBER
        return Cell(Shape.RATE, numerator, denominator, state=known, incomplete=incomplete)
    if facts.kind == "DISTINCT":
        keys = frozenset(values_held(sums, facts.code))
        known = CellState.NUMBER if keys else CellState.BLANK
        return Cell(Shape.UNION, keys=keys, state=known, incomplete=incomplete)
    measure = _plain(facts, row, sums, span)
    known = CellState.NUMBER if measure.n > 0 or measure.amount else CellState.BLANK
    return Cell(Shape.SUM, measure, state=known, incomplete=incomplete)


def _plain(facts: Facts, row: Row, sums: Sums, span: Span) -> Measure:
    measure = term_sum(facts, tuple(sorted(row.filters.items())), sums, span)
    if facts.is_computed:
        return Measure(amount=measure.amount, n=int(measure.amount > 0))
    return measure


def _sum_of(expression: str, sums: Sums, span: Span) -> Measure:
    found = ZERO
    for code, filters in terms(expression):
        found = found + term_sum(indicator(code), filters, sums, span)
    return found
