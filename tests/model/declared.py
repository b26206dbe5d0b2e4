"""What declarations post, worked out from the facts alone (DESIGN section 5).

Kept slow on purpose: every question loops over every record and every declaration.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from tests.model.country import DAY, Country

UNIONS = {"MH01"}
Dims = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Fact:
    """A line: what a record or a declaration says of one unit on one day."""

    indicator: str
    unit: int
    day: date
    amount: int
    hedge: str = "EXACT"
    dims: Dims = ()
    takes_out: bool = False
    opens: bool = False
    declared: bool = False
    span_from: date | None = None
    transfer: bool = False  # counts on maps of its day or later


@dataclass(frozen=True)
class Record:
    id: UUID
    lines: tuple[Fact, ...]
    within: tuple[UUID, ...] | None = None

    @property
    def opened(self) -> date | None:
        return min((line.day for line in self.lines if line.opens), default=None)


@dataclass(frozen=True)
class Declaration:
    id: UUID
    indicator: str
    unit: int
    amount: int
    hedge: str
    dims: Dims
    start: date
    end: date
    flow: bool
    within: tuple[UUID, ...] | None = None

    @property
    def key(self) -> tuple[str, int, Dims]:
        return (self.indicator, self.unit, self.dims)


class Take(NamedTuple):
    """From *day* on *holder* stands for *amount* of a declaration."""

    holder: UUID
    day: date
    amount: int


@dataclass
class Drawdown:
    """Everything declared, given the live declarations and the standing records."""

    country: Country
    declarations: dict[UUID, Declaration]
    records: dict[UUID, Record]
    outside: set[tuple[UUID, UUID]]
    _taken: dict[UUID, list[Take]] = field(default_factory=dict)

    # --- who is inside what, by its words

    def covers(self, one: Declaration, line: Fact) -> bool:
        if line.indicator != one.indicator or not set(one.dims) <= set(line.dims):
            return False
        if line.transfer:
            return False
        if one.flow and not one.start <= line.day <= one.end:
            return False
        return self.country.lies_in(line.unit, one.unit, line.day if one.flow else one.start)

    def fits(self, inner: Declaration, outer: Declaration) -> bool:
        """Whether *inner* would count in *outer* like a record, whatever people answered."""
        if inner.id == outer.id or inner.indicator != outer.indicator:
            return False
        if inner.indicator in UNIONS:
            return False
        if inner.key == outer.key and not inner.flow:
            return False
        if not self._lies(inner, outer):
            return False
        return not self._lies(outer, inner) or inner.start < outer.start or inner.flow

    def _lies(self, inner: Declaration, outer: Declaration) -> bool:
        if not set(outer.dims) <= set(inner.dims):
            return False
        if outer.flow:
            if not (outer.start <= inner.start and inner.end <= outer.end):
                return False
            if inner.key == outer.key and (inner.start, inner.end) == (outer.start, outer.end):
                return False
        return self.country.lies_in(
            inner.unit, outer.unit, inner.end if outer.flow else outer.start
        )

    def clash(self, one: Declaration, other: Declaration) -> bool:
        if one.id == other.id or one.indicator != other.indicator:
            return False
        mine, theirs = dict(one.dims), dict(other.dims)
        if any(mine[name] != theirs[name] for name in set(mine) & set(theirs)):
            return False
        if one.start > other.end or other.start > one.end:
            return False
        if not one.flow and one.key == other.key:
            return one.start == other.start
        if one.indicator in UNIONS or self.fits(one, other) or self.fits(other, one):
            return False
        return any(
            self.country.lies_in(a.unit, b.unit, a.end if b.flow else b.start)
            for a, b in ((one, other), (other, one))
        )

    # --- what people answered

    def chosen(self, one: Declaration, holder: UUID, within: tuple[UUID, ...] | None) -> bool:
        if (one.id, holder) in self.outside:
            return False
        if within is None or one.id in within:
            return within is None or True
        return not one.flow and any(
            e.id in within and e.key == one.key and e.start < one.start
            for e in self.declarations.values()
        )

    def inside(self, inner: Declaration, outer: Declaration) -> bool:
        return self.fits(inner, outer) and self.chosen(outer, inner.id, inner.within)

    # --- time

    def stop(self, one: Declaration) -> date:
        """The first day a STOCK declaration stands no more."""
        later = [
            e.start for e in self.declarations.values() if e.key == one.key and e.start > one.start
        ]
        return min([*later, one.end + DAY if one.end < date(9999, 12, 31) else date.max])

    def stands(self, one: Declaration, day: date) -> bool:
        return one.flow or one.start <= day < self.stop(one)

    # --- what is taken over

    def taken(self, one: Declaration) -> list[Take]:
        if one.id not in self._taken:
            found = [take for record in self.records.values() for take in self._of(one, record)]
            inner = [i for i in self.declarations.values() if self.inside(i, one)]
            for other in sorted(inner, key=lambda i: (max(one.start, i.start), str(i.id))):
                found += self._of_inner(one, other, found)
            self._taken[one.id] = found
        return self._taken[one.id]

    def _of(self, one: Declaration, record: Record) -> list[Take]:
        own = [line for line in record.lines if self.covers(one, line)]
        if not own or not self.chosen(one, record.id, record.within):
            return []
        if self._opened_later(one, record):
            return []
        day = one.end if one.flow else max(one.start, min(line.day for line in own))
        direct = [
            line
            for line in own
            if (one.flow or line.day <= day) and not self._held_inside(one, record, line, day)
        ]
        amount = sum(line.amount for line in direct)
        return [Take(record.id, day, amount)] if amount > 0 and self.stands(one, day) else []

    def _opened_later(self, one: Declaration, record: Record) -> bool:
        return not one.flow and record.opened is not None and record.opened > one.start

    def _held_inside(self, one: Declaration, record: Record, line: Fact, day: date) -> bool:
        return any(
            self.fits(i, one)
            and self.covers(i, line)
            and self.chosen(i, record.id, record.within)
            and not self._opened_later(i, record)
            and self.stands(i, day)
            for i in self.declarations.values()
        )

    def _of_inner(self, one: Declaration, inner: Declaration, known: list[Take]) -> list[Take]:
        day = one.end if one.flow else max(one.start, inner.start)
        if not self.stands(inner, day) or not self.stands(one, day):
            return []
        for between in self.declarations.values():
            if (
                self.fits(inner, between)
                and self.fits(between, one)
                and self.chosen(between, inner.id, inner.within)
                and self.stands(between, day)
            ):
                return []
        if self._goes_on(one, inner):
            return []
        total = max(
            inner.amount, sum(t.amount for t in self.taken(inner) if one.flow or t.day <= day)
        )
        if not one.flow:
            below = self._all_inside(inner, day)
            total -= sum(t.amount for t in known if t.holder in below and t.day < day)
        return [Take(inner.id, day, total)] if total > 0 else []

    def _goes_on(self, one: Declaration, inner: Declaration) -> bool:
        """Whether it only continues one that ended on its day and already counted."""
        return not one.flow and any(
            e.key == inner.key
            and e.start < inner.start
            and self.stop(e) == inner.start
            and inner.start > one.start
            and self.inside(e, one)
            for e in self.declarations.values()
        )

    def _all_inside(self, one: Declaration, day: date) -> set[UUID]:
        found = set()
        for take in self.taken(one):
            if take.day <= day:
                found.add(take.holder)
                if take.holder in self.declarations:
                    found |= self._all_inside(self.declarations[take.holder], day)
        return found

    # --- lines

    def lines(self, one: Declaration) -> list[Fact]:
        takes = self.taken(one)

        def line(day: date, amount: int, *, out: bool = False) -> Fact:
            return Fact(
                one.indicator, one.unit, day, amount, one.hedge, one.dims,
                takes_out=out, declared=True, span_from=one.start if one.flow else None,
            )  # fmt: skip

        if one.flow:
            left = max(0, one.amount - sum(take.amount for take in takes))
            return [line(one.end, left)] if left else []
        found, held = [], 0
        for day in sorted({one.start, *(take.day for take in takes)}):
            left = max(0, one.amount - sum(take.amount for take in takes if take.day <= day))
            if left != held:
                found += [line(day, -held, out=True)] if held else []
                found += [line(day, left)] if left else []
                held = left
        if held and self.stop(one) < date.max:
            found.append(line(self.stop(one), -held, out=True))
        return found
