"""What is looked at before a filing is sent."""

from binhyen.filings.rules.cells import Cell, CellState, Shape
from binhyen.filings.rules.checks import findings
from binhyen.filings.rules.regime import Row

ROWS = (Row(indicator="TT01"), Row(indicator="TT11"))
NAMES = {"TT01": "Buổi tuyên truyền", "TT11": "Tỷ lệ hộ ký cam kết"}


class TestFindings:
    def test_ask_about_a_blank_cell_but_not_about_a_rate(self) -> None:
        this = {"TT01": Cell(), "TT11": Cell(shape=Shape.RATE)}
        (found,) = findings(ROWS, this, {}, NAMES)
        assert (found.row, found.is_blank, found.blocks) == ("TT01", True, False)
        assert "Buổi tuyên truyền: chưa trả lời." in found.sentence

    def test_are_none_where_all_is_answered(self) -> None:
        this = {"TT01": Cell(state=CellState.NIL), "TT11": Cell(shape=Shape.RATE)}
        assert findings(ROWS, this, {}, NAMES, ["TT01"]) == []
