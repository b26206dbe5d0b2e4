"""Cells of a sheet as a document writes them: one number, the same on paper and on the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from binhyen.filings.rules.cells import Cell, CellState, Shape, difference
from binhyen.filings.rules.regime import Column
from binhyen.kernel.words import kept
from binhyen.ledger.rules.hedges import Hedge
from binhyen.rendering.rules.document import Cell as Written
from binhyen.rendering.rules.document import Form, Number, State, Text

VISIBLE_HEDGE = 20  # a twentieth: 5 %
MARK, LACKING = "*", " (1)"
HIDDEN = kept("không nêu")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet with all its columns; *steps* of the stored amount make one shown."""

    key: str
    name: str
    measure: str
    cells: Mapping[Column, Cell]
    steps: int = 1

    def cell(self, column: Column) -> Cell:
        return self.cells.get(column, Cell())


def written(line: Line, column: Column, *, signed: bool = False) -> Written:
    """What a cell prints: its number, or in words why there is none."""
    cell = line.cell(column)
    if cell.state is CellState.SUPPRESSED:
        return Text(HIDDEN)
    if cell.state is CellState.NIL:
        return State.NIL
    amount = cell.amount
    if amount is None:
        return _nothing(cell)
    word, mark = _hedge(cell)
    mark += LACKING if cell.incomplete else ""
    return _number(line, cell.shape, amount, word, mark, signed=signed)


def _nothing(cell: Cell) -> State:
    if cell.incomplete:
        return State.INCOMPLETE
    if cell.state is CellState.NOT_REPORTED:
        return State.NOT_REPORTED
    return State.INCOMPARABLE if cell.shape is Shape.RATE else State.BLANK


def difference_cell(line: Line) -> Written:
    """The difference to the same period a year before, with its sign."""
    this, before = line.cell(Column.THIS), line.cell(Column.LAST_YEAR)
    found = _compared(this, before)
    if found is None:
        return State.INCOMPARABLE
    hedge = _hedge_of_difference(this, before)
    return _number(line, this.shape, found[0], hedge, "", signed=True)


def percent_cell(line: Line) -> Written:
    this, before = line.cell(Column.THIS), line.cell(Column.LAST_YEAR)
    found = _compared(this, before)
    if found is None or found[1] is None or this.shape is Shape.RATE:
        return State.INCOMPARABLE
    return Number(found[1], _hedge_of_difference(this, before), Form.SIGNED_PERCENT)


def _compared(this: Cell, before: Cell) -> tuple[Decimal | int, Decimal | None] | None:
    if CellState.SUPPRESSED in {this.state, before.state}:
        return None
    return difference(this, before)


def _hedge(cell: Cell) -> tuple[str, str]:
    """The word where 5 % or more is hedged, else a footnote's mark; a rate always says it."""
    hedge = cell.hedge
    if hedge is Hedge.EXACT:
        return "EXACT", ""
    measure = cell.measure
    if cell.shape is Shape.RATE or abs(measure.hedged) * VISIBLE_HEDGE >= abs(measure.amount):
        return str(hedge), ""
    return "EXACT", MARK


def _hedge_of_difference(this: Cell, before: Cell) -> str:
    exact = this.hedge is Hedge.EXACT and before.hedge is Hedge.EXACT
    return "EXACT" if exact else "ABOUT"


def _number(
    line: Line, shape: Shape, amount: Decimal | int, word: str, mark: str, *, signed: bool
) -> Number:
    if shape is Shape.RATE:
        form = Form.SIGNED_RATE if signed else Form.RATE
        return Number(amount, word, form, mark)
    shown = amount if line.steps == 1 else Decimal(amount) / line.steps
    return Number(shown, word, Form.SIGNED if signed else Form.PLAIN, mark)
