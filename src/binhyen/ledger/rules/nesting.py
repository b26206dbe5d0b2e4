"""Which declaration a line is inside of, and what declarations pass up to one another.

A line is inside the innermost declaration only; an inner declaration is inside the outer
like a record, with its whole total (docs/rules/declarations.md).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from binhyen.ledger.rules.drawdown import (
    RecordLine,
    Taken,
    Terms,
    counted_on,
    covers,
    ever_above,
    nests,
    stop_of,
    taken_by,
)
from binhyen.ledger.rules.postings import Dims
from binhyen.units.rules.tree import Tree

Answer = Sequence[UUID] | None
NOBODY: frozenset[UUID] = frozenset()


class Held(NamedTuple):
    """What a record, or an inner declaration, takes over of one declaration."""

    declared: UUID
    record: UUID
    day: date
    amount: int


@dataclass
class Declarations:
    """Live declarations, complete upwards: with each one all that it could lie in.

    ``outside`` are pairs (outer, inner) of which people said: not inside.
    """

    tree: Tree
    live: Sequence[Terms]
    outside: frozenset[tuple[UUID, UUID]] = frozenset()
    by_id: dict[UUID, Terms] = field(init=False)
    stops: dict[UUID, date | None] = field(init=False)
    _around: dict[UUID, list[Terms]] = field(default_factory=dict)
    _above: dict[int, frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {terms.id: terms for terms in self.live}
        self.stops = {
            terms.id: None if terms.is_flow else stop_of(terms, self.same[terms.key])
            for terms in self.live
        }

    @cached_property
    def same(self) -> Mapping[tuple[int, int, Dims], list[Terms]]:
        found = defaultdict(list)
        for terms in self.live:
            found[terms.key].append(terms)
        return found

    @cached_property
    def _at(self) -> Mapping[int, list[Terms]]:
        found = defaultdict(list)
        for terms in self.live:
            found[terms.unit].append(terms)
        return found

    def _near(self, unit: int) -> Iterable[Terms]:
        """The declarations that anything at *unit* could lie in."""
        if unit not in self._above:
            self._above[unit] = ever_above(self.tree, unit)
        return (terms for above in self._above[unit] for terms in self._at.get(above, ()))

    # --- what the words say

    def around(self, inner: Terms) -> list[Terms]:
        """Every declaration that *inner* lies in by its words, whatever people answered."""
        if inner.id not in self._around:
            self._around[inner.id] = [
                other for other in self._near(inner.unit) if nests(self.tree, inner, other)
            ]
        return self._around[inner.id]

    def stands_on(self, terms: Terms, day: date) -> bool:
        stop = self.stops[terms.id]
        return terms.is_flow or (terms.start <= day and (stop is None or day < stop))

    def inner_first(self) -> list[Terms]:
        """All of them, each before every declaration it lies in."""
        depth: dict[UUID, int] = {}

        def depth_of(terms: Terms) -> int:
            if terms.id not in depth:
                depth[terms.id] = 0
                depth[terms.id] = 1 + max(map(depth_of, self.around(terms)), default=0)
            return depth[terms.id]

        return sorted(self.live, key=lambda terms: (-depth_of(terms), terms.start, terms.id))

    # --- what people answered

    def _chosen(self, terms: Terms, within: Answer) -> bool:
        """Whether the answer names this declaration, or the earlier one that passed over to it."""
        if within is None or terms.id in within:
            return True
        return not terms.is_flow and any(
            other.id in within and other.start < terms.start for other in self.same[terms.key]
        )

    def _holds(self, outer: Terms, inner: Terms) -> bool:
        """Whether *inner*, lying in *outer* by its words, was answered to be inside."""
        return (outer.id, inner.id) not in self.outside and self._chosen(outer, inner.within)

    def outer(self, inner: Terms) -> list[Terms]:
        return [other for other in self.around(inner) if self._holds(other, inner)]

    # --- records

    def covering(
        self,
        line: RecordLine,
        within: Answer,
        excluded: frozenset[UUID] = NOBODY,
        opened_on: date | None = None,
    ) -> list[Terms]:
        """The declarations a line lies in, innermost or not.

        What was founded, replicated or opened after a STOCK was declared is never in it.
        """
        return [
            terms
            for terms in self._near(line.unit)
            if terms.id not in excluded
            and self._chosen(terms, within)
            and (terms.is_flow or opened_on is None or opened_on <= terms.start)
            and covers(self.tree, terms, line)
        ]

    def taken(
        self,
        lines: Sequence[RecordLine],
        within: Answer,
        excluded: frozenset[UUID],
        opened_on: date | None,
    ) -> dict[UUID, list[Taken]]:
        """What one record takes over of each declaration it is directly inside of."""
        covering = [(line, self.covering(line, within, excluded, opened_on)) for line in lines]
        own: dict[UUID, list[RecordLine]] = defaultdict(list)
        for line, found in covering:
            for terms in found:
                own[terms.id].append(line)
        result = {}
        for key, held in own.items():
            terms = self.by_id[key]
            day = counted_on(terms, held)
            direct = [
                line
                for line, found in covering
                if terms in found
                and not any(terms in self.around(one) and self.stands_on(one, day) for one in found)
            ]
            if self.stands_on(terms, day) and (taken := taken_by(terms, direct, day)):
                result[key] = taken
        return result


class Passing:
    """Works out what each declaration passes up, inner ones first, a chain of them once."""

    def __init__(
        self, declarations: Declarations, held: Sequence[Held], below: Sequence[Held] = ()
    ) -> None:
        self.all = declarations
        self.taken: dict[UUID, list[Taken]] = {terms.id: [] for terms in declarations.live}
        self.passed: list[Held] = []
        self._holders: dict[UUID, list[Held]] = defaultdict(list)
        self._direct: dict[UUID, list[Held]] = defaultdict(list)
        for row in (*held, *below):
            self._holders[row.record].append(row)
        for row in held:
            self._add(row)

    def _add(self, row: Held) -> None:
        self.taken[row.declared].append(Taken(row.day, row.amount))
        self._direct[row.declared].append(row)

    def work_out(self) -> None:
        """Outer ones one after another, in each the earlier inner ones first."""
        order = self.all.inner_first()
        inside: dict[UUID, list[Terms]] = defaultdict(list)
        for inner in order:
            for outer in self.all.outer(inner):
                inside[outer.id].append(inner)
        for outer in order:
            for inner in sorted(
                inside[outer.id], key=lambda one: (max(outer.start, one.start), str(one.id))
            ):
                if row := self._passed_up(inner, outer):
                    self._add(row)
                    self._holders[row.record].append(row)
                    self.passed.append(row)

    def _passed_up(self, inner: Terms, outer: Terms) -> Held | None:
        """Count an inner declaration in the outer with its whole total on the day it counts."""
        day = outer.end if outer.is_flow else max(outer.start, inner.start)
        if not (self.all.stands_on(inner, day) and self.all.stands_on(outer, day)):
            return None
        if self._is_further_in(inner, outer, day) or self._goes_on(inner, outer):
            return None
        inside = sum(take.amount for take in self.taken[inner.id] if take.day <= day)
        total = max(inner.amount, inside)
        if not outer.is_flow:
            total -= sum(
                row.amount
                for row in self._direct[outer.id]
                if row.day < day and self._is_in(row.record, inner.id, day)
            )
        return Held(outer.id, inner.id, day, total) if total > 0 else None

    def _is_further_in(self, inner: Terms, outer: Terms, day: date) -> bool:
        """Whether another that stands between holds it."""
        return any(
            outer in self.all.around(between) and self.all.stands_on(between, day)
            for between in self.all.outer(inner)
        )

    def _goes_on(self, inner: Terms, outer: Terms) -> bool:
        """Whether it continues an earlier one of its key, which counted in *outer* already."""
        return not outer.is_flow and any(
            other.start < inner.start
            and self.all.stops[other.id] == inner.start
            and inner.start > outer.start
            and outer in self.all.outer(other)
            for other in self.all.same[inner.key]
        )

    def _is_in(self, record: UUID, declared: UUID, day: date) -> bool:
        """Whether a record is inside a declaration by that day, through others or not."""
        return any(
            row.declared == declared or self._is_in(row.declared, declared, day)
            for row in self._holders.get(record, ())
            if row.day <= day
        )
