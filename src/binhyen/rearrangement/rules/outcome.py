"""The tree an event leaves behind, and whose consent it needs. Pure.

A new unit that has no row yet is a negative number: −1 for the first of the plan.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from binhyen.rearrangement.rules.plan import Change, Plan
from binhyen.units.rules.tree import FOREVER, Place, Span, Tree


def number_of(plan: Plan, target: str) -> int:
    """The unit a target stands for: negative while it has no row."""
    for number, unit in enumerate(plan.begins, 1):
        if unit.key == target:
            return -number
    return int(target.removeprefix("u"))


def parent_of(tree: Tree, unit: int, on: date) -> int | None:
    """Under whom the unit lies that day, or lay last."""
    return tree.parent(unit, on) if tree.valid(unit, on) else tree.places[unit].spans[-1].parent


def parents_concerned(tree: Tree, plan: Plan, on: date) -> set[int]:
    """Every unit right above what the event touches: its administrator must reach them all."""
    found = {parent_of(tree, unit, on) for unit in plan.named() if unit in tree}
    found |= {unit.parent for unit in plan.begins}
    found |= {change.parent for change in plan.changes}
    return {parent for parent in found if parent is not None}


def below(tree: Tree, units: Iterable[int], on: date) -> set[int]:
    """The units and everything above the villages that lay below them on that day or later."""
    found, waiting = set[int](), list(units)
    while waiting:
        here = waiting.pop()
        if here in found or here not in tree:
            continue
        found.add(here)
        waiting += [
            child
            for child in tree.children_ever(here)
            if any(s.parent == here and s.end > on for s in tree.places[child].spans)
        ]
    return found


def tree_after(tree: Tree, plan: Plan, on: date, children: Iterable[int]) -> Tree:
    """What the tree would be; the one given stays as it is."""
    places = dict(tree.places)
    for number, new in enumerate(plan.begins, 1):
        places[-number] = Place(new.level, (Span(new.parent, on, FOREVER),))
    for unit in plan.ends:
        places[unit] = _ended(places[unit], on)
    for child in children:
        target = plan.target_of(child)
        if target is not None:
            places[child] = _reparented(places[child], set(plan.ends), number_of(plan, target), on)
    for change in plan.changes:
        places[change.unit] = _changed(places[change.unit], change, on)
    for unit in plan.ends:
        for target in plan.targets():
            heir = number_of(plan, target)
            places[unit] = replace(places[unit], successors=(*places[unit].successors, (on, heir)))
            places[heir] = replace(
                places[heir], predecessors=(*places[heir].predecessors, (on, unit))
            )
    after = Tree(tree.nation)
    for unit, place in places.items():
        after.put(unit, place)
    return after


def _ended(place: Place, on: date) -> Place:
    spans = [s if s.end <= on else s._replace(end=on) for s in place.spans if s.start < on]
    return replace(place, spans=tuple(spans))


def _reparented(place: Place, old: set[int], new: int, on: date) -> Place:
    spans: list[Span] = []
    for span in place.spans:
        if span.parent not in old or span.end <= on:
            spans.append(span)
        elif span.start >= on:
            spans.append(span._replace(parent=new))
        else:
            spans += [span._replace(end=on), span._replace(parent=new, start=on)]
    return replace(place, spans=tuple(spans))


def _changed(place: Place, change: Change, on: date) -> Place:
    if change.parent is None:
        return place
    olds = {span.parent for span in place.spans if span.parent is not None}
    return _reparented(place, olds, change.parent, on)
