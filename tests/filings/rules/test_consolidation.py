"""Official, provisional, and the three parts that lie between them."""

from hypothesis import given
from hypothesis import strategies as st

from binhyen.filings.rules.cells import Cell, CellState, Shape
from binhyen.filings.rules.consolidation import Child, consolidated
from binhyen.ledger.rules.measures import Measure

ROW = "TT02"


def cell(amount: int) -> Cell:
    return Cell(measure=Measure(amount=amount, n=1), state=CellState.NUMBER)


def kinds(*keys: str) -> Cell:
    return Cell(Shape.UNION, keys=frozenset(keys), state=CellState.NUMBER)


NIL = Cell(state=CellState.NIL)
amounts = st.integers(0, 1000)
communes = st.lists(st.tuples(st.one_of(st.none(), amounts), amounts), max_size=6)


class TestConsolidated:
    @given(below=communes, own=amounts, later=amounts)
    def test_the_parts_make_the_provisional(
        self, below: list[tuple[int | None, int]], own: int, later: int
    ) -> None:
        children = [
            Child(at, None if sent is None else {ROW: cell(sent)}, {ROW: cell(now)})
            for at, (sent, now) in enumerate(below)
        ]
        whole = cell(own + later + sum(now for _, now in below))
        total = consolidated(ROW, Shape.SUM, children, cell(own), whole)
        assert total.official.measure.amount == own + sum(sent or 0 for sent, _ in below)
        assert total.not_received.measure.amount == sum(n for sent, n in below if sent is None)
        assert total.not_filed.measure.amount == later
        parts = (total.official, total.not_received, total.adjustments, total.not_filed)
        assert sum(part.measure.amount for part in parts) == whole.measure.amount

    def test_nil_is_said_only_when_everybody_said_so(self) -> None:
        sent, silent = Child(1, {ROW: NIL}, {}), Child(2, None, {})
        all_said = consolidated(ROW, Shape.SUM, [sent], NIL, Cell())
        assert all_said.official.state is CellState.NIL
        one_silent = consolidated(ROW, Shape.SUM, [sent, silent], NIL, Cell())
        assert one_silent.official.state is CellState.BLANK

    def test_of_kinds_each_part_counts_what_only_it_adds(self) -> None:
        sent = Child(1, {ROW: kinds("T1")}, {ROW: kinds("T1", "T2", "T3")})
        late = Child(2, None, {ROW: kinds("T1", "T2")})
        whole = kinds("T1", "T2", "T3", "T4", "T5")
        total = consolidated(ROW, Shape.UNION, [sent, late], kinds("T4"), whole)
        assert total.official.keys == {"T1", "T4"}
        assert total.not_received.keys == {"T2"}
        assert total.adjustments.keys == {"T3"}
        assert total.not_filed.keys == {"T5"}
