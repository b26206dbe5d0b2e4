"""Work out anew who is inside what, after a declaration or the tree changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from binhyen.accounts.models import Officer
from binhyen.ledger.models import Declared, Excluded, Inside, Line, Standing
from binhyen.ledger.rules.drawdown import (
    DeclaredLine,
    RecordLine,
    Terms,
    covers,
    ever_above,
    lines_of,
    maps_of,
    nests,
)
from binhyen.ledger.rules.maps import placed_under
from binhyen.ledger.rules.nesting import Declarations, Held, Passing
from binhyen.ledger.selectors.catalogue import dimensions_of
from binhyen.ledger.services.desk import Desk, Replacement
from binhyen.ledger.services.drawing import (
    batches,
    lock,
    over_lines,
    repost,
    standing_in,
    terms_of,
    with_all_around,
    with_answers,
)
from binhyen.units.models import Level, UnitVersion
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree

Lines = dict[UUID, list[RecordLine]]


def redraw(
    tree: Tree,
    changed: Sequence[Terms],
    *,
    why: str,
    by: Officer,
    at: datetime,
    also: Replacement | None = None,
) -> None:
    """Post what follows from new, other or withdrawn terms of one indicator.

    *changed* are the terms before and after. Every record they cover, or that was inside, is
    placed anew in all its declarations; then all declarations concerned are worked out.
    """
    desk = Desk(by=by, at=at)
    if also is not None:
        desk.read_standing([also.record])
        desk.replace(also)
    ids = {terms.id for terms in changed}
    turned = [*changed, *_of_the_same_key(changed)]
    lines = _placed_anew(tree, turned)
    tree = current_tree(leaves={line.unit for found in lines.values() for line in found})
    seeds = [one for one in _alive(turned) if one.id in ids]
    for terms in turned:
        seeds += inside_of(tree, terms)
    seeds += _alive_in(turned)
    seeds += over_lines(tree, (line for found in lines.values() for line in found))
    seeds += with_all_around(tree, changed)
    live = _alive(with_all_around(tree, seeds))
    lock({one.id for one in live} | ids)
    tree = current_tree(leaves={one.unit for one in live})
    declarations = with_answers(tree, live)
    Inside.objects.filter(Q(declared__in=ids) | Q(record__in=ids)).delete()
    _refill(declarations, lines)
    repost(desk, declarations, why=why)
    desk.post(current_tree(leaves=desk.units()))


def redraw_all(
    tree: Tree, rows: Iterable[Declared], *, why: str, by: Officer, at: datetime
) -> None:
    """Work out anew these declarations and all that concern them: the tree changed."""
    for found in _by_indicator(rows).values():
        redraw(tree, [terms_of(row) for row in found], why=why, by=by, at=at)


def derived_lines(rows: Sequence[Declared]) -> list[tuple[UUID, list[DeclaredLine]]]:
    """What live declarations should post, worked out from terms and standing lines alone."""
    found = []
    for group in _by_indicator(rows).values():
        terms = [terms_of(row) for row in group]
        tree = current_tree(leaves={one.unit for one in terms})
        lines = records_in(tree, terms)
        tree = current_tree(leaves={line.unit for held in lines.values() for line in held})
        declarations = with_answers(tree, terms)
        held = [
            Held(row.declared_id, row.record, row.day, row.amount)
            for row in _insides(declarations, lines)
        ]
        passing = Passing(declarations, held)
        passing.work_out()
        found += [
            (one.id, lines_of(one, passing.taken[one.id], declarations.stops[one.id]))
            for one in terms
        ]
    return found


# --- which declarations


def _alive(terms: Iterable[Terms]) -> list[Terms]:
    rows = Declared.objects.filter(live=True, pk__in={one.id for one in terms})
    return [terms_of(row) for row in rows]


def _of_the_same_key(changed: Sequence[Terms]) -> list[Terms]:
    """Those a STOCK declaration ends, or is ended by."""
    keys = {one.key for one in changed if not one.is_flow}
    ids = {one.id for one in changed}
    rows = Declared.objects.filter(
        live=True,
        unit__in={unit for unit, _, _ in keys},
        indicator__in={indicator for _, indicator, _ in keys},
    )
    return [one for one in map(terms_of, rows) if one.key in keys and one.id not in ids]


def _alive_in(turned: Sequence[Terms]) -> list[Terms]:
    """Declarations that were counted inside these."""
    held = Inside.objects.filter(declared__in={one.id for one in turned}).values("record")
    return [terms_of(row) for row in Declared.objects.filter(live=True, pk__in=held)]


def declarations_under(tree: Tree, changed: Sequence[Terms]) -> list[Terms]:
    """The live declarations of units that on any map lie in these."""
    found: dict[UUID, Terms] = {}
    for one in changed:
        rows = Declared.objects.filter(live=True, indicator=one.indicator)
        if one.is_flow:
            rows = rows.filter(start__lte=one.end, end__gte=one.start)
        units = _below(tree, one.unit)
        if units is not None:
            rows = rows.filter(unit__in=units)
        found |= {row.pk: terms_of(row) for row in rows}
    return list(found.values())


def inside_of(tree: Tree, outer: Terms) -> list[Terms]:
    """The live declarations that lie in these terms, whatever people answered."""
    under = declarations_under(tree, [outer])
    tree = current_tree(leaves={one.unit for one in under} | {outer.unit})
    return [one for one in under if nests(tree, one, outer)]


def _by_indicator(rows: Iterable[Declared]) -> dict[int, list[Declared]]:
    found: dict[int, list[Declared]] = defaultdict(list)
    for row in rows:
        found[row.indicator_id].append(row)
    return found


# --- which units


def _below(tree: Tree, unit: int) -> set[int] | None:
    """Every unit that on any map lies at or below *unit*, by image; None for the nation."""
    if tree.level(unit) == Level.NATION:
        return None
    held = {unit}.union(*(placed_under(tree, unit, day) for day in maps_of(tree)))
    leaves = UnitVersion.objects.filter(parent__in=held, unit__level__gt=Level.COMMUNE)
    moved = _moved_ever_below(tree).get(unit, set())
    return held | moved | set(leaves.values_list("unit_id", flat=True))


def _moved_ever_below(tree: Tree) -> Mapping[int, set[int]]:
    """Villages and organisations that moved, by whom they ever lay in."""
    if "moved ever below" not in tree.memo:
        found: dict[int, set[int]] = defaultdict(set)
        for one, alike in tree.moved_alike():
            for above in ever_above(tree, one):
                found[above].update(alike)
        tree.memo["moved ever below"] = found
    result: Mapping[int, set[int]] = tree.memo["moved ever below"]
    return result


# --- which records


def records_in(tree: Tree, concerned: Sequence[Terms]) -> Lines:
    """The standing lines these declarations cover, each once, by record."""
    seen: dict[int, tuple[UUID, RecordLine]] = {}
    for one in concerned:
        wanted = standing_in(one)
        units = _below(tree, one.unit)
        if units is not None:
            wanted &= Q(unit__in=units)
        found = list(_standing_lines(wanted))
        tree = current_tree(leaves={line.unit for _, _, line in found} | {one.unit})
        seen |= {key: (record, line) for key, record, line in found if covers(tree, one, line)}
    lines: Lines = defaultdict(list)
    for record, line in seen.values():
        lines[record].append(line)
    return lines


def _standing_lines(wanted: Q) -> Iterator[tuple[int, UUID, RecordLine]]:
    rows = Line.objects.filter(wanted, entry__in=Standing.objects.values("entry"))
    for key, record, unit, indicator, day, dims, amount in rows.values_list(
        "pk", "entry__record", "unit_id", "indicator_id", "day", "dims_id", "amount"
    ):
        yield key, record, RecordLine(unit, indicator, day, dimensions_of(dims), amount)


def _placed_anew(tree: Tree, turned: Sequence[Terms]) -> Lines:
    """All lines, of the one indicator, of the records that are, were or could be inside."""
    ids = {one.id for one in turned}
    records = set(records_in(tree, turned))
    records |= set(Inside.objects.filter(declared__in=ids).values_list("record", flat=True))
    wanted = Q(indicator=turned[0].indicator, declared=False, transfer=False)
    lines: Lines = {record: [] for record in records}
    for some in batches(sorted(records)):
        entries = Standing.objects.filter(pk__in=some).values("entry")
        for _, record, line in _standing_lines(wanted & Q(entry__in=entries)):
            lines[record].append(line)
    return lines


def _refill(declarations: Declarations, lines: Lines) -> None:
    """Fill the table of what these records take over, from their standing lines."""
    ids = [terms.id for terms in declarations.live]
    for some in batches(sorted(lines)):
        Inside.objects.filter(record__in=some, declared__in=ids).delete()
    Inside.objects.bulk_create(_insides(declarations, lines), batch_size=1000)


def _insides(declarations: Declarations, lines: Lines) -> list[Inside]:
    """What each record takes over of these declarations, derived from its lines."""
    answers, excluded = {}, defaultdict(set)
    ids = [terms.id for terms in declarations.live]
    for record, key in Excluded.objects.filter(declared__in=ids).values_list("record", "declared"):
        excluded[record].add(key)
    for some in batches(sorted(lines)):
        for row in Standing.objects.filter(pk__in=some):
            answers[row.record] = (row.within, row.opened_on)
    rows = []
    for record, found in lines.items():
        if record not in answers:
            continue
        within, opened = answers[record]
        chosen = None if within is None else [UUID(one) for one in within]
        taken = declarations.taken(found, chosen, frozenset(excluded[record]), opened)
        rows += [
            Inside(declared_id=key, record=record, day=take.day, amount=take.amount)
            for key, takes in taken.items()
            for take in takes
        ]
    return rows
