"""Units through time, read from DESIGN section 6 and nothing else: loops over lists."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
AREA, ORGANISATION = 4, 5


@dataclass(frozen=True)
class Version:
    """Under whom a unit lay in [start, end)."""

    unit: int
    parent: int | None
    start: date
    end: date


@dataclass
class Country:
    """All versions and all successions (old, new, on), in plain lists."""

    nation: int
    levels: dict[int, int]
    versions: list[Version]
    successions: list[tuple[int, int, date]]
    _images: dict[tuple[int, date], tuple[int, bool]] = field(default_factory=dict)

    def parent(self, unit: int, day: date) -> int | None:
        for version in self.versions_of(unit):
            if version.start <= day < version.end:
                return version.parent
        return None

    def versions_of(self, unit: int) -> list[Version]:
        if not hasattr(self, "_by_unit"):
            self._by_unit: dict[int, list[Version]] = {}
            for version in sorted(self.versions, key=lambda v: v.start):
                self._by_unit.setdefault(version.unit, []).append(version)
        return self._by_unit[unit]

    def valid(self, unit: int, day: date) -> bool:
        return any(v.start <= day < v.end for v in self.versions_of(unit))

    def first_day(self, unit: int) -> date:
        return self.versions_of(unit)[0].start

    def last_day(self, unit: int) -> date:
        return self.versions_of(unit)[-1].end - DAY

    def chain(self, unit: int, day: date) -> list[int]:
        """The unit and all above it on that day; empty when one of them is not there."""
        found = []
        here: int | None = unit
        while here is not None:
            if not self.valid(here, day):
                return []
            found.append(here)
            here = self.parent(here, day)
        return found

    def children(self, unit: int, day: date) -> list[int]:
        return [
            v.unit
            for v in self.versions
            if v.parent == unit and v.start <= day < v.end and self.levels[v.unit] < AREA
        ]

    def areas(self, unit: int, start: date, end: date) -> list[int]:
        """The villages that lay under a commune on some day of [start, end]."""
        return [
            v.unit
            for v in self.versions
            if v.parent == unit and v.start <= end and start < v.end and self.levels[v.unit] == AREA
        ]

    def image(self, unit: int, day: date) -> tuple[int, bool]:
        """The unit that stands for this one on that day's map, and whether it was divided."""
        if (unit, day) not in self._images:
            found = self.images(unit, day)
            divided = len(found) > 1
            self._images[unit, day] = (
                self.lowest_holding(found, day) if divided else next(iter(found)),
                divided,
            )
        return self._images[unit, day]

    def images(self, unit: int, day: date) -> set[int]:
        if self.valid(unit, day):
            return {unit}
        ended = day > self.last_day(unit)
        if ended:
            rows = [new for old, new, _ in self.successions if old == unit]
        else:
            rows = [old for old, new, _ in self.successions if new == unit]
        if not rows:
            rows = self.children(unit, self.last_day(unit) if ended else self.first_day(unit))
        if not rows:
            version = self.versions_of(unit)[-1 if ended else 0]
            rows = [version.parent] if version.parent is not None else []
        return set[int]().union(*(self.images(other, day) for other in rows))

    def lowest_holding(self, units: Iterable[int], day: date) -> int:
        chains = [self.chain(unit, day) for unit in units]
        for candidate in chains[0]:
            if all(candidate in chain for chain in chains):
                return candidate
        return self.nation

    def lies_in(self, unit: int, above: int, day: date) -> bool:
        """Whether a unit lies in another on that day's map (docs/rules/declarations.md).

        When the other was not there yet, or no more: on the map of its first or last day.
        """
        at = min(max(day, self.first_day(above)), self.last_day(above))
        return above in self.chain(self.image(unit, at)[0], at)
