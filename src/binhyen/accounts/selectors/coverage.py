"""Every unit that lies below some others on a day, villages included: worked out once a tree."""

from collections.abc import Callable, Iterable
from datetime import date

from binhyen.accounts.rules.scope import covered_units, ended_by_place
from binhyen.kernel.lookups import Keys
from binhyen.units.models import Level, UnitVersion
from binhyen.units.rules.tree import Tree

MOST_KEPT = 256
Name = tuple[str, frozenset[int]]


def covered(tree: Tree, roots: Iterable[int], on: date) -> Keys:
    """The units that ``rules.covers`` is true of, with those that ended and lie there now."""
    wanted = frozenset(roots)
    return _kept(tree, on, ("below", wanted), lambda: _covered(tree, wanted, on))


def attended_from(tree: Tree, roots: Iterable[int], on: date) -> Keys:
    """The units whose books these units' own officers keep: theirs, their leaves', what ended."""
    wanted = frozenset(roots)
    return _kept(tree, on, ("at", wanted), lambda: _with_leaves(tree, wanted, wanted, on))


def inherited(tree: Tree, roots: Iterable[int], on: date) -> Keys:
    """The ended units that these stand for."""
    ended = ended_by_place(tree, on)
    return Keys(unit for root in roots for unit in ended.get(root, ()))


def _kept(tree: Tree, on: date, name: Name, find: Callable[[], Keys]) -> Keys:
    """Keep what was found with the tree, for the last day asked.

    Whenever a unit changes, the tree is another one.
    """
    kept: tuple[date, dict[Name, Keys]] | None = tree.memo.get("covered")
    if kept is None or kept[0] != on:
        kept = tree.memo["covered"] = (on, {})
    found = kept[1].get(name)
    if found is None:
        if len(kept[1]) >= MOST_KEPT:
            kept[1].clear()
        found = kept[1][name] = find()
    return found


def _covered(tree: Tree, roots: frozenset[int], on: date) -> Keys:
    standing = [root for root in roots if tree.valid(root, on)]
    above = covered_units(tree, standing, on)
    return _with_leaves(tree, covered_units(tree, roots, on), above, on)


def _with_leaves(tree: Tree, units: frozenset[int], above: frozenset[int], on: date) -> Keys:
    """Add the leaves right below some units, and what ended at any of all these."""
    lying = UnitVersion.objects.on(on).filter(
        unit__level__gte=Level.AREA, parent__among=Keys(above)
    )
    found = units.union(lying.order_by().values_list("unit_id", flat=True))
    ended = ended_by_place(tree, on)
    return Keys(found.union(*(ended.get(unit, ()) for unit in found)))
