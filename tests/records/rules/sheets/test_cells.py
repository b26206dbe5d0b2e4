"""Cells that no office writes and a hostile file holds: told beside their row, never a failure."""

import re

import pytest

from binhyen.activities.rules.sheet import LAYOUT
from binhyen.records.rules.sheets.reading import read_file
from tests.builders.sheets import HEADS, part_of, repacked, session, xlsx


def sentences(content: bytes) -> list[str]:
    return [wrong.sentence for row in read_file(content, LAYOUT).rows for wrong in row.wrong]


class TestOddCells:
    @pytest.mark.parametrize("said", ["²", "①", "9" * 5000], ids=["square", "ring", "long"])
    def test_of_digits_that_are_no_day_are_told(self, said: str) -> None:
        (sentence,) = sentences(xlsx([HEADS, session(on=said)]))
        assert "không phải một ngày. Ghi ngày/tháng/năm" in sentence

    @pytest.mark.parametrize(
        "said", ["9" * 40 + ",5", "1" + ",999" * 2000, "khoảng ²"], ids=["long", "longer", "square"]
    )
    def test_of_more_digits_than_anything_has_are_told(self, said: str) -> None:
        (sentence,) = sentences(xlsx([HEADS, session(people=said)]))
        assert "không phải một số. Ghi bằng chữ số" in sentence

    @pytest.mark.parametrize("held", ["1e999", "-1e999", "9" * 400], ids=["inf", "-inf", "long"])
    @pytest.mark.parametrize("at", ["B2", "D2", "F2"])
    def test_of_numbers_no_sheet_can_hold_are_told_as_broken(self, held: str, at: str) -> None:
        good = xlsx([HEADS, [1, 2, "Tuyên truyền", 4, "Phòng cháy", 6]])
        part = "xl/worksheets/sheet1.xml"
        spoilt = re.sub(
            rb'(<c r="%b"[^>]*>)<v>\d+' % at.encode(),
            rb"\g<1><v>" + held.encode(),
            part_of(good, part),
        )

        said = sentences(repacked(good, {part: spoilt}))

        assert "Ô này báo lỗi #NUM!. Sửa công thức hoặc ghi giá trị." in said
