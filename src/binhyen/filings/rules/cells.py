"""Cells of a sheet: what is frozen in a snapshot, and what may be said of two of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from binhyen.ledger.rules.expressions import rate
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.rules.measures import ZERO, Measure

TENTH = Decimal("0.1")


class CellState(StrEnum):
    NUMBER = "NUMBER"
    NIL = "NIL"
    BLANK = "BLANK"
    NOT_REPORTED = "NOT_REPORTED"
    SUPPRESSED = "SUPPRESSED"  # a small sensitive count, hidden from this reader; never stored


class Shape(StrEnum):
    """How cells of several units become one: added, united, or divided after adding."""

    SUM = "SUM"
    UNION = "UNION"
    RATE = "RATE"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says. SUM: a measure; UNION: keys; RATE: both parts as measures."""

    shape: Shape = Shape.SUM
    measure: Measure = ZERO
    denominator: Measure = ZERO
    keys: frozenset[str] = frozenset()
    state: CellState = CellState.BLANK
    incomplete: bool = False

    @property
    def amount(self) -> int | Decimal | None:
        """The number shown; None where nothing was answered."""
        if self.state is CellState.NIL:
            return 0
        if self.state is not CellState.NUMBER:
            return None
        if self.shape is Shape.RATE:
            return rate(self.measure.amount, self.denominator.amount)
        return len(self.keys) if self.shape is Shape.UNION else self.measure.amount

    @property
    def hedge(self) -> Hedge:
        if self.shape is Shape.UNION or self.amount is None:
            return Hedge.EXACT
        if self.shape is Shape.RATE:
            hedged = {self.measure.hedge, self.denominator.hedge} - {Hedge.EXACT}
            return Hedge.ABOUT if hedged else Hedge.EXACT
        return self.measure.hedge

    def stored(self) -> dict[str, Any]:
        """As a snapshot keeps it, for ever: what is as in an empty cell is left out."""
        found: dict[str, Any] = {}
        if self.shape is not Shape.SUM:
            found["shape"] = self.shape.value
        for name, measure in (("measure", self.measure), ("denominator", self.denominator)):
            if measure != ZERO:
                found[name] = list(measure)
        if self.keys:
            found["keys"] = sorted(self.keys)
        if self.state is not CellState.BLANK:
            found["state"] = self.state.value
        if self.incomplete:
            found["incomplete"] = True
        return found

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Cell":
        shape = Shape(stored.get("shape", Shape.SUM))
        if len(stored) <= 1 and ("shape" in stored or not stored):
            return EMPTY[shape]
        return cls(
            shape=shape,
            measure=_measure(stored.get("measure")),
            denominator=_measure(stored.get("denominator")),
            keys=frozenset(stored.get("keys", ())),
            state=CellState(stored.get("state", CellState.BLANK)),
            incomplete=stored.get("incomplete", False),
        )


def _measure(stored: list[int] | None) -> Measure:
    return Measure(*stored) if stored and any(stored) else ZERO


EMPTY = {shape: Cell(shape=shape) for shape in Shape}


def plus(cells: Iterable[Cell], shape: Shape) -> Cell:
    """Add cells of several units: measures add up, kinds unite, rates add before they divide.

    A total is a NUMBER when any part is one; else NIL when every part answered so.
    """
    parts = list(cells)
    total = Cell(
        shape=shape,
        measure=_sum([cell.measure for cell in parts]),
        denominator=_sum([cell.denominator for cell in parts]),
        keys=frozenset[str]().union(*(cell.keys for cell in parts)),
        incomplete=any(cell.incomplete for cell in parts),
    )
    states = {cell.state for cell in parts}
    if CellState.NUMBER in states:
        return replace(total, state=CellState.NUMBER)
    if states == {CellState.NIL}:
        return replace(total, state=CellState.NIL)
    return total


def _sum(measures: list[Measure]) -> Measure:
    """Column by column: ten times as fast as one addition after the other."""
    told = [measure for measure in measures if measure is not ZERO]
    return Measure._make(map(sum, zip(*told, strict=True))) if told else ZERO


def minus(one: Cell, other: Cell) -> Cell:
    """What *one* says beyond *other*, part by part."""
    return replace(
        one,
        measure=one.measure - other.measure,
        denominator=one.denominator - other.denominator,
        keys=one.keys - other.keys,
        state=CellState.NUMBER if CellState.NUMBER in {one.state, other.state} else CellState.BLANK,
    )


def told(cell: Cell) -> Cell:
    """Let a difference be a number only where something is left to tell."""
    if cell.shape is Shape.UNION:
        known = bool(cell.keys)
    elif cell.shape is Shape.RATE:
        known = bool(cell.denominator.amount)
    else:
        known = cell.measure.n > 0 or bool(cell.measure.amount)
    return replace(cell, state=CellState.NUMBER if known else CellState.BLANK)


def difference(this: Cell, before: Cell) -> tuple[Decimal | int, Decimal | None] | None:
    """The absolute difference and, of a base above zero, the percentage with one decimal.

    None where one side is missing or incomplete: then nothing can be compared.
    """
    now, then = this.amount, before.amount
    if now is None or then is None or before.incomplete or this.incomplete:
        return None
    change = now - then
    if not then:
        return change, None
    percent = (Decimal(change) * 100 / Decimal(then)).quantize(TENTH, ROUND_HALF_UP)
    return change, percent
