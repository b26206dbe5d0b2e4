"""What a unit was called on a day, alone and with everything it lay under."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from binhyen.kernel.lookups import Keys
from binhyen.units.models import Level, UnitVersion
from binhyen.units.rules.tree import ALWAYS, FOREVER, ONE_DAY, Tree
from binhyen.units.selectors.trees import current_tree

Named = tuple[str, date, date]


def own_name(unit_id: int, on: date) -> str:
    """Say "xã Như Thanh", as it was called on *on*."""
    return own_names([unit_id], on)[unit_id]


def own_names(ids: Iterable[int], on: date) -> dict[int, str]:
    """Name many units as on *on*; a unit not valid then as on its nearest day."""
    wanted = set(ids)
    tree = current_tree(wanted)
    days = {unit: _nearest_day(tree, unit, on) for unit in wanted if unit in tree}
    return _without_life(days) | _names_on(tree, days)


def place_name(unit_id: int, on: date) -> str:
    """Say "xã Hải Long, huyện Như Thanh, tỉnh Thanh Hóa", as on *on*."""
    return place_names([unit_id], on)[unit_id]


def place_names(ids: Iterable[int], on: date) -> dict[int, str]:
    """Name many units with all above them, in a handful of queries however many there are.

    A unit that was not valid on *on* is named as on its last day, or its first if it came later.
    """
    wanted = set(ids)
    tree = current_tree(wanted)
    chains = {unit: _chain(tree, unit, on) for unit in wanted if unit in tree}
    by_day: dict[date, set[int]] = defaultdict(set)
    for day, chain in chains.values():
        by_day[day].update(chain)
    names = {}
    for day, units in by_day.items():
        days = dict.fromkeys(units, day)
        names[day] = _without_life(days) | _names_on(tree, days)
    return {
        unit: ", ".join(names[day][step] for step in chain) for unit, (day, chain) in chains.items()
    }


def _nearest_day(tree: Tree, unit: int, on: date) -> date:
    if tree.valid(unit, on):
        return on
    place = tree.places[unit]
    earlier = [span for span in place.spans if span.end <= on]
    return earlier[-1].end - ONE_DAY if earlier else place.start


def _chain(tree: Tree, unit: int, on: date) -> tuple[date, tuple[int, ...]]:
    """Find the day to name the unit by, and what to name: itself and all above but the nation."""
    day = _nearest_day(tree, unit, on)
    chain = tree.ancestors(unit, day) or (unit,)
    shown = tuple(step for step in chain if tree.level(step) != Level.NATION)
    return day, shown or chain


def _without_life(days: Iterable[int]) -> dict[int, str]:
    """Call a unit that has no version left, because its making was undone, by what happened."""
    return dict.fromkeys(days, _("đơn vị đã hoàn tác"))


def _names_on(tree: Tree, days: dict[int, date]) -> dict[int, str]:
    """Names above the villages are kept with the tree; a change of theirs makes another tree."""
    kept: dict[int, list[Named]] = tree.memo.setdefault("names", {})
    found = {unit: kept[unit] for unit in days if unit in kept}
    if wanted := [unit for unit in days if unit not in found]:
        versions = _versions_of(wanted)
        found |= versions
        kept |= {unit: named for unit, named in versions.items() if not tree.is_leaf(unit)}
    return {
        unit: name
        for unit, versions_of_it in found.items()
        for name, begun, ended in versions_of_it
        if begun <= days[unit] < ended
    }


def _versions_of(units: list[int]) -> dict[int, list[Named]]:
    found: dict[int, list[Named]] = {unit: [] for unit in units}
    rows = UnitVersion.objects.filter(unit__among=Keys(units))
    for unit, name, begun, ended in rows.values_list(
        "unit_id", "full_name", "valid_from", "valid_to"
    ):
        found[unit].append((name, begun or ALWAYS, ended or FOREVER))
    return found
