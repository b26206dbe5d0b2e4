"""What an officer is told to look at before sending: sentences, none of which blocks."""

from binhyen.filings.rules.cells import Cell, CellState, Shape
from binhyen.filings.rules.checks import findings
from binhyen.filings.rules.regime import Row
from binhyen.ledger.rules.measures import Measure

NAMES = {
    "TT01": "Buổi tuyên truyền", "HG02": "Vụ việc tiếp nhận", "HG03": "Hòa giải thành",
    "HG04": "Hòa giải không thành", "MH02": "Điểm mô hình", "MH03": "Xây dựng mới",
    "MH05": "Nhân rộng", "MH06": "Kết thúc",
}  # fmt: skip


def told(this: dict[str, int | None], before: dict[str, int] | None = None, *nil: str) -> list[str]:
    """The sentences for these amounts; None is a row nobody answered."""
    rows = [Row(indicator=code) for code in this]
    cells = {code: Cell() if n is None else _number(n) for code, n in this.items()}
    past = {code: _number(n) for code, n in (before or {}).items()}
    found = findings(rows, cells, past, NAMES, nil)
    assert not any(finding.blocks for finding in found)
    return [finding.sentence for finding in found]


def _number(amount: int) -> Cell:
    return Cell(measure=Measure(amount=amount, n=1), state=CellState.NUMBER)


class TestFindings:
    def test_a_sheet_in_order_says_nothing(self) -> None:
        assert told({"TT01": 12}, {"TT01": 10}) == []

    def test_a_row_nobody_answered_is_named(self) -> None:
        (sentence,) = told({"TT01": None})
        assert sentence.startswith("Buổi tuyên truyền: chưa trả lời.")

    def test_nil_over_what_was_booked_since_is_named(self) -> None:
        (sentence,) = told({"TT01": 3}, None, "TT01")
        assert "báo cáo lấy số trong sổ" in sentence

    def test_more_settled_and_failed_than_received_is_asked_about(self) -> None:
        (sentence,) = told({"HG02": 5, "HG03": 4, "HG04": 2})
        assert sentence.startswith("Hòa giải thành và không thành nhiều hơn")
        assert told({"HG02": 6, "HG03": 4, "HG04": 2}) == []

    def test_schemes_that_came_from_nowhere_are_asked_about(self) -> None:
        (sentence,) = told({"MH02": 9, "MH03": 1, "MH05": 1, "MH06": 1}, {"MH02": 6})
        assert "kỳ trước 6, thêm 2, kết thúc 1 là 7, nhưng sổ có 9" in sentence
        assert told({"MH02": 7, "MH03": 1, "MH05": 1, "MH06": 1}, {"MH02": 6}) == []

    def test_a_leap_is_asked_about_but_not_among_small_numbers(self) -> None:
        assert len(told({"TT01": 61}, {"TT01": 12})) == 1
        assert len(told({"TT01": 2}, {"TT01": 12})) == 1
        assert told({"TT01": 60}, {"TT01": 12}) == []
        assert told({"TT01": 9}, {"TT01": 1}) == []

    def test_a_rate_cannot_be_answered_and_is_not_asked_for(self) -> None:
        rows = [Row(indicator="TT01"), Row(indicator="TT11")]
        (found,) = findings(rows, {"TT01": Cell(), "TT11": Cell(shape=Shape.RATE)}, {}, NAMES)
        assert (found.row, found.is_blank) == ("TT01", True)
