"""Which balances make a figure on a map (docs/rules/maps.md).

A map is the tree of one date; ``then`` reads each FLOW line on the map of its own day. The
plans below name balance rows; what no row can answer (villages that changed commune, lines
dated outside their unit's life) is corrected line by line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from binhyen.units.rules.tree import COMMUNE, FOREVER, ONE_DAY, Tree

OWN = -1
NATION, PROVINCE = 0, 1


class Source(NamedTuple):
    """A balance row (unit, own) and the row of the answer it adds to."""

    unit: int
    own: bool
    row: int


class Part(NamedTuple):
    """Sources read over one window; a child that moved is read only while it was here."""

    start: date | None
    end: date
    sources: tuple[Source, ...]


class Misplaced(NamedTuple):
    """A leaf whose lines of [start, end) lie elsewhere than its commune's total says."""

    leaf: int
    start: date
    end: date
    counted_at: int
    counted_divided: bool
    lies_at: int
    lies_divided: bool


class Near(NamedTuple):
    """These units, and all villages and organisations that ever lay under one of ``above``."""

    above: frozenset[int]
    units: frozenset[int]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to read: the parts of the sum, and which sources were placed undivided nowhere."""

    parts: tuple[Part, ...]
    unallocated: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A question's place: the unit, the map (None: each line on its own day), by child or not."""

    tree: Tree
    unit: int
    on: date | None
    by_child: bool

    def row_of(self, located: int, on: date) -> int | None:
        """The row of the answer that a place on that day's map belongs to."""
        chain = self.tree.ancestors(located, on)
        if self.unit not in chain:
            return None
        if not self.by_child:
            return self.unit
        steps = chain.index(self.unit)
        return OWN if not steps or self.tree.is_leaf(chain[steps - 1]) else chain[steps - 1]


def plan_then(view: View, start: date, end: date) -> Plan:
    """FLOW on the map of each line's own day."""
    tree, unit = view.tree, view.unit
    if tree.is_leaf(unit):
        return Plan(())
    if not view.by_child:
        rows = [(u, own, unit) for u, own in _whole(tree, unit)]
        return Plan((Part(start, end, tuple(Source(*row) for row in rows)),))
    if tree.level(unit) == COMMUNE:
        return Plan((Part(start, end, (Source(unit, False, OWN),)),))  # noqa: FBT003
    own = Source(unit, True, OWN)  # noqa: FBT003
    parts: dict[tuple[date, date], dict[Source, None]] = {(start, end): {own: None}}
    for source, alone, since, until in _stays(tree, unit):
        first, last = max(start, since), min(end, until)
        if first <= last:
            parts.setdefault((start, end) if alone else (first, last), {})[source] = None
    return Plan(tuple(Part(*key, tuple(found)) for key, found in parts.items()))


def _stays(tree: Tree, unit: int) -> list[tuple[Source, bool, date, date]]:
    """Each child's days under this unit, and whether it never lay elsewhere."""
    key = ("stays", unit)
    if key not in tree.memo:
        tree.memo[key] = [
            (Source(child, False, child), alone, span.start, span.end - ONE_DAY)  # noqa: FBT003
            for child in tree.children_ever(unit)
            for spans in [tree.places[child].spans]
            for alone in [len({span.parent for span in spans}) == 1]
            for span in spans
            if span.parent == unit
        ]
    found: list[tuple[Source, bool, date, date]] = tree.memo[key]
    return found


def _whole(tree: Tree, unit: int) -> list[tuple[int, bool]]:
    if tree.level(unit) != NATION:
        return [(unit, False)]
    provinces = [(u, False) for u, place in tree.places.items() if place.level == PROVINCE]
    return [*provinces, (unit, True)]


def plan_on(view: View, start: date | None, end: date) -> Plan:
    """The map of one date, for a unit valid on it."""
    tree, on = view.tree, view.on
    assert on is not None  # noqa: S101 -- plan_then is the other door
    memo_key = ("plan", view.unit, tree.same_map(on), view.by_child)
    if memo_key not in tree.memo:
        tree.memo[memo_key] = _sources_on(view, on)
    sources, unallocated = tree.memo[memo_key]
    return Plan((Part(start, end, sources),), unallocated)


def _sources_on(view: View, on: date) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    tree = view.tree
    placed = placed_on(tree, on)
    wanted: list[Source] = []
    unallocated: list[Source] = []
    queue = [view.unit] if not tree.is_leaf(view.unit) else []
    while queue:
        here = queue.pop()
        row = view.row_of(here, on)
        assert row is not None  # noqa: S101 -- every unit below lies in some row
        for unit, own, divided in placed.get(here, ()):
            wanted.append(Source(unit, own, row))
            if divided and here in (row, view.unit):
                unallocated.append(Source(unit, own, row))
        queue += tree.children(here, on)
    return tuple(_compressed(tree, wanted)), tuple(unallocated)


def placed_under(tree: Tree, unit: int, on: date) -> set[int]:
    """Every unit above the villages, of any time, whose image on that map is at or below *unit*."""
    if tree.is_leaf(unit):
        return set()
    placed, found, queue = placed_on(tree, on), set[int](), [unit]
    while queue:
        here = queue.pop()
        found.update(source for source, _, _ in placed.get(here, ()))
        queue += tree.children(here, on)
    return found


def placed_on(tree: Tree, on: date) -> dict[int, list[tuple[int, bool, bool]]]:
    """Every balance source of all times by the place it takes on the map of *on*."""
    key = ("placed", tree.same_map(on))
    if key not in tree.upper:
        found: dict[int, list[tuple[int, bool, bool]]] = {}
        for unit, place in list(tree.places.items()):
            if place.level <= COMMUNE:
                image = tree.image(unit, on)
                found.setdefault(image.unit, []).append(
                    (unit, place.level < COMMUNE, image.divided)
                )
        tree.upper[key] = found
    found_: dict[int, list[tuple[int, bool, bool]]] = tree.upper[key]
    return found_


def _compressed(tree: Tree, sources: Sequence[Source]) -> list[Source]:
    """Read a province or district whole where every part of it goes to the same row."""
    by_row: dict[int, set[tuple[int, bool]]] = {}
    for source in sources:
        by_row.setdefault(source.row, set()).add((source.unit, source.own))
    result: list[Source] = []
    for row, rows in by_row.items():
        tops = sorted((u for u, own in rows if own), key=tree.level)
        for top in tops:
            needed = _needed(tree, top) if (top, True) in rows else None
            if needed is not None and tree.level(top) != NATION and needed <= rows:
                rows.difference_update(needed)
                rows.add((top, False))
        result += [Source(unit, own, row) for unit, own in sorted(rows)]
    return result


def _needed(tree: Tree, top: int) -> frozenset[tuple[int, bool]] | None:
    """The rows a unit's total is made of; None when something below it ever lay elsewhere."""
    key = ("needed", top)
    if key not in tree.upper:
        tree.upper[key] = _found_needed(tree, top)
    found: frozenset[tuple[int, bool]] | None = tree.upper[key]
    return found


def _found_needed(tree: Tree, top: int) -> frozenset[tuple[int, bool]] | None:
    if tree.level(top) == COMMUNE:
        return frozenset({(top, False)})
    rows = {(top, True)}
    for child in tree.children_ever(top):
        if {span.parent for span in tree.places[child].spans} != {top}:
            return None
        below = _needed(tree, child)
        if below is None:
            return None
        rows |= below
    return frozenset(rows)


def misplaced_on(tree: Tree, on: date) -> list[Misplaced]:
    """The moved villages and organisations whose lines their commune's total misplaces."""
    key = ("misplaced", tree.same_map(on))
    if key not in tree.memo:
        tree.memo[key] = [
            found._replace(leaf=leaf, lies_at=leaf if found.lies_at == one else found.lies_at)
            for one, alike in tree.moved_alike()
            for found in _misplaced_of(tree, one, on)
            for leaf in alike
        ]
    result: list[Misplaced] = tree.memo[key]
    return result


def _misplaced_of(tree: Tree, leaf: int, on: date) -> Iterable[Misplaced]:
    lies = tree.image(leaf, on)
    holder = lies.unit
    if tree.is_leaf(holder):
        holder = tree.parent(holder, on) or tree.nation
    for span in tree.places[leaf].spans:
        if span.parent is None:
            continue
        counted = tree.image(span.parent, on)
        if (counted.unit, counted.divided) != (holder, lies.divided):
            yield Misplaced(
                leaf, span.start, span.end, counted.unit, counted.divided, lies.unit, lies.divided
            )


def held_days(tree: Tree, one: Misplaced) -> tuple[date, date]:
    """The days of levels, from and until, that count with the leaf as it lay in [start, end).

    A level dated outside the leaf's life counts with its nearest day (rules.placement).
    """
    starts = [span.start for span in tree.places[one.leaf].spans]
    since = one.start if starts[0] < one.start else date.min
    return since, min((start for start in starts if start >= one.end), default=FOREVER)


def moves_of(view: View) -> list[tuple[Misplaced, bool]]:
    """What of the misplaced concerns this view, and whether it changes a row.

    What moves within one row changes at most what stands unallocated there.
    """
    on = view.on
    assert on is not None  # noqa: S101 -- `then` misplaces nothing
    key = ("moves", view.unit, view.tree.same_map(on), view.by_child)
    if key not in view.tree.memo:
        view.tree.memo[key] = [
            (one, changes_row)
            for one in misplaced_on(view.tree, on)
            for changes_row in _effects(view, one, on)
        ]
    found: list[tuple[Misplaced, bool]] = view.tree.memo[key]
    return found


def _effects(view: View, one: Misplaced, on: date) -> list[bool]:
    """Nothing, or whether the move changes a row (True) or only what is unallocated (False)."""
    left, reached = view.row_of(one.counted_at, on), view.row_of(one.lies_at, on)
    if left != reached:
        return [True]
    if left is None:
        return []
    here = view.unit if left == OWN else left
    was = one.counted_divided and one.counted_at == here
    now = one.lies_divided and one.lies_at == here
    return [False] if was != now else []


def near(view: View) -> Near:
    """Where to look for lines that lie in a view on its map: too many units, never too few.

    A leaf that lies in the view without ever having lain under what is placed there is one
    that moved: a village that came out of a divided commune.
    """
    assert view.on is not None  # noqa: S101 -- each line on its own day may lie anywhere
    above = frozenset(placed_under(view.tree, view.unit, view.on))
    return Near(above, above | {one.leaf for one, _ in moves_of(view)})


def kin(tree: Tree, unit: int) -> set[int]:
    """A unit and all that ever became it or came of it, directly or not."""
    found, queue = set[int](), [unit]
    while queue:
        here = queue.pop()
        if here in found or here not in tree:
            continue
        found.add(here)
        place = tree.places[here]
        queue += [other for _, other in (*place.successors, *place.predecessors)]
    return found
