"""The live lines behind a figure, page after page; together they are the figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from binhyen.kernel.lookups import Keys
from binhyen.ledger.models import ApartBalance, Line, Standing
from binhyen.ledger.rules.expressions import terms
from binhyen.ledger.rules.hedges import HEDGES, Hedge
from binhyen.ledger.rules.maps import OWN, View, kin, near
from binhyen.ledger.rules.postings import Dims
from binhyen.ledger.selectors.catalogue import (
    Facts,
    dimensions_of,
    indicator,
    indicator_by_id,
    sets_matching,
)
from binhyen.ledger.selectors.kinds import DISTINCT_OF
from binhyen.ledger.selectors.questions import Query, check_map, map_date
from binhyen.ledger.selectors.reading import load_leaves
from binhyen.ledger.selectors.scope import units_in_scope
from binhyen.ledger.selectors.sums import filters_of
from binhyen.units.models import Level, UnitVersion
from binhyen.units.rules.tree import COMMUNE, Tree
from binhyen.units.selectors import current_tree

PAGE = 100
LARGEST_BATCH = 5000
START = "0_0001-01-01_0"
LARGEST_KEY = 2**63 - 1


class UnknownPageError(Exception):
    """The page asked for is none that was ever given."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One line of a figure, with the entry and the record it comes from.

    A unit counted in scope (DC03) is a line without entry or record.
    """

    indicator: str
    unit: int
    amount: int
    day: date
    span_from: date | None = None
    hedge: Hedge = Hedge.EXACT
    dims: Dims = ()
    declared: bool = False
    unallocated: bool = False
    entry: int | None = None
    record: UUID | None = None
    revision: int | None = None
    source: str = ""


class LinePage(NamedTuple):
    """``next`` asks for what follows; None after the last."""

    items: list[FigureLine]
    next: str | None


class Cursor(NamedTuple):
    """The last line given: in which part of the figure, its day, its key."""

    part: int
    day: date
    key: int

    def __str__(self) -> str:
        return f"{self.part}_{self.day.isoformat()}_{self.key}"


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one indicator; a rate has several parts."""

    view: View
    facts: Facts
    start: date | None
    end: date
    filters: Dims
    booked_here: bool = False
    declared: bool | None = None


def figure_lines(
    query: Query,
    *,
    own: bool = False,
    declared: bool | None = None,
    after: str = "",
    limit: int = PAGE,
) -> LinePage:
    """List the lines that make the figure of ``by="unit"``, oldest first.

    *own* keeps to the row ``own`` of ``by="child"``, *declared* to what is declared or to what
    has a record. Reversed lines and their reversals are not
    listed: what stands sums to the figure. For a rate they are the lines of both its parts.
    """
    facts = indicator(query.indicator)
    tree = current_tree(leaves=[query.unit])
    check_map(tree, query, facts)
    last = _cursor(after)
    if facts.is_computed:
        return _scope_page(tree, query, last, limit, own=own)
    found: list[tuple[Cursor, FigureLine]] = []
    for number, each in enumerate(_parts(tree, query, facts, own=own)):
        if number < last.part:
            continue
        part = replace(each, declared=declared)
        since = last if number == last.part else Cursor(number, date.min, 0)
        for line in _lines(part, since, limit + 1):
            found.append((Cursor(number, line.day, line.pk), _said(part, line)))
            if len(found) > limit:
                return LinePage([one for _, one in found[:limit]], str(found[limit - 1][0]))
    return LinePage([one for _, one in found], None)


def before_day(day: date) -> str:
    """What to ask as *after* for the lines of *day* and later."""
    return str(Cursor(0, day, 0))


def _cursor(text: str) -> Cursor:
    try:
        part, day, key = (text or START).split("_")
        cursor = Cursor(int(part), date.fromisoformat(day), int(key))
    except ValueError as error:
        raise UnknownPageError(text) from error
    if not 0 <= cursor.key <= LARGEST_KEY:
        raise UnknownPageError(text)
    return cursor


# --- which lines


def _parts(tree: Tree, query: Query, facts: Facts, *, own: bool) -> list[Part]:
    if facts.kind == "RATE":
        return [
            part
            for expression in (facts.numerator, facts.denominator)
            for code, filters in terms(expression)
            if not indicator(code).is_computed
            for part in _parts(tree, _narrowed(query, code, filters), indicator(code), own=own)
        ]
    if facts.kind == "DISTINCT":
        of = DISTINCT_OF[facts.code][0]
        counted = _parts(tree, replace(query, indicator=of), indicator(of), own=own)
        return [*counted, replace(_part(tree, query, facts, own=own), booked_here=True)]
    return [_part(tree, query, facts, own=own)]


def _narrowed(query: Query, code: str, filters: Dims) -> Query:
    known = indicator(code).dimensions
    wanted = tuple((n, v) for n, v in (*query.filters, *filters) if n in known)
    return replace(query, indicator=code, filters=wanted)


def _part(tree: Tree, query: Query, facts: Facts, *, own: bool) -> Part:
    return Part(
        view=View(tree, query.unit, map_date(query, facts), own),
        facts=facts,
        start=query.start if facts.kind == "FLOW" else None,
        end=query.end,
        filters=filters_of(query, facts),
    )


def _lines(part: Part, since: Cursor, wanted: int) -> Iterator[Line]:
    """Read candidates in growing batches and let the tree decide; nearly all of them belong."""
    found = _candidates(part)
    while True:
        batch = list(
            found.filter(Q(day__gt=since.day) | Q(day=since.day, pk__gt=since.key))[:wanted]
        )
        missing = {line.unit_id for line in batch} - part.view.tree.places.keys()
        load_leaves(part.view.tree, sorted(missing))
        yield from (line for line in _standing(batch) if _belongs(part, line))
        if len(batch) < wanted:
            return
        since = Cursor(since.part, batch[-1].day, batch[-1].pk)
        wanted = min(wanted * 2, LARGEST_BATCH)


def _standing(batch: Sequence[Line]) -> list[Line]:
    """Those whose entry is what its record stands by now."""
    records = {line.entry.record for line in batch}
    stands = dict(Standing.objects.filter(pk__in=records).values_list("pk", "entry"))
    return [line for line in batch if stands.get(line.entry.record) == line.entry_id]


def _candidates(part: Part) -> QuerySet[Line]:
    """Lines of the indicator and window at every unit that might lie in the figure."""
    lines = Line.objects.filter(indicator=part.facts.id, day__lte=part.end)
    if part.start is not None:
        whole = Q(span_from=None) | Q(span_from__gte=part.start)
        lines = lines.filter(whole, day__gte=part.start)
    if part.view.on is None:  # each line on its own day: the unit was there
        place = part.view.tree.places[part.view.unit]
        lines = lines.filter(day__gte=place.start, day__lt=place.end)
    if part.declared is not None:
        lines = lines.filter(declared=part.declared)
    if part.filters:
        lines = lines.filter(dims__in=list(sets_matching(part.facts.id, part.filters)))
    units = Q(unit=part.view.unit) if part.booked_here else _units(part)
    return lines.filter(units).select_related("entry").order_by("day", "pk")


def _units(part: Part) -> Q:
    """Every unit whose lines might lie in the figure; too many, never too few."""
    tree, unit = part.view.tree, part.view.unit
    if unit == tree.nation:
        return Q()
    if tree.is_leaf(unit):
        return Q(unit__in=kin(tree, unit))
    if part.view.on is None:
        upper = _below_ever(tree, unit)
        found = upper | _apart(part)
    else:
        upper, found = near(part.view)
    leaves = UnitVersion.objects.filter(unit__level__gt=Level.COMMUNE, parent__among=Keys(upper))
    lying = set(leaves.values_list("unit_id", flat=True))
    return Q(unit__among=Keys(found | lying))


def _below_ever(tree: Tree, unit: int) -> frozenset[int]:
    found, queue = set[int](), [unit]
    while queue:
        here = queue.pop()
        if here not in found:
            found.add(here)
            queue += tree.children_ever(here)
    return frozenset(found)


def _apart(part: Part) -> set[int]:
    """Units with lines dated outside their life: on their own day they may lie anywhere."""
    rows = ApartBalance.objects.filter(indicator=part.facts.id, day__lte=part.end)
    if part.start is not None:
        rows = rows.filter(day__gte=part.start)
    return set(rows.values_list("unit_id", flat=True).distinct())


def _belongs(part: Part, line: Line) -> bool:
    if part.booked_here:
        return True
    view = part.view
    on = line.day if view.on is None else view.on
    if line.transfer and on < line.day:
        return False
    located = view.tree.image(line.unit_id, on).unit
    row = view.row_of(located, on)
    if not view.by_child:
        return row is not None
    is_a_childs = view.tree.level(view.unit) == COMMUNE and view.tree.level(located) == Level.AREA
    return row == OWN and not is_a_childs


def _said(part: Part, line: Line) -> FigureLine:
    view = part.view
    image = view.tree.image(line.unit_id, line.day if view.on is None else view.on)
    return FigureLine(
        indicator=indicator_by_id(line.indicator_id).code,
        unit=line.unit_id,
        amount=line.amount,
        day=line.day,
        span_from=line.span_from,
        hedge=HEDGES[line.hedge],
        dims=dimensions_of(line.dims_id),
        declared=line.declared,
        unallocated=image.divided and image.unit == view.unit,
        entry=line.entry_id,
        record=line.entry.record,
        revision=line.entry.revision,
        source=line.entry.source,
    )


# --- units in scope


def _scope_page(tree: Tree, query: Query, last: Cursor, limit: int, *, own: bool) -> LinePage:
    """DC03 has no lines: what it counts are units, each once."""
    kinds = [value for name, value in query.filters if name == "kind"]
    on = query.map or query.end
    found = units_in_scope(tree, query.unit, on, at=query.end, kinds=kinds, own=own)
    rest = [(unit, kind) for unit, kind in found if unit > last.key]
    items = [
        FigureLine("DC03", unit, 1, query.end, dims=(("kind", kind),))
        for unit, kind in rest[:limit]
    ]
    more = len(rest) > limit
    return LinePage(items, str(Cursor(0, query.end, rest[limit - 1][0])) if more else None)


def amount_of(lines: Sequence[FigureLine]) -> int:
    """What these lines sum to."""
    return sum(line.amount for line in lines)
