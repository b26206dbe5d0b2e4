"""What an event reaches in the tree: what lies above it and what lies below. Pure."""

from collections.abc import Iterable
from datetime import date

from binhyen.rearrangement.rules.plan import Plan
from binhyen.units.rules.tree import Tree


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
