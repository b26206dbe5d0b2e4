"""Where a unit lies on the map of any date (docs/rules/maps.md). Pure: no Django, no database.

A Tree holds every unit above the villages; villages and organisations (leaves) are loaded
into it when they are asked about. Units are integers here: the keys of their rows.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

ALWAYS = date.min
FOREVER = date.max
ONE_DAY = timedelta(days=1)
COMMUNE = 3


class Span(NamedTuple):
    """Under which parent a unit lay in the half-open period [start, end)."""

    parent: int | None
    start: date
    end: date


class Image(NamedTuple):
    """What stands for a unit on a map: itself, its one image, or the unit holding all of them."""

    unit: int
    divided: bool


@dataclass(frozen=True, slots=True)
class Place:
    """All a tree knows of one unit: its level, where it lay when, what became of it.

    Leaves that lay alike may share one.
    """

    level: int
    spans: tuple[Span, ...]
    successors: tuple[tuple[date, int], ...] = ()
    predecessors: tuple[tuple[date, int], ...] = ()

    @property
    def start(self) -> date:
        return self.spans[0].start

    @property
    def end(self) -> date:
        return self.spans[-1].end

    @property
    def has_moved(self) -> bool:
        """Whether it lay under several parents, or became or came of another."""
        parents = {span.parent for span in self.spans}
        return len(parents) > 1 or bool(self.successors or self.predecessors)


class Tree:
    """The units of all times. Reading is safe from many threads, and so is adding a leaf.

    ``moved`` are the leaves that changed commune; ``memo`` keeps what others derive from the
    tree and is emptied whenever the tree changes above the villages; ``upper`` keeps what they
    derive from the units above the villages alone, and outlives a village that is added.
    """

    def __init__(self, nation: int) -> None:
        self.nation = nation
        self.places: dict[int, Place] = {}
        self._children: dict[int, dict[int, None]] = {}
        self.moved: set[int] = set()
        self.memo: dict[Any, Any] = {}
        self.upper: dict[Any, Any] = {}
        self._images: dict[date, dict[int, Image]] = {}
        self._chains: dict[date, dict[int, tuple[int, ...]]] = {}
        self._turning_days: list[date] | None = None

    def put(self, unit: int, place: Place) -> None:
        """Add a unit. A leaf is not listed under its parent, so adding one disturbs no reader."""
        self.places[unit] = place
        if place.level > COMMUNE:
            if unit not in self.moved and place.has_moved:
                self.moved.add(unit)
                self.memo, self.upper = {}, {}
                self._turning_days = None
            return
        for span in place.spans:
            if span.parent is not None:
                self._children.setdefault(span.parent, {})[unit] = None
        self._images, self._chains, self._turning_days = {}, {}, None
        self.memo, self.upper = {}, {}

    def has_only_quiet_leaves(self, units: Iterable[int]) -> bool:
        """Whether those of the units that are here are leaves that never moved."""
        return all(
            self.is_leaf(unit) and unit not in self.moved for unit in units if unit in self.places
        )

    def without_leaves(self, leaves: Iterable[int]) -> "Tree":
        """A copy without these leaves, none of which moved; the units above them stay known."""
        tree = Tree(self.nation)
        tree.places = dict(self.places)
        for leaf in leaves:
            tree.places.pop(leaf, None)
        tree.moved, tree._children = set(self.moved), self._children
        tree.upper, tree._turning_days = self.upper, self._turning_days
        tree._images, tree._chains = self._images, self._chains
        return tree

    def __contains__(self, unit: int) -> bool:
        return unit in self.places

    def same_map(self, on: date) -> date:
        """The first day that shows every unit, moved leaves included, where *on* shows it.

        Maps between two changes are alike, so what is derived from one is kept under this day.
        """
        days = self._turning_days
        if days is None:
            days = sorted(
                {
                    day
                    for unit, place in list(self.places.items())
                    if place.level <= COMMUNE or unit in self.moved
                    for span in place.spans
                    for day in (span.start, span.end)
                }
                | {ALWAYS}
            )
            self._turning_days = days
        return days[bisect_right(days, on) - 1]

    def moved_alike(self) -> list[tuple[int, list[int]]]:
        """The moved leaves by what is known of them: one of each kind, and all of that kind."""
        if "moved alike" not in self.memo:
            alike: dict[int, list[int]] = {}
            for leaf in sorted(self.moved):
                alike.setdefault(id(self.places[leaf]), []).append(leaf)
            self.memo["moved alike"] = [(leaves[0], leaves) for leaves in alike.values()]
        found: list[tuple[int, list[int]]] = self.memo["moved alike"]
        return found

    def relatives(self, unit: int) -> set[int]:
        """All that ever became this unit or came of it, directly or not, as far as loaded."""
        found, queue = set[int](), [unit]
        while queue:
            place = self.places.get(queue.pop())
            for _, other in (*place.successors, *place.predecessors) if place else ():
                if other not in found and other in self.places:
                    found.add(other)
                    queue.append(other)
        return found

    def level(self, unit: int) -> int:
        return self.places[unit].level

    def is_leaf(self, unit: int) -> bool:
        return self.places[unit].level > COMMUNE

    def span(self, unit: int, on: date) -> Span | None:
        for span in self.places[unit].spans:
            if span.start <= on < span.end:
                return span
        return None

    def valid(self, unit: int, on: date) -> bool:
        return self.span(unit, on) is not None

    def nearest_day(self, unit: int, day: date) -> date:
        """The day itself if the unit was there, else the nearest one on which it was."""
        spans = self.places[unit].spans
        before = [span for span in spans if span.start <= day]
        if not before:
            return spans[0].start
        last = before[-1].end
        return day if day < last else last - ONE_DAY

    def parent(self, unit: int, on: date) -> int | None:
        span = self.span(unit, on)
        return span.parent if span else None

    def ancestors(self, unit: int, on: date) -> tuple[int, ...]:
        """The unit itself first, the nation last; empty when the unit is not valid on that day."""
        if self.is_leaf(unit):
            return self._found_chain(unit, on)
        known = self._chains.setdefault(self.same_map(on), {})
        chain = known.get(unit)
        if chain is None:
            chain = known[unit] = self._found_chain(unit, on)
        return chain

    def _found_chain(self, unit: int, on: date) -> tuple[int, ...]:
        chain: list[int] = []
        here: int | None = unit
        while here is not None:
            span = self.span(here, on)
            if span is None:
                return ()
            chain.append(here)
            here = span.parent
        return tuple(chain)

    def within(self, unit: int, above: int, on: date) -> bool:
        return above in self.ancestors(unit, on)

    def children_ever(self, unit: int) -> Iterable[int]:
        """Every unit above the villages that lay under this one on any day."""
        return self._children.get(unit, {})

    def children(self, unit: int, on: date) -> list[int]:
        """The units above the villages lying under this one on that day."""
        return [child for child in self.children_ever(unit) if self.parent(child, on) == unit]

    def image(self, unit: int, on: date) -> Image:
        """What stands for the unit on the map of that date (DESIGN: docs/rules/maps.md)."""
        if self.valid(unit, on):
            return Image(unit, divided=False)
        if self.is_leaf(unit):
            return self._found_image(unit, on)
        known = self._images.setdefault(self.same_map(on), {})
        image = known.get(unit)
        if image is None:
            image = known[unit] = self._found_image(unit, on)
        return image

    def _found_image(self, unit: int, on: date) -> Image:
        found = self._image_set(unit, on, frozenset())
        if len(found) == 1:
            return Image(next(iter(found)), divided=False)
        return Image(self.lowest_common(found, on), divided=True)

    def _image_set(self, unit: int, on: date, seen: frozenset[int]) -> frozenset[int]:
        """Every unit of the map that the unit's images lead to."""
        if self.valid(unit, on):
            return frozenset((unit,))
        if unit in seen:
            return frozenset()
        seen |= {unit}
        for step in self._leads(unit, later=on >= self.places[unit].end):
            found = frozenset[int]().union(*(self._image_set(u, on, seen) for u in step))
            if found:
                return found
        return frozenset()

    def _leads(self, unit: int, *, later: bool) -> Iterator[list[int]]:
        """Where to look for its images, the likeliest first: what is found further on is not read.

        What it became or came of; what lay in it at its end or beginning; in what it lay then.
        """
        place = self.places[unit]
        yield [other for _, other in (place.successors if later else place.predecessors)]
        yield self.children(unit, place.end - ONE_DAY if later else place.start)
        parent = place.spans[-1 if later else 0].parent
        yield [] if parent is None else [parent]

    def lowest_common(self, units: Iterable[int], on: date) -> int:
        """The lowest unit of that day's map that contains them all; the nation for none."""
        chains = [self.ancestors(unit, on) for unit in units]
        if not chains:
            return self.nation
        shared = set(chains[0]).intersection(*chains[1:])
        return next((unit for unit in chains[0] if unit in shared), self.nation)
