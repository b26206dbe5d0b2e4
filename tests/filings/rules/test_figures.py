"""How a cell of the sheet is written."""

from decimal import Decimal

from binhyen.filings.rules.cells import Cell, CellState, Shape
from binhyen.filings.rules.figures import Line, difference_cell, percent_cell, written
from binhyen.filings.rules.regime import Column
from binhyen.ledger.rules.measures import Measure
from binhyen.rendering.rules.document import Form, Number, State, Text


def number(amount: int, **more: int) -> Cell:
    return Cell(measure=Measure(amount=amount, n=1, **more), state=CellState.NUMBER)


def line(this: Cell, before: Cell | None = None, steps: int = 1) -> Line:
    cells = {Column.THIS: this}
    if before is not None:
        cells[Column.LAST_YEAR] = before
    return Line("TT02", "Lượt người tham dự", "lượt", cells, steps)


def this(cell: Cell, steps: int = 1) -> Number | Text | State:
    return written(line(cell, steps=steps), Column.THIS)


class TestWritten:
    def test_keeps_zero_nil_blank_and_not_reported_apart(self) -> None:
        states = [
            this(number(0)),
            this(Cell(state=CellState.NIL)),
            this(Cell()),
            this(Cell(state=CellState.NOT_REPORTED)),
        ]
        assert states == [Number(0), State.NIL, State.BLANK, State.NOT_REPORTED]

    def test_says_a_hedge_of_a_twentieth_or_more_and_marks_a_smaller_one(self) -> None:
        assert this(number(26000, hedged=26000, nearly=1)) == Number(26000, "NEARLY")
        assert this(number(26000, hedged=1299, nearly=1)) == Number(26000, "EXACT", mark="*")

    def test_writes_kilograms_of_grams_and_a_rate_with_two_places(self) -> None:
        assert this(number(2500), steps=1000) == Number(Decimal("2.5"))
        rate = Cell(Shape.RATE, Measure(711), Measure(1000), state=CellState.NUMBER)
        assert this(rate) == Number(Decimal("71.10"), form=Form.RATE)

    def test_a_rate_of_nothing_cannot_be_told(self) -> None:
        assert this(Cell(Shape.RATE)) is State.INCOMPARABLE

    def test_hides_what_the_reader_may_not_see(self) -> None:
        assert this(Cell(state=CellState.SUPPRESSED)) == Text("không nêu")

    def test_marks_what_lacks_a_piece_of_a_divided_unit(self) -> None:
        cell = Cell(measure=Measure(40, n=1), state=CellState.NUMBER, incomplete=True)
        assert this(cell) == Number(40, mark=" (1)")
        assert this(Cell(incomplete=True)) is State.INCOMPLETE


class TestDifference:
    def test_has_its_sign_and_a_percentage_of_one_place(self) -> None:
        one = line(number(372), number(100))
        assert difference_cell(one) == Number(272, form=Form.SIGNED)
        assert percent_cell(one) == Number(Decimal("272.0"), form=Form.SIGNED_PERCENT)

    def test_of_a_hedged_number_is_about(self) -> None:
        one = line(number(26000, hedged=26000, nearly=1), number(20000))
        assert difference_cell(one) == Number(6000, "ABOUT", Form.SIGNED)

    def test_is_not_told_where_one_side_is_missing_hidden_or_incomplete(self) -> None:
        lacking = Cell(measure=Measure(40, n=1), state=CellState.NUMBER, incomplete=True)
        for before in (Cell(), Cell(state=CellState.SUPPRESSED), lacking):
            assert difference_cell(line(number(5), before)) is State.INCOMPARABLE
            assert percent_cell(line(number(5), before)) is State.INCOMPARABLE
