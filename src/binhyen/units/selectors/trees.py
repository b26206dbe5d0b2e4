"""The tree of units, kept once a process and brought up to date by the clock's stamp."""

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from binhyen.units.models import Level, Succession, TreeChange, TreeClock, Unit, UnitVersion
from binhyen.units.rules.tree import ALWAYS, FOREVER, Place, Span, Tree

_lock = threading.RLock()
_kept: dict[str, list["Kept"]] = {}
FEW = 3  # trees kept at once: what is committed, and what open transactions are changing
MANY = 2000
NEVER = (Span(None, FOREVER, FOREVER),)  # a unit that was undone and lives in the history alone


@dataclass(frozen=True, slots=True)
class Kept:
    """A tree and the stamp up to which it is true."""

    stamp: int
    token: str
    tree: Tree


def current_tree(leaves: Iterable[int] = ()) -> Tree:
    """The tree as of now, with these villages and organisations loaded.

    One small query when nothing changed. After a change only the stamped units are read
    again, into a copy, so that a reader in another thread keeps the tree it began with.
    """
    key = str(connection.settings_dict["NAME"])
    stamp, token = TreeClock.objects.filter(pk=1).values_list("stamp", "token").first() or (0, "")
    with _lock:
        known = _kept.setdefault(key, [])
        kept = next((one for one in known if (one.stamp, one.token) == (stamp, token)), None)
        if kept is None:
            kept = Kept(stamp, token, _brought_up_to(known, stamp))
        _kept[key] = [kept, *(one for one in known if one is not kept)][:FEW]
        missing = [leaf for leaf in set(leaves) if leaf not in kept.tree]
        if missing:
            _load(kept.tree, missing)
        return kept.tree


def _brought_up_to(known: Iterable[Kept], stamp: int) -> Tree:
    """Follow the stamped changes, or load all when nothing that was seen is in the history."""
    for kept in sorted(known, key=lambda one: one.stamp, reverse=True):
        seen = TreeChange.objects.filter(stamp=kept.stamp, token=kept.token)
        if kept.stamp < stamp and seen.exists():
            return _followed(kept.tree, kept.stamp, stamp)
    return _whole_tree()


def forget_trees() -> None:
    """For tests that roll a change back: the next reader loads the tree anew."""
    with _lock:
        _kept.clear()


def _whole_tree() -> Tree:
    nation = Unit.objects.filter(level=Level.NATION).values_list("pk", flat=True).first() or 0
    tree = Tree(nation)
    _load(tree, None)
    leaves = Unit.objects.filter(level__gt=Level.COMMUNE)
    several = UnitVersion.objects.filter(unit__level__gt=Level.COMMUNE).values("unit")
    moved = set(several.annotate(n=Count("pk")).filter(n__gt=1).values_list("unit", flat=True))
    for end in ("old", "new"):
        rows = Succession.objects.filter(**{f"{end}__in": leaves})
        moved.update(rows.values_list(end, flat=True))
    if moved:
        _load(tree, sorted(moved))
    return tree


def _followed(old: Tree, known: int, stamp: int) -> Tree:
    changed = set(
        TreeChange.objects.filter(stamp__gt=known, stamp__lte=stamp).values_list("unit", flat=True)
    )
    tree = Tree(old.nation)
    for unit, place in old.places.items():
        if unit not in changed:
            tree.put(unit, place)
    nation = Unit.objects.filter(level=Level.NATION).values_list("pk", flat=True).first()
    if nation is not None and nation != tree.nation:
        tree.nation = nation
    if changed:
        _load(tree, sorted(changed))
    return tree


def _load(tree: Tree, units: list[int] | None) -> None:
    """Put these units into the tree; None means every unit above the villages."""
    if units is not None and len(units) > MANY:
        for start in range(0, len(units), MANY):
            _load(tree, units[start : start + MANY])
        return
    chosen = Q(unit__level__lte=Level.COMMUNE) if units is None else Q(unit__in=units)
    spans: dict[int, list[Span]] = defaultdict(list)
    levels: dict[int, int] = {}
    for unit, level, parent, begins, ends in UnitVersion.objects.filter(chosen).values_list(
        "unit_id", "unit__level", "parent_id", "valid_from", "valid_to"
    ):
        spans[unit].append(Span(parent, begins or ALWAYS, ends or FOREVER))
        levels[unit] = level
    for unit, level in _without_life(units):
        tree.put(unit, Place(level, NEVER))
    successors, predecessors = _successions(units)
    for unit, found in spans.items():
        found.sort(key=lambda span: span.start)
        tree.put(
            unit,
            Place(
                levels[unit],
                tuple(found),
                tuple(sorted(successors[unit])),
                tuple(sorted(predecessors[unit])),
            ),
        )


def _without_life(units: list[int] | None) -> QuerySet[Unit, tuple[int, int]]:
    chosen = Q(level__lte=Level.COMMUNE) if units is None else Q(pk__in=units)
    bare = ~Exists(UnitVersion.objects.filter(unit=OuterRef("pk")))
    return Unit.objects.filter(chosen, bare).values_list("pk", "level")


def _successions(units: list[int] | None) -> tuple[defaultdict, defaultdict]:  # type: ignore[type-arg]
    successors: defaultdict[int, list[tuple[object, int]]] = defaultdict(list)
    predecessors: defaultdict[int, list[tuple[object, int]]] = defaultdict(list)
    rows = Succession.objects.all()
    if units is not None:
        rows = rows.filter(Q(old__in=units) | Q(new__in=units))
    for old, new, on in rows.values_list("old_id", "new_id", "on"):
        successors[old].append((on, new))
        predecessors[new].append((on, old))
    return successors, predecessors
