"""DC03, the units in scope: counted from the tree of units, never typed."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from binhyen.ledger.rules.maps import OWN, View
from binhyen.units.models import Level, OrganisationKind, UnitVersion
from binhyen.units.rules.tree import COMMUNE, Tree

COMMUNES, AREAS = "COMMUNE", "RESIDENTIAL_AREA"


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
        for commune, place in list(tree.places.items()):
            if place.level == COMMUNE and tree.valid(commune, at):
                _count(counts, view, commune, on)
    for holder, leaf, number in _leaves(at, kinds, alone=by_child and tree.level(unit) == COMMUNE):
        located = tree.image(holder, on).unit
        row = view.row_of(located, on)
        if row is not None:
            counts[leaf if leaf in rows else row] += number
    return {row: counts[row] for row in rows}


def _count(counts: Counter[int], view: View, unit: int, on: date) -> None:
    row = view.row_of(view.tree.image(unit, on).unit, on)
    if row is not None:
        counts[row] += 1


def _leaves(at: date, kinds: Sequence[str], *, alone: bool) -> list[tuple[int, int | None, int]]:
    """(holder, leaf or None, how many) for villages and organisations valid on *at*."""
    found: defaultdict[tuple[int, int | None], int] = defaultdict(int)
    versions = UnitVersion.objects.on(at)
    if not kinds or AREAS in kinds:
        for unit, parent in versions.filter(unit__level=Level.AREA).values_list("unit", "parent"):
            found[parent, unit if alone else None] += 1
    wanted = OrganisationKind.objects.exclude(kind=OrganisationKind.Kind.RELIGIOUS)
    if kinds:
        wanted = wanted.filter(kind__in=kinds)
    bodies = versions.filter(unit__level=Level.ORGANISATION, unit__in=wanted.values("unit"))
    for parent in bodies.values_list("parent", flat=True):
        found[parent, None] += 1
    return [(holder, leaf, number) for (holder, leaf), number in found.items()]
