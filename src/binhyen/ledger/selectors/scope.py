"""DC03, the units in scope: counted from the tree of units, never typed."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

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

COMMUNES, AREAS, BODIES = "COMMUNE", "RESIDENTIAL_AREA", "ORGANISATION"


def in_scope_counts(
    tree: Tree, unit: int, on: date, *, at: date, by_child: bool, kinds: Sequence[str]
) -> dict[int, int]:
    """How many villages, communes and organisations valid on *at* lie in each row of the map.

    A unit valid on *at* but not on the map counts where its image lies.
    """
    counts: Counter[int] = Counter()
    view = View(tree, unit, on, by_child)
    rows = [unit] if not by_child else [OWN, *tree.children(unit, on)]
    if by_child and tree.level(unit) == COMMUNE:
        rows += (
            UnitVersion.objects.on(on)
            .filter(parent=unit, unit__level=Level.AREA)
            .values_list("unit_id", flat=True)
        )
    if not kinds or COMMUNES in kinds:
        held = _communes_held(tree, at, on)
        counts.update(held.by_child.get(unit, {}) if by_child else {unit: held.whole[unit]})
    areas, bodies = _near(tree, unit, on, _leaves(at, kinds))
    for leaves in (areas, bodies):
        for parent, number in leaves.values_list("parent").annotate(Count("pk")).order_by():
            _count(counts, view, parent, rows, number)
    astray = _astray(view, at, kinds)
    for one in astray.values():
        _count(counts, view, one.counted_at, rows, -1)
        _count(counts, view, one.lies_at, rows)
    if by_child and tree.level(unit) == COMMUNE:
        for leaf in areas.filter(unit__in=rows).values_list("unit", flat=True):
            if leaf not in astray:
                counts[leaf] += 1
                counts[OWN] -= 1
    return {row: counts[row] for row in rows}


def units_in_scope(
    tree: Tree, unit: int, on: date, *, at: date, kinds: Sequence[str]
) -> list[tuple[int, str]]:
    """The units themselves, each with its kind, in the order of their keys."""
    view = View(tree, unit, on, by_child=False)
    found = [
        (commune, COMMUNES)
        for commune in _communes(tree, at, kinds)
        if view.row_of(tree.image(commune, on).unit, on) is not None
    ]
    kind_of = dict(OrganisationKind.objects.values_list("unit", "kind"))
    astray = _astray(view, at, kinds)
    for leaves in _near(tree, unit, on, _leaves(at, kinds)):
        stayed = set(leaves.values_list("unit", flat=True)) - astray.keys()
        found += [(leaf, kind_of.get(leaf, AREAS)) for leaf in stayed]
    reached = [leaf for leaf, one in astray.items() if view.row_of(one.lies_at, on) is not None]
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
    bodies = [leaf for leaf in found if tree.level(leaf) == Level.ORGANISATION]
    wanted = set(_bodies(kinds).filter(unit__in=bodies).values_list("unit", flat=True))
    with_areas = not kinds or AREAS in kinds
    return {
        leaf: one
        for leaf, one in found.items()
        if (with_areas if tree.level(leaf) == Level.AREA else leaf in wanted)
    }


def _moves(view: View) -> list[Misplaced]:
    assert view.on is not None  # noqa: S101 -- units in scope are read on one map
    if view.by_child and view.tree.level(view.unit) == COMMUNE:  # each village has its own row
        return misplaced_on(view.tree, view.on)
    return [one for one, changes_row in moves_of(view) if changes_row]


def _count(
    counts: Counter[int], view: View, unit: int, rows: Sequence[int], number: int = 1
) -> None:
    assert view.on is not None  # noqa: S101 -- units in scope are read on one map
    located = view.tree.image(unit, view.on).unit
    row = located if view.by_child and located in rows else view.row_of(located, view.on)
    if row is not None:
        counts[row] += number


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
