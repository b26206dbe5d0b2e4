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
from binhyen.units.rules.tree import ONE_DAY, Tree

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


def reaches(tree: Tree, unit: int, day: date) -> frozenset[int]:
    """Every unit that *unit* is at or below: on that day, and, for ended ones, by image.

    A unit that ended earlier holds what the map of its own last day puts at or below it.
    """
    here = unit if tree.valid(unit, day) else tree.image(unit, day).unit
    found = set(tree.ancestors(here, day))
    for cut in tree.cuts():
        if cut >= day:
            continue
        chain = tree.ancestors(tree.image(unit, cut).unit, cut)
        found.update(u for u in chain if tree.places[u].end == cut + ONE_DAY)
    return frozenset(found)


def covers(terms: Terms, line: RecordLine, reached: frozenset[int]) -> bool:
    """Whether a line lies in the declaration by indicator, dimensions, unit and, for FLOW, day."""
    return (
        line.indicator == terms.indicator
        and terms.unit in reached
        and narrower_or_equal(line.dims, terms.dims)
        and (not terms.is_flow or terms.start <= line.day <= terms.end)
    )


def nests(inner: Terms, outer: Terms, reached: frozenset[int]) -> bool:
    """Whether *inner* is one more record to *outer*; *reached* belongs to the inner's unit."""
    if inner.id == outer.id or inner.indicator != outer.indicator:
        return False
    if outer.unit not in reached or not narrower_or_equal(inner.dims, outer.dims):
        return False
    if inner.is_flow:
        same = inner.key == outer.key and (inner.start, inner.end) == (outer.start, outer.end)
        return not same and outer.start <= inner.start and inner.end <= outer.end
    return inner.key != outer.key


def clashes(
    one: Terms, other: Terms, reached_one: frozenset[int], reached_other: frozenset[int]
) -> bool:
    """Whether two declarations overlap without either lying inside the other."""
    if one.id == other.id or one.indicator != other.indicator:
        return False
    if other.unit not in reached_one and one.unit not in reached_other:
        return False
    mine, theirs = dict(one.dims), dict(other.dims)
    if any(mine[name] != theirs[name] for name in mine.keys() & theirs.keys()):
        return False
    if one.start > other.end or other.start > one.end:
        return False
    if not one.is_flow and one.key == other.key:
        return one.start == other.start
    return not nests(one, other, reached_one) and not nests(other, one, reached_other)


def stop_of(terms: Terms, others: Iterable[Terms]) -> date | None:
    """The first day a STOCK declaration no longer stands; None when nothing ends it."""
    later = [o.start for o in others if o.key == terms.key and o.start > terms.start]
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


def taken_by(terms: Terms, lines: Sequence[RecordLine], opened_on: date | None) -> list[Taken]:
    """What a record's covered lines take over.

    A STOCK counts with its level on the later of the declaration's day and its own first; what
    opened after that day is never inside.
    """
    if not lines:
        return []
    if terms.is_flow:
        amount = sum(line.amount for line in lines)
        return [Taken(terms.end, amount)] if amount else []
    if opened_on is not None and opened_on > terms.start:
        return []
    day = max(terms.start, min(line.day for line in lines))
    level = sum(line.amount for line in lines if line.day <= day)
    return [Taken(day, level)] if level > 0 else []


def one_year_after(day: date) -> date:
    """The default last day a STOCK declaration is believed (29/02 gives 28/02)."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=day.day - 1)
