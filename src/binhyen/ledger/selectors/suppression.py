"""Figures of sensitive indicators as a reader may see them: small cells of others are hidden."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.rules.suppression import hidden
from binhyen.ledger.selectors.catalogue import indicator
from binhyen.ledger.selectors.figures import figures
from binhyen.ledger.selectors.questions import Figure, NotOnMapError, Query, map_date
from binhyen.units.selectors import current_tree

Itself = Callable[[int], bool]


def figures_seen(query: Query, itself: Itself) -> list[Figure]:
    """Answer a question as a reader may see it; *itself* says whose exact cells are theirs."""
    return suppressed(figures(query), query, itself)


def suppressed(rows: Sequence[Figure], query: Query, itself: Itself) -> list[Figure]:
    """Hide what would tell a small cell of another unit: amounts None, state SUPPRESSED.

    The unit's own total and parts stay exact to the unit itself. Of a unit below, a total is
    hidden when it is small or when its neighbours' totals would betray a small one; months and
    dimensions of a hidden total are hidden with it.
    """
    if not indicator(query.indicator).is_sensitive:
        return list(rows)
    if query.by != "child" and itself(query.unit):
        return list(rows)
    whole = None if itself(query.unit) else _total(query)
    total_is_shown = whole is None or not _is_hidden(whole, query)
    if query.by == "unit":
        return [row if total_is_shown else masked(row) for row in rows]
    if not total_is_shown:
        return [row if row.amount is None else masked(row) for row in rows]
    exact = {at for at, row in enumerate(rows) if query.by == "child" and itself(row.unit)}
    places = hidden([weight(row) for row in rows], total_is_shown=True, exact=exact)
    return [masked(row) if at in places else row for at, row in enumerate(rows)]


def _total(query: Query) -> Figure:
    return figures(replace(query, by="unit"))[0]


def _is_hidden(whole: Figure, query: Query) -> bool:
    """Whether a unit's total is hidden among those of its neighbours."""
    if hidden([weight(whole)], total_is_shown=False):
        return True
    parent = parent_of(query)
    if parent is None or not whole.amount:
        return False
    try:
        rows = figures(replace(query, unit=parent, by="child"))
    except NotOnMapError:
        return False
    places = hidden([weight(row) for row in rows], total_is_shown=True)
    return any(rows[at].unit == query.unit and not rows[at].own for at in places)


def parent_of(query: Query) -> int | None:
    tree = current_tree(leaves=[query.unit])
    on = map_date(query, indicator(query.indicator))
    spans = tree.places[query.unit].spans
    if on is not None:
        return tree.parent(query.unit, on)
    held = [s.parent for s in spans if s.start <= query.end and query.start < s.end]
    return held[-1] if held else None


def weight(row: Figure) -> int | None:
    """The count a cell could betray: of a rate, the smaller of its parts."""
    if row.numerator is not None and row.denominator is not None:
        parts = [n for n in (row.numerator, row.denominator) if n]
        return min(parts, default=0)
    return None if row.amount is None else int(row.amount)


def masked(row: Figure) -> Figure:
    return replace(
        row,
        amount=None,
        hedge=Hedge.EXACT,
        state="SUPPRESSED",
        declared=False,
        declared_amount=0,
        hedged_amount=0,
        unallocated=0,
        cut_declarations=0,
        lines_count=0,
        numerator=None,
        denominator=None,
    )
