"""Where a role reaches on one day (DESIGN: people and scope). Pure: no Django, no database.

An officer's grant stands at a *root*. What it reaches is decided by the place a unit has on
that day's map: the unit itself, or what stands for it when it has ended.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from binhyen.units.rules.tree import Tree

RECORDER, VERIFIER, REPORTER, APPROVER = "RECORDER", "VERIFIER", "REPORTER", "APPROVER"
LEADER, OVERSIGHT, ADMINISTRATOR = "LEADER", "OVERSIGHT", "ADMINISTRATOR"

WRITING = frozenset({RECORDER, VERIFIER, REPORTER, APPROVER})
READING = WRITING | {LEADER, ADMINISTRATOR}
ORGANISATION = 5


@dataclass(frozen=True, slots=True)
class Grant:
    """One active assignment, as the rules need it."""

    unit: int
    role: str
    acts_below: bool = False


def covers(tree: Tree, root: int, unit: int, on: date) -> bool:
    """Whether the unit, or what stands for it on that day, is the root or lies below it.

    A root that has itself ended covers nothing but itself: its successor's books are given
    by an assignment at the successor, not inherited.
    """
    if unit == root:
        return True
    return tree.within(tree.image(unit, on).unit, root, on)


def stands_at(tree: Tree, unit: int, on: date) -> tuple[int, ...]:
    """List the units whose own officers keep this unit's books.

    They are where it is placed and, for a village or organisation, the unit it lies in.
    """
    place = tree.image(unit, on).unit
    parent = tree.parent(place, on) if tree.is_leaf(place) else None
    return (place,) if parent is None else (place, parent)


def applies(tree: Tree, grant: Grant, unit: int, on: date, attended: Container[int]) -> bool:
    """Whether the grant's role may be used at the unit.

    *attended* are the organisations with an officer of their own; only those officers act there.
    """
    if unit == grant.unit:
        return True
    place = tree.image(unit, on).unit
    if place == grant.unit:
        return True
    if place in attended:
        return False
    if tree.parent(place, on) == grant.unit and tree.is_leaf(place):
        return True
    return grant.acts_below and tree.within(place, grant.unit, on)


def is_direct(tree: Tree, grant: Grant, unit: int, on: date, attended: Container[int]) -> bool:
    """Whether the role applies without help of ``acts_below``."""
    plain = Grant(grant.unit, grant.role)
    return applies(tree, plain, unit, on, attended)


def covered_units(tree: Tree, roots: Iterable[int], on: date) -> frozenset[int]:
    """Every unit *covers* is true of, but for the leaves standing that day and what they took in.

    A tree knows every leaf that ended; one that lies where it always lay is in the database.
    """
    placed = ended_by_place(tree, on)
    return frozenset(unit for root in roots for unit in _below(tree, root, on, placed))


def _below(tree: Tree, root: int, on: date, placed: dict[int, list[int]]) -> Iterator[int]:
    yield root
    if not tree.valid(root, on):
        return
    waiting = [root]
    while waiting:
        here = waiting.pop()
        yield here
        yield from placed.get(here, ())
        waiting.extend(tree.children(here, on))


_placed: WeakKeyDictionary[Tree, tuple[date, dict[int, list[int]]]] = WeakKeyDictionary()


def ended_by_place(tree: Tree, on: date) -> dict[int, list[int]]:
    """The units that are not on that day's map, by the unit standing for them.

    Kept for the last day asked (nearly always today); a tree that changed is another tree.
    """
    kept = _placed.get(tree)
    if kept is not None and kept[0] == on:
        return kept[1]
    found: dict[int, list[int]] = defaultdict(list)
    for unit in list(tree.places):
        if not tree.valid(unit, on):
            found[tree.image(unit, on).unit].append(unit)
    _placed[tree] = (on, dict(found))
    return found
