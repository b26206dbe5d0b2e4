"""Figures: what an indicator is at a unit, over a window, on a map (docs/rules/maps.md)."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from binhyen.ledger.rules.buckets import ONE_DAY
from binhyen.ledger.rules.maps import OWN, View
from binhyen.ledger.rules.measures import ZERO, Measure
from binhyen.ledger.selectors.asking import SPANNING, Ask
from binhyen.ledger.selectors.catalogue import Facts, dimensions_of, indicator
from binhyen.ledger.selectors.kinds import distinct_by, rows_of, scope_by
from binhyen.ledger.selectors.questions import (
    Figure,
    NotOnMapError,
    Query,
    UnknownDimensionError,
    check_map,
    from_measure,
)
from binhyen.ledger.selectors.reading import Reader
from binhyen.ledger.selectors.sums import answer
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree


def figures(query: Query) -> list[Figure]:
    """The rows that answer a question, in the order of official codes (children) or of time."""
    facts = indicator(query.indicator)
    tree = current_tree(leaves=[query.unit])
    check_map(tree, query, facts)
    if query.by == "month" and facts.kind != "FLOW":
        return _month_ends(query, facts)
    if query.by == "month" and facts.kind == "FLOW":
        return _by_month(tree, query, facts)
    if query.by.startswith("dim:"):
        return _by_dimension(tree, query, facts, query.by.removeprefix("dim:"))
    rows = rows_of(tree, query)
    return [row for _, row in sorted(rows.items(), key=lambda item: (item[0] == OWN, item[0]))]


# --- months


def month_windows(start: date, end: date) -> list[tuple[date, date]]:
    """Calendar months cut by the window.

    >>> month_windows(date(2016, 12, 15), date(2017, 1, 14))[0]
    (datetime.date(2016, 12, 15), datetime.date(2016, 12, 31))
    """
    windows = []
    here = start
    while here <= end:
        last = here.replace(day=monthrange(here.year, here.month)[1])
        windows.append((here, min(last, end)))
        here = last + ONE_DAY
    return windows


def _by_month(tree: Tree, query: Query, facts: Facts) -> list[Figure]:
    found = answer(tree, replace(query, by="unit"), facts, group="month")
    rows = []
    for start, end in month_windows(query.start, query.end):
        key = (query.unit, facts.id, start.year * 100 + start.month)
        rows.append(from_measure(found.sums.get(key, ZERO), query.unit, start, end))
    spanning = found.sums.get((query.unit, facts.id, SPANNING), ZERO)
    if spanning.n:
        row = from_measure(spanning, query.unit, query.start, query.end)
        rows.append(replace(row, declared=True))
    return rows


def _month_ends(query: Query, facts: Facts) -> list[Figure]:
    rows = []
    for start, end in month_windows(query.start, query.end):
        window = replace(query, start=query.start if facts.kind == "RATE" else start, end=end)
        try:
            found = figures(replace(window, by="unit"))[0]
        except NotOnMapError:
            continue
        rows.append(replace(found, start=start, end=end))
    return rows


# --- dimensions


def _by_dimension(tree: Tree, query: Query, facts: Facts, name: str) -> list[Figure]:
    """A row a value, and one for lines without it, so that the rows sum to the figure."""
    if name not in facts.dimensions:
        raise UnknownDimensionError(name)
    if facts.kind == "DISTINCT":
        return distinct_by(tree, query, facts, name)
    if facts.is_computed:
        return scope_by(tree, query, name)
    query = replace(query, by="unit")
    total = answer(tree, query, facts)
    split = answer(tree, query, facts, group="dims")
    by_value: dict[str, Measure] = defaultdict(lambda: ZERO)
    for (_, _, key), measure in split.sums.items():
        value = dict(dimensions_of(key)).get(name)
        if value is not None:
            by_value[value] = by_value[value] + measure
    whole = total.sums.get((query.unit, facts.id, 0), ZERO)
    rest = whole
    rows = []
    for value, measure in sorted(by_value.items()):
        rest = rest - measure
        row = from_measure(measure, query.unit, query.start, query.end)
        rows.append(replace(row, dimension=value))
    if rest.n or rest.amount or not rows:
        rows.append(from_measure(rest, query.unit, query.start, query.end))
    return rows


def grid(
    codes: Sequence[str], unit: int, start: date, end: date, on: date | None
) -> dict[tuple[int, str], Measure]:
    """Many FLOW, STOCK and STATUS indicators by child in few queries: (row, code) → sums."""
    tree = current_tree(leaves=[unit])
    found: dict[tuple[int, str], Measure] = {}
    for is_flow in (True, False):
        chosen = {
            indicator(code).id: code
            for code in codes
            if (indicator(code).kind == "FLOW") is is_flow
            and indicator(code).kind in {"FLOW", "STOCK"}
        }
        if not chosen:
            continue
        view = View(tree, unit, on if on or is_flow else end, by_child=True)
        begins = start if is_flow else None
        ask = Ask(tuple(chosen), begins, end, view, unallocated=False, cut=False)
        for (row, key, _), measure in Reader(ask).read().sums.items():
            found[row, chosen[key]] = measure
    return found
