"""Cells of several units become one; NIL is an answer, BLANK is none."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from binhyen.filings.rules.cells import Cell, CellState, Shape, difference, minus, plus, told
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.rules.measures import Measure

BLANK, NIL = Cell(), Cell(state=CellState.NIL)


def number(amount: int, **more: int) -> Cell:
    return Cell(measure=Measure(amount=amount, n=1, **more), state=CellState.NUMBER)


def rate(numerator: int, denominator: int) -> Cell:
    measures = Measure(amount=numerator, n=1), Measure(amount=denominator, n=1)
    return Cell(Shape.RATE, *measures, state=CellState.NUMBER)


def kinds(*keys: str) -> Cell:
    return Cell(Shape.UNION, keys=frozenset(keys), state=CellState.NUMBER)


cells = st.one_of(st.just(BLANK), st.just(NIL), st.integers(0, 500).map(number))


class TestAmount:
    def test_nil_is_a_zero_somebody_answered(self) -> None:
        assert NIL.amount == 0

    def test_blank_is_not_known(self) -> None:
        assert BLANK.amount is None

    def test_a_rate_without_denominator_is_not_known(self) -> None:
        assert rate(3, 0).amount is None

    def test_a_share_of_all_units_is_known_once_one_of_them_wrote_of_it(self) -> None:
        units = Measure(amount=26)  # counted from the tree: no line stands behind it
        silent = Cell(Shape.RATE, denominator=units)
        assert silent.amount is None
        written = Cell(Shape.RATE, Measure(n=1), units, state=CellState.NUMBER)
        both = plus([silent, written], Shape.RATE)
        assert (str(written.amount), str(both.amount)) == ("0.00", "0.00")
        assert both.denominator.amount == 52
        assert told(silent).state is CellState.NUMBER  # a part of a total lacks these units

    def test_kinds_are_counted(self) -> None:
        assert kinds("T1", "T2").amount == 2


class TestHedge:
    def test_a_rate_of_an_estimate_is_about(self) -> None:
        measures = Measure(amount=5, n=1, nearly=1), Measure(amount=10, n=1)
        one = Cell(Shape.RATE, *measures, state=CellState.NUMBER)
        assert one.hedge is Hedge.ABOUT

    def test_a_count_of_kinds_is_exact(self) -> None:
        assert kinds("T1").hedge is Hedge.EXACT


class TestStored:
    @given(cell=st.one_of(cells, st.just(rate(5, 7)), st.just(kinds("T2", "T1"))))
    def test_is_read_back_as_it_was(self, cell: Cell) -> None:
        assert Cell.read(cell.stored()) == cell

    def test_an_empty_cell_takes_no_room(self) -> None:
        assert BLANK.stored() == {}
        assert Cell(Shape.RATE).stored() == {"shape": "RATE"}

    def test_what_was_stored_in_full_is_read_too(self) -> None:
        full = {
            "shape": "SUM", "measure": [7, *[0] * 9], "denominator": [0] * 10, "keys": [],
            "state": "NUMBER", "incomplete": True,
        }  # fmt: skip
        assert Cell.read(full) == Cell(measure=Measure(7), state=CellState.NUMBER, incomplete=True)


class TestPlus:
    def test_rates_add_before_they_divide(self) -> None:
        assert plus([rate(1, 2), rate(1, 6)], Shape.RATE).amount == Decimal("25.00")

    def test_a_kind_two_communes_have_counts_once(self) -> None:
        assert plus([kinds("T1", "T2"), kinds("T2")], Shape.UNION).amount == 2

    def test_one_blank_among_nil_leaves_the_total_blank(self) -> None:
        assert plus([NIL, BLANK], Shape.SUM).amount is None

    def test_no_part_is_no_answer(self) -> None:
        assert plus([], Shape.SUM).state is CellState.BLANK

    @given(parts=st.lists(cells, max_size=8))
    def test_is_what_its_parts_are(self, parts: list[Cell]) -> None:
        total = plus(parts, Shape.SUM)
        states = {part.state for part in parts}
        assert total.measure.amount == sum(part.amount or 0 for part in parts)
        assert (total.state is CellState.NIL) == (states == {CellState.NIL})
        assert (total.state is CellState.NUMBER) == (CellState.NUMBER in states)


class TestMinus:
    def test_what_one_says_beyond_the_other(self) -> None:
        assert minus(number(7), number(4)).amount == 3
        assert minus(kinds("T1", "T2"), kinds("T2")).keys == {"T1"}


class TestTold:
    def test_where_nothing_is_left_there_is_no_number(self) -> None:
        assert told(minus(number(4), number(4))).state is CellState.BLANK
        assert told(minus(number(4), number(3))).state is CellState.NUMBER
        assert told(minus(kinds("T1"), kinds("T1"))).state is CellState.BLANK
        assert told(minus(rate(1, 2), rate(1, 2))).state is CellState.BLANK


class TestDifference:
    def test_is_told_with_one_decimal(self) -> None:
        assert difference(number(40), number(30)) == (10, Decimal("33.3"))

    def test_of_a_base_of_zero_there_is_no_percentage(self) -> None:
        assert difference(number(4), NIL) == (4, None)

    def test_with_what_was_not_reported_nothing_is_compared(self) -> None:
        assert difference(number(4), BLANK) is None
        assert difference(number(4), Cell(state=CellState.NUMBER, incomplete=True)) is None
