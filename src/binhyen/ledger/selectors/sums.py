"""Figures of indicators that add up: FLOW, STOCK and STATUS."""

from datetime import date

from binhyen.ledger.rules.maps import OWN, View
from binhyen.ledger.rules.measures import ZERO
from binhyen.ledger.rules.postings import Dims
from binhyen.ledger.selectors.asking import Answer, Ask, Group
from binhyen.ledger.selectors.catalogue import Facts, sets_matching
from binhyen.ledger.selectors.questions import (
    Figure,
    Query,
    UnknownDimensionError,
    from_measure,
    map_date,
)
from binhyen.ledger.selectors.reading import Reader
from binhyen.units.models import Level, UnitVersion
from binhyen.units.rules.tree import Tree


def row_keys(tree: Tree, query: Query, facts: Facts, found: Answer) -> list[int]:
    if query.by != "child":
        return [query.unit]
    touched = {row for row, _, _ in found.sums} | {row for row, _ in found.cut}
    return [*sorted((touched | set(children_of(tree, query, facts))) - {OWN}), OWN]


def children_of(tree: Tree, query: Query, facts: Facts) -> list[int]:
    """The children a by=child answer lists: on the map, or all that were valid in the window."""
    on = map_date(query, facts)
    if tree.is_leaf(query.unit):
        return []
    if tree.level(query.unit) == Level.COMMUNE:
        return _areas(query, on)
    if on is not None:
        return tree.children(query.unit, on)
    return [
        child
        for child in tree.children_ever(query.unit)
        if any(
            span.parent == query.unit and span.start <= query.end and query.start < span.end
            for span in tree.places[child].spans
        )
    ]


def _areas(query: Query, on: date | None) -> list[int]:
    versions = UnitVersion.objects.filter(parent=query.unit, unit__level=Level.AREA)
    if on is not None:
        versions = versions.on(on)
    else:
        versions = versions.exclude(valid_from__gt=query.end).exclude(valid_to__lte=query.start)
    return list(versions.values_list("unit_id", flat=True))


def answer(tree: Tree, query: Query, facts: Facts, group: Group = None) -> Answer:
    on = map_date(query, facts)
    filters = filters_of(query, facts)
    dims = tuple(sets_matching(facts.id, filters)) if filters else None
    view = View(tree, query.unit, on, query.by == "child")
    start = query.start if facts.kind == "FLOW" else None
    ask = Ask((facts.id,), start, query.end, view, dims, group, unallocated=group is None)
    return Reader(ask).read()


def filters_of(query: Query, facts: Facts) -> Dims:
    filters = query.filters
    for name, _ in filters:
        if name not in facts.dimensions:
            raise UnknownDimensionError(name)
    if facts.kind == "STATUS" and "year" not in dict(filters):
        filters = (*filters, ("year", str(query.end.year)))
    return filters


def figure_of(query: Query, row: int, found: Answer, facts: Facts) -> Figure:
    return from_measure(
        found.sums.get((row, facts.id, 0), ZERO),
        query.unit if row == OWN else row,
        query.start,
        query.end,
        own=row == OWN,
        unallocated=found.unallocated.get((row, facts.id), 0),
        cut=found.cut.get((row, facts.id), 0),
    )
