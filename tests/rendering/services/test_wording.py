from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from binhyen.rendering.rules.document import Cell, Form, Number, State, Text
from binhyen.rendering.services.wording import (
    addressee_lines,
    clean,
    enclosed_with,
    lines,
    period_line,
    place_and_date,
    said,
)
from tests.builders.rendering import make_document, make_letterhead

CELLS: list[tuple[Cell, str, bool]] = [
    (Number(26_000, "NEARLY"), "gần 26.000", False),
    (Number(0), "0", False),
    (Number(-1), "−1", False),
    (Number(272, "ABOUT", Form.SIGNED), "khoảng +272", False),
    (Number(Decimal("71.1"), form=Form.PERCENT), "71,1 %", False),
    (Number(Decimal("-3.5"), form=Form.SIGNED_PERCENT), "−3,5 %", False),
    (Number(Decimal("8.5"), mark="*"), "8,5*", False),
    (State.NIL, "không phát sinh", True),
    (State.NOT_REPORTED, "chưa báo cáo", True),
    (State.BLANK, "……", False),
    (State.INCOMPARABLE, "–", False),
    (Text("0271"), "0271", False),
]


class TestSaid:
    @pytest.mark.parametrize(("cell", "text", "italic"), CELLS)
    def test_says_every_kind_of_cell(self, cell: Cell, text: str, *, italic: bool) -> None:
        assert (said(cell).text, said(cell).italic) == (text, italic)

    def test_stays_vietnamese_for_an_officer_who_reads_english(self) -> None:
        with translation.override("en"):
            assert said(Number(5, "OVER")).text == "hơn 5"


class TestPlaceAndDate:
    @pytest.mark.parametrize(
        ("day", "words"),
        [
            (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
            (date(2026, 7, 5), "ngày 05 tháng 7 năm 2026"),
            (date(2026, 12, 15), "ngày 15 tháng 12 năm 2026"),
        ],
    )
    def test_keeps_the_zero_rule(self, day: date, words: str) -> None:
        assert place_and_date(make_letterhead(signed_on=day)) == f"Tuyên Hóa, {words}"

    def test_leaves_room_until_it_is_signed(self) -> None:
        assert place_and_date(make_letterhead(signed_on=None)).startswith("Tuyên Hóa, ngày   ")


class TestPeriodLine:
    def test_says_first_and_last_day(self) -> None:
        line = period_line(make_document())

        assert line == "(Số liệu từ ngày 15/12/2015 đến ngày 14/12/2016)"


class TestEnclosedWith:
    def test_names_the_document_the_appendix_belongs_to(self) -> None:
        line = enclosed_with(make_document(letterhead=make_letterhead(number="7")))

        assert line == (
            "(Kèm theo Báo cáo số 07/BC-BCĐ138 ngày 05 tháng 12 năm 2016 "
            "của Ban Chỉ đạo 138 huyện Tuyên Hóa)"
        )


class TestAddresseeLines:
    def test_lists_several(self) -> None:
        assert addressee_lines(("UBND tỉnh", "Công an tỉnh")) == ["- UBND tỉnh;", "- Công an tỉnh."]


class TestClean:
    def test_drops_what_came_with_pasted_text(self) -> None:
        assert clean("Tie\u0302\u0301n\x00g \x07kẻng\u00a0an ninh") == "Tiếng kẻng an ninh"


class TestLines:
    def test_parts_where_the_author_began_a_new_line(self) -> None:
        assert lines("Một.\r\n\r\nHai.\vBa.") == ["Một.", "Hai.", "Ba."]
