"""A parent's official figure beside the provisional one, and their difference in three named parts.

official    = children's accepted snapshots + own part
provisional = what the ledger says now
provisional − official = not received + adjustments + records not filed, cell by cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from binhyen.filings.rules.cells import Cell, Shape, minus, plus


@dataclass(frozen=True, slots=True)
class Child:
    """An obliged child: its accepted cells (None: nothing accepted) and the ledger's now."""

    unit: int
    accepted: Mapping[str, Cell] | None
    ledger: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Total:
    """One row of a consolidation."""

    official: Cell
    provisional: Cell
    not_received: Cell
    adjustments: Cell
    not_filed: Cell


def consolidated(
    key: str, shape: Shape, children: Sequence[Child], own: Cell, provisional: Cell
) -> Total:
    """Add up one row. For kinds each part holds only what it adds to those before it."""
    received = [child for child in children if child.accepted is not None]
    missing = [child for child in children if child.accepted is None]
    accepted = [(child.accepted or {}).get(key, Cell(shape=shape)) for child in received]
    unheard = [Cell(shape=shape) for _child in missing]  # else NIL would speak for them
    official = plus([*accepted, own, *unheard], shape)
    not_received = plus([child.ledger.get(key, Cell(shape=shape)) for child in missing], shape)
    now = plus([child.ledger.get(key, Cell(shape=shape)) for child in received], shape)
    filed = plus(accepted, shape)
    if shape is Shape.UNION:
        return _of_kinds(official, not_received, now, provisional)
    adjustments = minus(now, filed)
    explained = plus([official, not_received, adjustments], shape)
    return Total(official, provisional, not_received, adjustments, minus(provisional, explained))


def _of_kinds(official: Cell, not_received: Cell, now: Cell, provisional: Cell) -> Total:
    """Each part counts the kinds only it adds, in this order."""
    known = official.keys
    first = minus(not_received, official)
    known |= first.keys
    second = minus(now, Cell(shape=Shape.UNION, keys=known))
    known |= second.keys
    third = minus(provisional, Cell(shape=Shape.UNION, keys=known))
    return Total(official, provisional, first, second, third)
