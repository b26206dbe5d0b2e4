"""The catalogue with one unit's figures, as one reader may see them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby

from binhyen.ledger.rules.suppression import hidden
from binhyen.ledger.selectors.catalogue import Facts, indicators
from binhyen.ledger.selectors.questions import Figure, NotOnMapError, Query, check_map
from binhyen.ledger.selectors.sheets import Span, figures_from, show_declared_kinds, sums_of
from binhyen.ledger.selectors.suppression import Itself, masked, parent_of, weight
from binhyen.units.selectors import current_tree

Door = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of the catalogue; no figure where the unit had ended by the last day."""

    facts: Facts
    figure: Figure | None
    url: str

    @property
    def is_known(self) -> bool:
        figure = self.figure
        return figure is not None and (figure.state != "BLANK" or figure.cut_declarations > 0)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the catalogue, and how many of its indicators are known."""

    name: str
    rows: tuple[Row, ...]

    @property
    def known(self) -> int:
        return sum(row.is_known for row in self.rows)

    def only_known(self) -> "Group":
        return replace(self, rows=tuple(row for row in self.rows if row.is_known))


def check_on_map(unit: int, span: Span) -> None:
    """Refuse a unit the map does not hold; the error says what stands for it."""
    facts = indicators()["TT01"]
    query = Query("TT01", unit, span.start, span.end, span.on)
    check_map(current_tree(leaves=[unit]), query, facts)


def sheet_groups(unit: int, span: Span, itself: Itself, door: Door) -> list[Group]:
    """Every group of the catalogue with the unit's figures, small cells of others hidden."""
    check_on_map(unit, span)
    sums = sums_of(unit, span)[unit]
    figures = figures_from(sums, unit, span)
    show_declared_kinds(figures, unit, span)
    if not itself(unit):
        _hide_small_cells(figures, unit, span)
    rows = [
        Row(
            facts=facts,
            figure=figures[code] if sums.has_stock or facts.kind == "FLOW" else None,
            url=door(code),
        )
        for code, facts in indicators().items()
    ]
    ordered = sorted(rows, key=lambda row: (row.facts.group, row.facts.id))
    return [
        Group(name.partition(". ")[2] or name, tuple(found))
        for name, found in groupby(ordered, key=lambda row: row.facts.group)
    ]


def _hide_small_cells(figures: dict[str, Figure], unit: int, span: Span) -> None:
    """Hide 1 to 4, and what its neighbours' totals would betray, in one reading of the parent."""
    sensitive = [code for code, facts in indicators().items() if facts.is_sensitive]
    rows = _neighbours(unit, span)
    for code in sensitive:
        whole = figures[code]
        small = hidden([weight(whole)], total_is_shown=False)
        cells = [row[code] for row in rows]
        places = hidden([weight(cell) for cell in cells], total_is_shown=True)
        if small or any(cells[at].unit == unit for at in places):
            figures[code] = masked(whole)


def _neighbours(unit: int, span: Span) -> list[dict[str, Figure]]:
    """The figures of every child of the unit's parent, on the asked map."""
    parent = parent_of(Query("TT01", unit, span.start, span.end, span.on))
    if parent is None:
        return []
    try:
        check_on_map(parent, span)
    except NotOnMapError:
        return []
    found = sums_of(parent, span, by_child=True)
    return [figures_from(sums, row, span) for row, sums in found.items()]
