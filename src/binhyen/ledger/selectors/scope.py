"""DC03, the units in scope: counted from the tree of units, never typed."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Count

from binhyen.ledger.rules.maps import OWN, View, placed_under
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
    for commune in _communes(tree, at, kinds):
        _count(counts, view, commune, rows)
    near = None if tree.level(unit) == Level.NATION else placed_under(tree, unit, on)
    moved = tree.moved if near is None else {leaf for leaf in tree.moved if _near(view, leaf, on)}
    areas, bodies = _leaves(at, kinds)
    one_by_one = {AREAS: areas, BODIES: bodies}
    for name, leaves in one_by_one.items():
        for leaf in leaves.filter(unit__in=moved).values_list("unit", flat=True):
            _count(counts, view, leaf, rows)
        rest = leaves.exclude(unit__in=tree.moved)
        if near is not None:
            rest = rest.filter(parent__in=near)
        if name == AREAS and by_child and tree.level(unit) == COMMUNE:
            for leaf in rest.values_list("unit", flat=True):
                counts[leaf if leaf in rows else OWN] += 1
        else:
            for parent, number in rest.values_list("parent").annotate(Count("pk")).order_by():
                _count(counts, view, parent, rows, number)
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
    areas, bodies = _leaves(at, kinds)
    kind_of = dict(OrganisationKind.objects.values_list("unit", "kind"))
    near = None if tree.level(unit) == Level.NATION else placed_under(tree, unit, on)
    for leaves in (areas, bodies):
        for leaf, parent in leaves.values_list("unit", "parent"):
            stayed = leaf not in tree.moved
            if (near is None or parent in near) if stayed else _near(view, leaf, on):
                found.append((leaf, kind_of.get(leaf, AREAS)))
    return sorted(found)


def _communes(tree: Tree, at: date, kinds: Sequence[str]) -> list[int]:
    if kinds and COMMUNES not in kinds:
        return []
    return [
        unit
        for unit, place in list(tree.places.items())
        if place.level == COMMUNE and tree.valid(unit, at)
    ]


def _near(view: View, leaf: int, on: date) -> bool:
    return view.row_of(view.tree.image(leaf, on).unit, on) is not None


def _count(
    counts: Counter[int], view: View, unit: int, rows: Sequence[int], number: int = 1
) -> None:
    assert view.on is not None  # noqa: S101 -- units in scope are read on one map
    located = view.tree.image(unit, view.on).unit
    row = located if view.by_child and located in rows else view.row_of(located, view.on)
    if row is not None:
        counts[row] += number


def _leaves(at: date, kinds: Sequence[str]) -> tuple[UnitVersionQuerySet, UnitVersionQuerySet]:
    """Villages and organisations valid on *at*, of the kinds asked for."""
    versions = UnitVersion.objects.on(at)
    areas = versions.filter(unit__level=Level.AREA)
    if kinds and AREAS not in kinds:
        areas = areas.none()
    wanted = OrganisationKind.objects.exclude(kind=OrganisationKind.Kind.RELIGIOUS)
    if kinds:
        wanted = wanted.filter(kind__in=kinds)
    bodies = versions.filter(unit__level=Level.ORGANISATION, unit__in=wanted.values("unit"))
    return areas, bodies
