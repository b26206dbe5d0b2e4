"""Under which units a village or organisation lay, from its first day until now. Pure.

A village is often older than its commune. It then lay in one of the communes that made it, and
when a commune ended whole, its villages went on in the successor: one stretch under each.
"""

from datetime import date
from typing import NamedTuple

from binhyen.units.rules.tree import FOREVER, Tree


class Holding(NamedTuple):
    """A stretch [start, end) under one unit."""

    unit: int
    start: date
    end: date


class NotYetThereError(Exception):
    """The unit came later than the day asked; ``fitting`` are those before it that were there."""

    def __init__(self, fitting: tuple[int, ...]) -> None:
        super().__init__(fitting)
        self.fitting = fitting


class AlreadyEndedError(Exception):
    """The unit had ended by the day asked; ``successors`` came after it."""

    def __init__(self, successors: tuple[int, ...]) -> None:
        super().__init__(successors)
        self.successors = successors


class DividedLaterError(Exception):
    """The unit was divided afterwards, so nobody can tell from here where the village went."""

    def __init__(self, unit: int, on: date, successors: tuple[int, ...]) -> None:
        super().__init__(unit, on, successors)
        self.unit, self.on, self.successors = unit, on, successors


class NotNeededError(Exception):
    """A former unit was named that did not hold the place on the day asked."""


def holdings(tree: Tree, unit: int, start: date, formerly: int | None = None) -> list[Holding]:
    """List the stretches from *start* until now: under *formerly* and on to *unit* and beyond."""
    place = tree.places[unit]
    if start >= place.end:
        raise AlreadyEndedError(_heirs(tree, unit))
    if formerly in {None, unit} and start >= place.start:
        return _onward(tree, [Holding(unit, start, place.end)])
    ways = _ways_back(tree, unit, start)
    if formerly is None or formerly not in ways:
        raise NotNeededError if start >= place.start else NotYetThereError(tuple(ways))
    way = ways[formerly]
    units = [formerly, *(later for _, later in way)]
    days = [start, *(on for on, _ in way), place.end]
    return _onward(tree, [Holding(u, *days[n : n + 2]) for n, u in enumerate(units)])


def _heirs(tree: Tree, unit: int) -> tuple[int, ...]:
    place = tree.places[unit]
    return tuple(heir for on, heir in place.successors if on == place.end)


def _ways_back(tree: Tree, unit: int, start: date) -> dict[int, list[tuple[date, int]]]:
    """Find every earlier unit valid on *start*, with the days and units that lead from it here."""
    ways: dict[int, list[tuple[date, int]]] = {}
    waiting: list[tuple[int, list[tuple[date, int]]]] = [(unit, [])]
    while waiting:
        here, way = waiting.pop(0)
        for on, before in tree.places[here].predecessors:
            longer = [(on, here), *way]
            if tree.valid(before, start) and before not in ways:
                ways[before] = longer
            elif start < tree.places[before].start < on:
                waiting.append((before, longer))
    return ways


def _onward(tree: Tree, found: list[Holding]) -> list[Holding]:
    """Follow the last holder into its one successor, and again, until one that still stands."""
    while found[-1].end != FOREVER:
        unit, _, end = found[-1]
        heirs = _heirs(tree, unit)
        if len(heirs) != 1:
            raise DividedLaterError(unit, end, heirs)
        found.append(Holding(heirs[0], end, tree.places[heirs[0]].end))
    return found
