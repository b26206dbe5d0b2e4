"""What a declaration still stands for, once records stand inside it (docs/rules/declarations.md).

Everything here is derived from the terms of the live declarations and the lines of the
standing records, never accumulated, so any order of the same facts gives the same lines.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.rules.postings import Dims, narrower_or_equal
from binhyen.units.rules.tree import COMMUNE, ONE_DAY, Tree

FOREVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Terms:
    """A live declaration. FLOW: of [start, end]; otherwise at ``start``, valid through ``end``."""

    id: UUID
    unit: int
    indicator: int
    dims: Dims
    amount: int
    hedge: Hedge
    start: date
    end: date
    is_flow: bool
    within: tuple[UUID, ...] | None = None
    adds_up: bool = True  # False for a DISTINCT, a union: it holds nothing and lies in nothing

    @property
    def key(self) -> tuple[int, int, Dims]:
        """What two STOCK declarations must share for the later to end the earlier."""
        return (self.unit, self.indicator, self.dims)

    @property
    def day(self) -> date:
        """The day on whose map the declaration lies."""
        return self.end if self.is_flow else self.start


class DeclaredLine(NamedTuple):
    day: date
    span_from: date | None
    amount: int
    takes_out: bool


class RecordLine(NamedTuple):
    """A live line of a standing record, as far as drawing down needs it."""

    unit: int
    indicator: int
    day: date
    dims: Dims
    amount: int


class Taken(NamedTuple):
    """From which day a record (or an inner declaration) takes over how much."""

    day: date
    amount: int


def lies_in(tree: Tree, unit: int, above: int, day: date) -> bool:
    """Whether *unit* is at or below *above*, by image, on the map of that day.

    When *above* was not there yet or no more, the map is that of its first or last day.
    """
    place = tree.places[above]
    at = min(max(day, place.start), place.end - ONE_DAY)
    return above in tree.ancestors(tree.image(unit, at).unit, at)


def ever_above(tree: Tree, unit: int) -> frozenset[int]:
    """Every unit that *unit* lies in, by image, on any map: whoever could hold its lines."""
    days = set(maps_of(tree))
    for relative in (unit, *tree.relatives(unit)) if tree.is_leaf(unit) else ():
        for span in tree.places[relative].spans:
            days |= {span.start, span.end - ONE_DAY}
    return frozenset(
        above for day in days for above in tree.ancestors(tree.image(unit, day).unit, day)
    )


def maps_of(tree: Tree) -> frozenset[date]:
    """A day of every map there ever was of the units above the villages."""
    if "maps" not in tree.memo:
        spans = [
            s for place in list(tree.places.values()) if place.level <= COMMUNE for s in place.spans
        ]
        tree.memo["maps"] = frozenset(
            tree.same_map(day) for span in spans for day in (span.start, span.end - ONE_DAY)
        )
    days: frozenset[date] = tree.memo["maps"]
    return days


def covers(tree: Tree, terms: Terms, line: RecordLine) -> bool:
    """Whether a line lies in the declaration by indicator, dimensions, unit and, for FLOW, day."""
    if line.indicator != terms.indicator or not narrower_or_equal(line.dims, terms.dims):
        return False
    if terms.is_flow and not terms.start <= line.day <= terms.end:
        return False
    return lies_in(tree, line.unit, terms.unit, line.day if terms.is_flow else terms.start)


def nests(tree: Tree, inner: Terms, outer: Terms) -> bool:
    """Whether *inner* is one more record to *outer*, by what both say."""
    if inner.id == outer.id or inner.indicator != outer.indicator or not inner.adds_up:
        return False
    if not inner.is_flow and inner.key == outer.key:
        return False
    if not _lies(tree, inner, outer):
        return False
    # Two STOCK of a unit and of the one it became hold each other: the later speaks for both.
    return inner.is_flow or inner.start < outer.start or not _lies(tree, outer, inner)


def _lies(tree: Tree, inner: Terms, outer: Terms) -> bool:
    if not narrower_or_equal(inner.dims, outer.dims):
        return False
    if outer.is_flow:
        if not (outer.start <= inner.start and inner.end <= outer.end):
            return False
        if inner.key == outer.key and (inner.start, inner.end) == (outer.start, outer.end):
            return False
    return _below_by_words(tree, inner, outer)


def _below_by_words(tree: Tree, inner: Terms, outer: Terms) -> bool:
    return lies_in(tree, inner.unit, outer.unit, inner.end if outer.is_flow else outer.start)


def clashes(tree: Tree, one: Terms, other: Terms) -> bool:
    """Whether two declarations overlap without either lying inside the other."""
    if one.id == other.id or one.indicator != other.indicator:
        return False
    mine, theirs = dict(one.dims), dict(other.dims)
    apart = any(mine[name] != theirs[name] for name in mine.keys() & theirs.keys())
    if apart or one.start > other.end or other.start > one.end:
        return False
    if not one.is_flow and one.key == other.key:
        return one.start == other.start
    if not one.adds_up:
        return False
    if not (_below_by_words(tree, one, other) or _below_by_words(tree, other, one)):
        return False
    return not nests(tree, one, other) and not nests(tree, other, one)


def stop_of(terms: Terms, same: Iterable[Terms]) -> date | None:
    """The first day a STOCK declaration no longer stands; None when nothing ends it.

    *same* are the live declarations of its key.
    """
    later = [other.start for other in same if other.start > terms.start]
    own = terms.end + ONE_DAY if terms.end < FOREVER else None
    return min([*later, *([own] if own else [])], default=None)


def lines_of(terms: Terms, taken: Sequence[Taken], stop: date | None) -> list[DeclaredLine]:
    """What the declaration posts, given what records take over of it."""
    if terms.is_flow:
        left = max(0, terms.amount - sum(take.amount for take in taken))
        return [DeclaredLine(terms.end, terms.start, left, takes_out=False)] if left else []
    lines: list[DeclaredLine] = []
    gone = sum(take.amount for take in taken if take.day <= terms.start)
    left = max(0, terms.amount - gone)
    if left:
        lines.append(DeclaredLine(terms.start, None, left, takes_out=False))
    for day in sorted({take.day for take in taken if take.day > terms.start}):
        if stop is not None and day >= stop:
            break
        gone += sum(take.amount for take in taken if take.day == day)
        now = max(0, terms.amount - gone)
        if now < left:
            lines.append(DeclaredLine(day, None, -left, takes_out=True))
            if now:
                lines.append(DeclaredLine(day, None, now, takes_out=False))
            left = now
    if left and stop is not None:
        lines.append(DeclaredLine(stop, None, -left, takes_out=True))
    return lines


def counted_on(terms: Terms, lines: Sequence[RecordLine]) -> date:
    """The day on which a record counts: for a STOCK the later of its first and ``on``."""
    return terms.end if terms.is_flow else max(terms.start, min(line.day for line in lines))


def taken_by(terms: Terms, direct: Sequence[RecordLine], day: date) -> list[Taken]:
    """What a record's lines take over on the day it counts: of a STOCK its level then."""
    amount = sum(line.amount for line in direct if terms.is_flow or line.day <= day)
    return [Taken(day, amount)] if amount > 0 else []


def one_year_after(day: date) -> date:
    """The default last day a STOCK declaration is believed (29/02 gives 28/02)."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=day.day - 1)
