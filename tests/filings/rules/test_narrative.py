"""The first draft of the words: what is known, what is missing, nothing invented."""

from binhyen.filings.rules.cells import Cell, CellState
from binhyen.filings.rules.movement import movement
from binhyen.filings.rules.narrative import drafted
from binhyen.filings.rules.regime import Row
from binhyen.ledger.rules.measures import Measure

NAMES = {"TT01": "Buổi tuyên truyền", "TT03": "Lần phát động"}


def words(**amounts: int) -> dict[str, str]:
    definition = movement([("TT01", "B. Tuyên truyền"), ("TT03", "B. Tuyên truyền")])
    cells = {row.key: Cell() for row in definition.rows}
    for code, amount in amounts.items():
        cells[code] = Cell(measure=Measure(amount=amount, n=1), state=CellState.NUMBER)
    return drafted(definition, cells, names=NAMES, say=_said, weaknesses=["Còn 2 xã chưa gửi."])


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
        assert words(TT01=12)["weaknesses"].startswith("- Còn 2 xã chưa gửi.")

    def test_pieces_nobody_can_draft_are_left_to_the_officer(self) -> None:
        told = words(TT01=12)
        assert told.keys() >= {"situation", "directions", "proposals"}
        assert told["directions"] == ""
