"""Which declaration a line is inside of, and in which order declarations are worked out.

A line is inside the innermost declaration only; an inner declaration is inside the outer
like a record, with its whole total.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from binhyen.ledger.rules.drawdown import (
    RecordLine,
    Taken,
    Terms,
    covers,
    nests,
    reaches,
    stop_of,
    taken_by,
)
from binhyen.units.rules.tree import Tree


@dataclass
class Declarations:
    """The live declarations that concern one another, and how they nest."""

    tree: Tree
    live: Sequence[Terms]
    by_id: dict[UUID, Terms] = field(init=False)
    stops: dict[UUID, date | None] = field(init=False)
    _reached: dict[tuple[int, date], frozenset[int]] = field(default_factory=dict)
    _outer: dict[UUID, list[Terms]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {terms.id: terms for terms in self.live}
        self.stops = {
            terms.id: None if terms.is_flow else stop_of(terms, self.live) for terms in self.live
        }

    def reached(self, unit: int, day: date) -> frozenset[int]:
        key = (unit, day)
        if key not in self._reached:
            self._reached[key] = reaches(self.tree, unit, day)
        return self._reached[key]

    def outer(self, inner: Terms) -> list[Terms]:
        """Every live declaration that *inner* lies in, by its terms and by what it answered."""
        if inner.id not in self._outer:
            reached = self.reached(inner.unit, inner.day)
            self._outer[inner.id] = [
                other
                for other in self.live
                if nests(inner, other, reached) and self._chosen(other, inner.within)
            ]
        return self._outer[inner.id]

    def _chosen(self, terms: Terms, within: Sequence[UUID] | None) -> bool:
        """Whether the answer names this declaration, or the earlier one that passed over to it."""
        if within is None:
            return True
        return any(
            named in self.by_id
            and (named == terms.id or (not terms.is_flow and self._passed(named, terms)))
            for named in within
        )

    def _passed(self, named: UUID, terms: Terms) -> bool:
        earlier = self.by_id[named]
        return earlier.key == terms.key and earlier.start < terms.start

    def stands_on(self, terms: Terms, day: date) -> bool:
        stop = self.stops[terms.id]
        return terms.is_flow or (terms.start <= day and (stop is None or day < stop))

    def covering(
        self, line: RecordLine, within: Sequence[UUID] | None, excluded: frozenset[UUID]
    ) -> list[Terms]:
        """The declarations a line lies in, innermost or not."""
        reached = self.reached(line.unit, line.day)
        return [
            terms
            for terms in self.live
            if covers(terms, line, reached)
            and terms.id not in excluded
            and self._chosen(terms, within)
        ]

    def taken(
        self,
        lines: Sequence[RecordLine],
        within: Sequence[UUID] | None,
        excluded: frozenset[UUID],
        opened_on: date | None,
    ) -> dict[UUID, list[Taken]]:
        """What one record takes over of each declaration it is directly inside of."""
        held: dict[UUID, list[RecordLine]] = {}
        covering = [self.covering(line, within, excluded) for line in lines]
        for line, found in zip(lines, covering, strict=True):
            for terms in found:
                held.setdefault(terms.id, []).append(line)
        result = {}
        for key, own in held.items():
            terms = self.by_id[key]
            direct = [
                line
                for line in own
                if not self._held_further_in(terms, line, covering[lines.index(line)], own)
            ]
            if taken := taken_by(terms, direct, opened_on):
                result[key] = taken
        return result

    def _held_further_in(
        self, terms: Terms, line: RecordLine, found: Sequence[Terms], own: Sequence[RecordLine]
    ) -> bool:
        """Whether a declaration inside *terms* holds the line when *terms* would take it."""
        day = max(terms.start, min(other.day for other in own), line.day)
        return any(
            terms in self.outer(inner) and self.stands_on(inner, day)
            for inner in found
            if inner.id != terms.id
        )

    def inner_first(self) -> list[Terms]:
        """All of them, each before every declaration it lies in."""
        return sorted(self.live, key=lambda terms: (-len(self.outer(terms)), terms.start, terms.id))

    def directly_inside(self, inner: Terms) -> list[Terms]:
        """The innermost of the declarations *inner* lies in: where its total is taken over."""
        found = self.outer(inner)
        return [
            one
            for one in found
            if not any(other.id != one.id and one in self.outer(other) for other in found)
        ]


class Held(NamedTuple):
    """What one record takes over of one declaration."""

    declared: UUID
    record: UUID
    day: date
    amount: int


def derive(
    declarations: Declarations, held: Sequence[Held]
) -> tuple[dict[UUID, list[Taken]], list[tuple[UUID, UUID, Taken]]]:
    """What is taken over of each declaration, and which inner one passed what up to which outer."""
    direct: dict[UUID, list[Held]] = {terms.id: [] for terms in declarations.live}
    for row in held:
        direct[row.declared].append(row)
    taken = {key: [Taken(row.day, row.amount) for row in rows] for key, rows in direct.items()}
    passed = []
    for inner in declarations.inner_first():
        for outer in declarations.directly_inside(inner):
            take = _passed_up(declarations, inner, outer, taken[inner.id], direct)
            if take is not None:
                taken[outer.id].append(take)
                passed.append((outer.id, inner.id, take))
    return taken, passed


def _passed_up(
    declarations: Declarations,
    inner: Terms,
    outer: Terms,
    taken: Sequence[Taken],
    direct: dict[UUID, list[Held]],
) -> Taken | None:
    """Count an inner declaration in the outer with its whole total, a chain of them once."""
    day = outer.end if outer.is_flow else max(outer.start, inner.start)
    total = _total(inner, taken, declarations.stops[inner.id], day)
    if not inner.is_flow and total:
        if inner.start > outer.start and _carries_on(declarations, inner):
            return None
        inside = {row.record for row in direct[inner.id]}
        already = [row for row in direct[outer.id] if row.record in inside and row.day < day]
        total = max(0, total - sum(row.amount for row in already))
    return Taken(day, total) if total else None


def _carries_on(declarations: Declarations, inner: Terms) -> bool:
    """Whether an earlier declaration of the same passes over to this one on its day."""
    return any(
        other.key == inner.key
        and other.start < inner.start
        and declarations.stops[other.id] == inner.start
        for other in declarations.live
    )


def _total(terms: Terms, taken: Sequence[Taken], stop: date | None, day: date) -> int:
    """A declaration's whole total as an outer one sees it on *day*; 0 when it stands no more."""
    if not terms.is_flow and (terms.start > day or (stop is not None and stop <= day)):
        return 0
    inside = sum(take.amount for take in taken if terms.is_flow or take.day <= day)
    return max(terms.amount, inside)
