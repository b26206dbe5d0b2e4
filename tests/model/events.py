"""Rearrangements as DESIGN section 6 tells them: a country before, a country after."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from tests.model.country import Country, Version

EVER = date.max


@dataclass(frozen=True)
class Rearrangement:
    """Who ends, who takes over, who begins (number, parent), where all below goes."""

    kind: str
    on: date
    ends: tuple[int, ...] = ()
    into: tuple[int, ...] = ()
    begins: tuple[tuple[int, int], ...] = ()
    changes: tuple[tuple[int, int | None], ...] = ()
    goes: tuple[tuple[int, int], ...] = ()
    gives: tuple[tuple[UUID, int], ...] = ()

    @property
    def targets(self) -> tuple[int, ...]:
        return (*(number for number, _ in self.begins), *self.into)

    @property
    def heads(self) -> set[int]:
        """At whom, and below whom, nobody may have worked when it is undone."""
        return {*self.targets, *(unit for unit, _ in self.changes)}


def after(country: Country, event: Rearrangement) -> Country:
    goes, parents = dict(event.goes), dict(event.changes)
    versions: list[Version] = []
    for version in country.versions:
        stands = version.end == EVER
        if version.unit in event.ends and stands:
            versions.append(replace(version, end=event.on))
        elif version.unit in parents and stands:
            parent = parents[version.unit] or version.parent
            versions += _gone_on(version, parent, event.on)
        elif version.parent in event.ends and version.end > event.on and version.unit in goes:
            versions += _gone_on(version, goes[version.unit], event.on)
        else:
            versions.append(version)
    level = country.levels[event.ends[0]] if event.ends else 0
    versions += [Version(number, parent, event.on, EVER) for number, parent in event.begins]
    return Country(
        country.nation,
        country.levels | {number: level for number, _ in event.begins},
        versions,
        [*country.successions, *((o, n, event.on) for o in event.ends for n in event.targets)],
    )


def _gone_on(version: Version, parent: int | None, on: date) -> list[Version]:
    if version.start >= on:
        return [replace(version, parent=parent)]
    return [replace(version, end=on), Version(version.unit, parent, on, version.end)]


def directly_below(country: Country, units: Iterable[int], on: date) -> list[int]:
    """Whatever lies right below on that day or later: units, villages, bodies."""
    above = set(units)
    return sorted({v.unit for v in country.versions if v.parent in above and v.end > on})


def all_below(country: Country, units: Iterable[int], on: date) -> set[int]:
    found, waiting = set[int](), list(units)
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += directly_below(country, [here], on)
    return found


def may_change(country: Country, unit: int, on: date) -> bool:
    """Whether it stands, has begun before that day, and nothing changed it on or after it."""
    if unit not in country.levels or not any(v.unit == unit for v in country.versions):
        return False
    last = country.versions_of(unit)[-1]
    return last.end == EVER and last.start < on


def may_hold(country: Country, unit: int, on: date) -> bool:
    return country.valid(unit, on) and country.versions_of(unit)[-1].end == EVER
