"""A filing put into the shape of a document."""

from dataclasses import replace
from datetime import date

import pytest

from binhyen.filings.rules.cells import Cell, CellState
from binhyen.filings.rules.figures import Line
from binhyen.filings.rules.paper import Facts, Issuer, document, narrative
from binhyen.filings.rules.regime import Column, Row, Section
from binhyen.ledger.rules.measures import Measure
from binhyen.rendering.rules.document import (
    Block,
    Bullets,
    Heading,
    Level,
    Paragraph,
    RowKind,
    Table,
    number_line,
)

DISTRICT = Issuer(2, "huyện Tuyên Hóa", "Tuyên Hóa", "tỉnh Quảng Bình", 1)
NATION = Issuer(0, "Việt Nam", "Hà Nội")


@pytest.fixture
def facts() -> Facts:
    cell = Cell(measure=Measure(70, n=1), state=CellState.NUMBER)
    return Facts(
        issuer=DISTRICT,
        subject="Kết quả phong trào",
        legal_basis="",
        period_name="năm 2016",
        window=(date(2015, 12, 15), date(2016, 12, 14)),
        code="PT",
        sections=[Section(title="D. Mô hình", rows=(Row(indicator="MH02"),))],
        columns=[Column.THIS],
        lines={"MH02": Line("MH02", "Điểm mô hình", "điểm", {Column.THIS: cell})},
        pieces=[("Tình hình", "Ổn định.")],
    )


def told(text: str) -> list[Block]:
    return list(narrative([("Kết quả", text)], draft=True))[1:]


class TestDocument:
    def test_is_headed_by_the_committee_and_its_peoples_committee(self, facts: Facts) -> None:
        head = document(facts).letterhead
        assert head.parent_body == "ỦY BAN NHÂN DÂN\nHUYỆN TUYÊN HÓA"
        assert (head.issuing_body, head.place) == ("BAN CHỈ ĐẠO 138", "Tuyên Hóa")
        assert number_line(head) == "Số:      /BC-BCĐ"

    def test_takes_number_and_symbol_where_they_were_given(self, facts: Facts) -> None:
        head = document(replace(facts, number="9/BC-BCĐ138")).letterhead
        assert number_line(head) == "Số: 09/BC-BCĐ138"

    def test_goes_to_the_level_above_and_the_nation_to_nobody(self, facts: Facts) -> None:
        assert document(facts).addressees == ("Ban Chỉ đạo 138 tỉnh Quảng Bình",)
        province = replace(facts, issuer=Issuer(1, "tỉnh Quảng Bình", "Đồng Hới", "Việt Nam", 0))
        to_centre = "Ban Chỉ đạo 138 Trung ương (qua Cục V05, Bộ Công an)"
        assert document(province).addressees == (to_centre,)
        nation = document(replace(facts, issuer=NATION))
        assert (nation.addressees, nation.letterhead.parent_body) == ((), "")
        assert nation.recipients == ("Thành viên Ban Chỉ đạo 138 Trung ương", "Lưu: VT")

    def test_carries_the_sheet_behind_the_signature(self, facts: Facts) -> None:
        (appendix,) = document(facts).appendices
        (table,) = appendix.blocks
        assert isinstance(table, Table)
        assert [row.kind for row in table.rows] == [RowKind.GROUP, RowKind.LINE]
        assert not appendix.landscape

    def test_turns_a_wide_sheet(self, facts: Facts) -> None:
        assert document(replace(facts, columns=list(Column))).appendices[0].landscape

    def test_says_from_how_many_a_consolidation_was_made(self, facts: Facts) -> None:
        first = document(replace(facts, received=61, expected=63)).blocks[0]
        assert isinstance(first, Paragraph)
        assert "61/63" in first.text


class TestNarrative:
    def test_reads_heads_points_and_text(self) -> None:
        assert told("1. Tuyên truyền\na) Trực tiếp\nĐã tổ chức.\n- Một;\n- Hai.") == [
            Heading(Level.ARABIC, "Tuyên truyền"),
            Heading(Level.LETTER, "Trực tiếp"),
            Paragraph("Đã tổ chức."),
            Bullets(("Một;", "Hai.")),
        ]

    def test_takes_a_bare_line_above_points_as_a_head(self) -> None:
        assert told("Mô hình\n- 70 điểm.\n\nNăm 2016. Tốt") == [
            Heading(Level.ARABIC, "Mô hình"),
            Bullets(("70 điểm.",)),
            Paragraph("Năm 2016. Tốt"),
        ]

    def test_shows_an_empty_piece_in_a_draft_only(self) -> None:
        pieces = [("Tình hình", ""), ("Kết quả", "Tốt.")]
        assert len(list(narrative(pieces, draft=True))) == 4
        assert list(narrative(pieces, draft=False)) == [
            Heading(Level.ROMAN, "Kết quả"),
            Paragraph("Tốt."),
        ]
