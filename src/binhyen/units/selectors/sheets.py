"""What the pages of units show: a row of a list, a unit's sheet, where it came from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from binhyen.units.models import Succession, Unit, UnitVersion
from binhyen.units.rules.tree import ALWAYS, FOREVER, ONE_DAY
from binhyen.units.selectors.naming import own_names, place_names
from binhyen.units.selectors.trees import current_tree


@dataclass(frozen=True, slots=True)
class Row:
    """One unit in a list: what it is called, under what, from–to (the last day included)."""

    uid: str
    name: str
    above: str
    type: str
    code: str
    first_day: date | None
    last_day: date | None
    approximate: bool


@dataclass(frozen=True, slots=True)
class Relative:
    """A unit this one was made of or passed into, named as it was that day."""

    uid: str
    name: str
    on: date
    whole: bool


@dataclass(frozen=True, slots=True)
class Origins:
    """Where a unit came from and what became of it."""

    before: tuple[Relative, ...]
    after: tuple[Relative, ...]

    @property
    def divided(self) -> bool:
        return len(self.after) > 1


def rows_of(versions: Iterable[UnitVersion], on: date) -> list[Row]:
    """Turn versions (with unit selected) into rows; from–to is the unit's whole life."""
    listed = list(versions)
    ids = [version.unit_id for version in listed]
    places, tree = place_names(ids, on), current_tree(ids)
    rows = []
    for version in listed:
        life = tree.places[version.unit_id]
        rows.append(_row(version, places[version.unit_id], life.start, life.end))
    return rows


def stretches_of(unit: Unit) -> list[Row]:
    """List the versions of a unit that ever changed, the newest first, each with its place."""
    versions = list(UnitVersion.objects.filter(unit=unit).select_related("unit"))
    if len(versions) == 1:
        return []
    rows = []
    for version in versions:
        start, end = version.valid_from or ALWAYS, version.valid_to or FOREVER
        rows.append(_row(version, place_names([unit.pk], start)[unit.pk], start, end))
    return sorted(rows, key=lambda row: row.first_day or ALWAYS, reverse=True)


def _row(version: UnitVersion, place: str, start: date, end: date) -> Row:
    return Row(
        uid=version.unit.uid,
        name=_capital(version.full_name),
        above=place.partition(", ")[2],
        type=version.type,
        code=version.code,
        first_day=None if start == ALWAYS else start,
        last_day=None if end == FOREVER else end - ONE_DAY,
        approximate=version.precision == UnitVersion.Precision.APPROXIMATE,
    )


def life_of(unit: Unit) -> tuple[date | None, date | None]:
    """Give the first and the last day of a unit; None where unknown, or while it stands."""
    life = current_tree([unit.pk]).places[unit.pk]
    first = None if life.start == ALWAYS else life.start
    return first, None if life.end == FOREVER else life.end - ONE_DAY


def origins(unit: Unit) -> Origins:
    """Tell what the unit was made of and what it became, in a handful of queries."""
    rows = Succession.objects.select_related("old", "new")
    before = list(rows.filter(new=unit).order_by("on", "old__uid"))
    after = list(rows.filter(old=unit).order_by("on", "new__uid"))
    eves = _named((step.on - timedelta(days=1), step.old_id) for step in before)
    days = _named((step.on, step.new_id) for step in after)
    return Origins(
        before=tuple(
            Relative(step.old.uid, eves[step.old_id], step.on, _whole(step)) for step in before
        ),
        after=tuple(
            Relative(step.new.uid, days[step.new_id], step.on, _whole(step)) for step in after
        ),
    )


def trail(unit: Unit, on: date) -> list[tuple[str, str]]:
    """List what the unit lies under, the nation first and itself last, as (name, uid)."""
    tree = current_tree([unit.pk])
    place = tree.places[unit.pk]
    day = on if tree.valid(unit.pk, on) else place.end - ONE_DAY if on >= place.end else place.start
    chain = tree.ancestors(unit.pk, day) or (unit.pk,)
    names = own_names(chain, day)
    uids = dict(Unit.objects.filter(pk__in=chain).values_list("pk", "uid"))
    return [(_capital(names[step]), uids[step]) for step in reversed(chain)]


def former_units(unit: Unit) -> dict[str, str]:
    """Name every earlier unit this one was made of, however many steps back: uid → place."""
    tree = current_tree()
    found: dict[int, date] = {}
    waiting = [unit.pk]
    while waiting:
        for on, before in tree.places[waiting.pop()].predecessors:
            if before not in found:
                found[before] = on - ONE_DAY
                waiting.append(before)
    names = _named((day, before) for before, day in found.items())
    uids = Unit.objects.filter(pk__in=found).order_by("uid").values_list("uid", "pk")
    return {uid: names[before] for uid, before in uids}


def _named(asked: Iterable[tuple[date, int]]) -> dict[int, str]:
    by_day: dict[date, list[int]] = defaultdict(list)
    for day, unit in asked:
        by_day[day].append(unit)
    names: dict[int, str] = {}
    for day, units in by_day.items():
        names |= place_names(units, day)
    return names


def _whole(step: Succession) -> bool:
    return step.kind == Succession.Kind.WHOLE


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
