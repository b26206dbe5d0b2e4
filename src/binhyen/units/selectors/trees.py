"""The tree of units, kept once a process and brought up to date by the clock's stamp."""

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from binhyen.kernel.statements import Prepared
from binhyen.units.models import Level, Succession, TreeChange, TreeClock, Unit, UnitVersion
from binhyen.units.rules.tree import ALWAYS, FOREVER, Place, Span, Tree

_lock = threading.RLock()
_kept: dict[str, list["Kept"]] = {}
FEW = 3  # trees kept at once: what is committed, and what open transactions are changing
MANY = 2000
_read_already: ContextVar[list[tuple[int, str]] | None] = ContextVar("clock", default=None)
Others = defaultdict[int, list[tuple[date, int]]]
# A leaf with a version that ended, or one that became or came of another.
_MOVED = (
    Exists(UnitVersion.objects.filter(unit=OuterRef("pk"), valid_to__isnull=False))
    | Exists(Succession.objects.filter(old=OuterRef("pk")))
    | Exists(Succession.objects.filter(new=OuterRef("pk")))
)
# Asked for by nearly every request and write.
_CLOCK = Prepared(lambda: TreeClock.objects.filter(pk=1).values_list("stamp", "token"))
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
    stamp, token = _clock()
    with _lock:
        known = _kept.setdefault(key, [])
        kept = next((one for one in known if (one.stamp, one.token) == (stamp, token)), None)
        if kept is None:
            kept = Kept(stamp, token, _brought_up_to(known, stamp))
        _kept[key] = [kept, *(one for one in known if one is not kept)][:FEW]
        return with_leaves(kept.tree, leaves)


def with_leaves(tree: Tree, leaves: Iterable[int]) -> Tree:
    """Load these villages and organisations too into a tree that was read in this transaction.

    No query when all are there: the stamp is not asked again.
    """
    wanted = {leaf for leaf in leaves if leaf not in tree}
    if wanted:
        with _lock:
            _load_listed(tree, {leaf for leaf in wanted if leaf not in tree})
    return tree


@contextmanager
def one_tree() -> Iterator[None]:
    """Look at the clock once for everything read inside: one page, one tree."""
    outside = _read_already.set([])
    try:
        yield
    finally:
        _read_already.reset(outside)


def look_again() -> None:
    """For who changes units: from now on nothing that was read before is taken for true."""
    _read_already.set(None)


def _clock() -> tuple[int, str]:
    known = _read_already.get()
    if known:
        return known[0]
    stamp, token = next(iter(_CLOCK.rows()), (0, ""))
    row = (stamp, token)
    if known is not None:
        known.append(row)
    return row


def _brought_up_to(known: Iterable[Kept], stamp: int) -> Tree:
    """Follow the stamped changes, or load all when nothing that was seen is in the history."""
    for kept in sorted(known, key=lambda one: one.stamp, reverse=True):
        seen = TreeChange.objects.filter(stamp=kept.stamp, token=kept.token)
        if kept.stamp < stamp and seen.exists():
            return _followed(kept.tree, kept.stamp, stamp)
    return _whole_tree()


def forget_trees(*, after: int = -1) -> None:
    """For tests that roll changes back: forget every tree of a later stamp than this."""
    with _lock:
        for key, known in _kept.items():
            _kept[key] = [one for one in known if one.stamp <= after]


def _whole_tree() -> Tree:
    nation = Unit.objects.filter(level=Level.NATION).values_list("pk", flat=True).first() or 0
    tree = Tree(nation)
    _load(tree, Q(level__lte=Level.COMMUNE))
    _load(tree, Q(_MOVED, level__gt=Level.COMMUNE))
    return tree


def _followed(old: Tree, known: int, stamp: int) -> Tree:
    changed = set(
        TreeChange.objects.filter(stamp__gt=known, stamp__lte=stamp).values_list("unit", flat=True)
    )
    tree = _without(old, changed)
    nation = Unit.objects.filter(level=Level.NATION).values_list("pk", flat=True).first()
    if nation is not None and nation != tree.nation:
        tree.nation = nation
    _load_listed(tree, changed)
    return tree


def _without(old: Tree, changed: set[int]) -> Tree:
    """A copy that lacks these units; where all are villages, what is above them stays known."""
    above = Unit.objects.filter(pk__in=changed, level__lte=Level.COMMUNE)
    if old.has_only_quiet_leaves(changed) and not above.exists():
        return old.without_leaves(changed)
    tree = Tree(old.nation)
    for unit, place in old.places.items():
        if unit not in changed:
            tree.put(unit, place)
    return tree


def _load_listed(tree: Tree, units: Iterable[int]) -> None:
    wanted = sorted(units)
    for start in range(0, len(wanted), MANY):
        _load(tree, Q(pk__in=wanted[start : start + MANY]))


def _load(tree: Tree, chosen: Q) -> None:
    """Put the chosen units into the tree; leaves that lay alike share what is known of them."""
    units = Unit.objects.filter(chosen)
    spans: dict[int, list[Span]] = defaultdict(list)
    versions = UnitVersion.objects.filter(unit__in=units.values("pk"))
    for unit, parent, begins, ends in versions.values_list(
        "unit_id", "parent_id", "valid_from", "valid_to"
    ).iterator():
        spans[unit].append(Span(parent, begins or ALWAYS, ends or FOREVER))
    successors, predecessors = _successions(units)
    alike: dict[Place, Place] = {}
    for unit, level in units.values_list("pk", "level").iterator():
        place = Place(
            level,
            tuple(sorted(spans[unit], key=attrgetter("start"))) or NEVER,
            tuple(sorted(successors[unit])),
            tuple(sorted(predecessors[unit])),
        )
        tree.put(unit, alike.setdefault(place, place))


def _successions(units: QuerySet[Unit]) -> tuple[Others, Others]:
    successors: Others = defaultdict(list)
    predecessors: Others = defaultdict(list)
    keys = units.values("pk")
    rows = Succession.objects.filter(Q(old__in=keys) | Q(new__in=keys))
    for old, new, on in rows.values_list("old_id", "new_id", "on"):
        successors[old].append((on, new))
        predecessors[new].append((on, old))
    return successors, predecessors
