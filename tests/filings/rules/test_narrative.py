"""The first draft of the words: what is known, what is missing, nothing invented."""

from binhyen.filings.rules.cells import Cell, CellState
from binhyen.filings.rules.movement import movement
from binhyen.filings.rules.narrative import Change, Known, drafted
from binhyen.filings.rules.regime import Row
from binhyen.ledger.rules.measures import Measure

NAMES = {"TT01": "Buổi tuyên truyền", "TT03": "Lần phát động"}
NOTHING = Known()


def words(known: Known = NOTHING, **amounts: int) -> dict[str, str]:
    definition = movement([("TT01", "B. Tuyên truyền"), ("TT03", "B. Tuyên truyền")])
    cells = {row.key: Cell() for row in definition.rows}
    for code, amount in amounts.items():
        cells[code] = Cell(measure=Measure(amount=amount, n=1), state=CellState.NUMBER)
    return drafted(definition, cells, names=NAMES, say=_said, known=known)


def _said(_row: Row, cell: Cell) -> str:
    return f"{cell.amount} lần"


class TestDrafted:
    def test_a_known_figure_is_told_and_an_unknown_one_is_not(self) -> None:
        results = words(TT01=12)["results"]
        assert "- Buổi tuyên truyền: 12 lần." in results
        assert "phát động:" not in results

    def test_a_zero_is_not_told_as_a_result(self) -> None:
        assert "Lần phát động" not in words(TT01=12, TT03=0)["results"]

    def test_weaknesses_begin_with_what_the_records_show(self) -> None:
        told = words(Known(received=1, expected=3, dormant=2), TT01=12)["weaknesses"]
        assert told.splitlines()[:2] == [
            "- Còn 2 trong 3 đơn vị chưa có báo cáo được chấp nhận.",
            "- Có 2 điểm mô hình không hoạt động.",
        ]

    def test_the_situation_says_what_rose_and_fell(self) -> None:
        rise = Change("Buổi tuyên truyền", "12 lần (tăng 20 %)", rises=True)
        fall = Change("Lần phát động", "1 lần (giảm 50 %)", rises=False)
        told = words(Known("cùng kỳ năm trước", [rise, fall]), TT01=12, TT03=1)["situation"]
        assert told.splitlines() == [
            "Trong kỳ có số liệu của 2 trong 2 nội dung được hỏi.",
            "Tăng so với cùng kỳ năm trước: buổi tuyên truyền 12 lần (tăng 20 %).",
            "Giảm so với cùng kỳ năm trước: lần phát động 1 lần (giảm 50 %).",
        ]

    def test_less_of_what_is_no_work_of_the_unit_is_no_weakness(self) -> None:
        fewer = Change("Vụ việc", "1 vụ (giảm 50 %)", rises=False, is_work=False)
        told = words(Known("cùng kỳ năm trước", [fewer]), TT01=1, TT03=1)
        assert (told["weaknesses"], told["directions"]) == ("", "")

    def test_directions_answer_what_was_not_done(self) -> None:
        known = Known(received=1, expected=2, missing=["xã Xuân Thái"], dormant=5, unconfirmed=3)
        assert words(known, TT01=12)["directions"].splitlines() == [
            "- Đôn đốc các đơn vị chưa có báo cáo được chấp nhận: xã Xuân Thái.",
            "- Rà soát 5 điểm mô hình không hoạt động để củng cố hoặc kết thúc.",
            "- Xác nhận 3 bản ghi còn chờ trong sổ.",
            "- Bổ sung vào sổ số liệu còn thiếu: lần phát động.",
        ]

    def test_what_only_the_unit_above_can_settle_is_proposed(self) -> None:
        told = words(Known(adjusted=2), TT01=1)["proposals"]
        assert told == (
            "- Đề nghị ghi nhận điều chỉnh của kỳ trước ở 2 nội dung (Biểu số 02 kèm theo)."
        )

    def test_where_nothing_is_known_nothing_is_written(self) -> None:
        told = words()
        assert (told["situation"], told["results"], told["proposals"]) == ("", "", "")
