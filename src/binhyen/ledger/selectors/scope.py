"""DC03, the units in scope: counted from the tree of units, never typed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from binhyen.ledger.queries.scope import RESIDENTIAL_AREA, leaves_held
from binhyen.ledger.rules.maps import (
    OWN,
    Misplaced,
    View,
    misplaced_on,
    moves_of,
    placed_under,
)
from binhyen.units.models import Level, OrganisationKind, UnitVersion, UnitVersionQuerySet
from binhyen.units.rules.tree import COMMUNE, Tree

COMMUNES, AREAS = "COMMUNE", RESIDENTIAL_AREA


Counts = dict[str, dict[int, int]]


def in_scope_counts(
    tree: Tree, unit: int, on: date, *, days: Sequence[date], by_child: bool
) -> dict[date, Counts]:
    """How many communes, villages and organisations valid on each day lie in each row of the map.

    By kind, for every row. A unit valid on the day but not on the map counts where its image lies.
    """
    view = View(tree, unit, on, by_child)
    rows, is_split = _rows(view, on), _is_split(view)
    near = None if tree.level(unit) == Level.NATION else sorted(placed_under(tree, unit, on))
    found: dict[date, dict[str, Counter[int]]] = {day: defaultdict(Counter) for day in days}
    for held in leaves_held(days, near):
        _count(found[held.day][held.kind], view, held.parent, rows, held.number)
    for at, counts in found.items():
        communes = _communes_held(tree, at, on)
        here = communes.by_child.get(unit, Counter()) if by_child else {unit: communes.whole[unit]}
        counts[COMMUNES].update(here)
        astray = _astray(view, at, ())
        kinds = _kinds_of(tree, astray)
        for leaf, one in astray.items():
            _count(counts[kinds[leaf]], view, one.counted_at, rows, -1)
            _count(counts[kinds[leaf]], view, one.lies_at, rows)
        if is_split:
            areas = UnitVersion.objects.on(at).filter(unit__level=Level.AREA, parent__in=near or ())
            for leaf in areas.filter(unit__in=rows).values_list("unit", flat=True):
                if leaf not in astray:
                    counts[AREAS].update({leaf: 1, OWN: -1})
    return {
        at: {kind: {row: counted[row] for row in rows} for kind, counted in counts.items()}
        for at, counts in found.items()
    }


def _is_split(view: View) -> bool:
    """Whether each village has a row of its own."""
    return view.by_child and view.tree.level(view.unit) == COMMUNE


def _rows(view: View, on: date) -> list[int]:
    if not view.by_child:
        return [view.unit]
    rows = [OWN, *view.tree.children(view.unit, on)]
    if _is_split(view):
        areas = UnitVersion.objects.on(on).filter(parent=view.unit, unit__level=Level.AREA)
        rows += areas.values_list("unit_id", flat=True)
    return rows


def in_scope(counts: Counts, kinds: Sequence[str] = ()) -> dict[int, int]:
    """The rows of some kinds together, or of all."""
    total: Counter[int] = Counter()
    for kind, rows in counts.items():
        if not kinds or kind in kinds:
            total.update(rows)
    return {row: total[row] for row in counts[COMMUNES]}


def units_in_scope(
    tree: Tree, unit: int, on: date, *, at: date, kinds: Sequence[str], own: bool = False
) -> list[tuple[int, str]]:
    """The units themselves, each with its kind, in the order of their keys.

    *own* keeps to those in the row ``own`` of the figure by child.
    """
    view = View(tree, unit, on, by_child=own)
    rows = _rows(view, on)
    wanted = OWN if own else unit
    found = [
        (commune, COMMUNES)
        for commune in _communes(tree, at, kinds)
        if _row_of(view, commune, rows) == wanted
    ]
    kind_of = dict(OrganisationKind.objects.values_list("unit", "kind"))
    astray = _astray(view, at, kinds)
    apart = {*astray, *rows} if _is_split(view) else astray.keys()
    for leaves in _near(tree, unit, on, _leaves(at, kinds)):
        found += [
            (leaf, kind_of.get(leaf, AREAS))
            for leaf, parent in leaves.values_list("unit", "parent")
            if leaf not in apart and (not own or _row_of(view, parent, rows) == OWN)
        ]
    reached = [leaf for leaf, one in astray.items() if _row_of(view, one.lies_at, rows) == wanted]
    found += [(leaf, kind_of.get(leaf, AREAS)) for leaf in reached]
    return sorted(found)


@dataclass(frozen=True, slots=True)
class _Held:
    """How many communes valid on one day lie in each unit of a map, whole and by child."""

    whole: Counter[int]
    by_child: dict[int, Counter[int]]


def _communes_held(tree: Tree, at: date, on: date) -> _Held:
    """Count every commune once for all units above it; kept with the tree."""
    key = ("communes held", tree.same_map(at), tree.same_map(on))
    if key not in tree.memo:
        held = _Held(Counter(), defaultdict(Counter))
        for commune in _communes(tree, at, ()):
            below = OWN
            for above in tree.ancestors(tree.image(commune, on).unit, on):
                held.whole[above] += 1
                held.by_child[above][below] += 1
                below = above
        tree.memo[key] = held
    found: _Held = tree.memo[key]
    return found


def _communes(tree: Tree, at: date, kinds: Sequence[str]) -> list[int]:
    if kinds and COMMUNES not in kinds:
        return []
    return [
        unit
        for unit, place in list(tree.places.items())
        if place.level == COMMUNE and tree.valid(unit, at)
    ]


Leaves = tuple[UnitVersionQuerySet, UnitVersionQuerySet]


def _near(tree: Tree, unit: int, on: date, leaves: Leaves) -> Leaves:
    """Of these villages and organisations the ones whose commune's image lies in the unit."""
    if tree.level(unit) == Level.NATION:
        return leaves
    near = placed_under(tree, unit, on)
    areas, bodies = leaves
    return areas.filter(parent__in=near), bodies.filter(parent__in=near)


def _astray(view: View, at: date, kinds: Sequence[str]) -> dict[int, Misplaced]:
    """Leaves valid on *at*, of these kinds, that lie in another row than their commune does."""
    tree = view.tree
    found = {one.leaf: one for one in _moves(view) if one.start <= at < one.end}
    if not found:
        return {}
    bodies = [leaf for leaf in found if tree.level(leaf) == Level.ORGANISATION]
    wanted = set(_bodies(kinds).filter(unit__in=bodies).values_list("unit", flat=True))
    with_areas = not kinds or AREAS in kinds
    return {
        leaf: one
        for leaf, one in found.items()
        if (with_areas if tree.level(leaf) == Level.AREA else leaf in wanted)
    }


def _kinds_of(tree: Tree, leaves: Iterable[int]) -> dict[int, str]:
    bodies = [leaf for leaf in leaves if tree.level(leaf) == Level.ORGANISATION]
    known = OrganisationKind.objects.filter(unit__in=bodies)
    kinds = dict(known.values_list("unit", "kind")) if bodies else {}
    return {leaf: kinds.get(leaf, AREAS) for leaf in leaves}


def _moves(view: View) -> list[Misplaced]:
    assert view.on is not None  # noqa: S101 -- units in scope are read on one map
    if view.by_child and view.tree.level(view.unit) == COMMUNE:  # each village has its own row
        return misplaced_on(view.tree, view.on)
    return [one for one, changes_row in moves_of(view) if changes_row]


def _count(
    counts: Counter[int], view: View, unit: int, rows: Sequence[int], number: int = 1
) -> None:
    row = _row_of(view, unit, rows)
    if row is not None:
        counts[row] += number


def _row_of(view: View, unit: int, rows: Sequence[int]) -> int | None:
    assert view.on is not None  # noqa: S101 -- units in scope are read on one map
    located = view.tree.image(unit, view.on).unit
    return located if view.by_child and located in rows else view.row_of(located, view.on)


def _leaves(at: date, kinds: Sequence[str]) -> Leaves:
    """Villages and organisations valid on *at*, of the kinds asked for."""
    versions = UnitVersion.objects.on(at)
    areas = versions.filter(unit__level=Level.AREA)
    if kinds and AREAS not in kinds:
        areas = areas.none()
    bodies = versions.filter(unit__level=Level.ORGANISATION, unit__in=_bodies(kinds).values("unit"))
    return areas, bodies


def _bodies(kinds: Sequence[str]) -> QuerySet[OrganisationKind]:
    wanted = OrganisationKind.objects.exclude(kind=OrganisationKind.Kind.RELIGIOUS)
    return wanted.filter(kind__in=kinds) if kinds else wanted
