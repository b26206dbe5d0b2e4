from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from binhyen.rendering.rules.document import (
    Appendix,
    Cell,
    Column,
    Document,
    Form,
    Number,
    Row,
    State,
    Table,
    Text,
)
from binhyen.rendering.services.excel import render_xlsx
from tests.builders.rendering import make_document, make_table, movement_sheet


def opened(document: Document) -> Workbook:
    return load_workbook(BytesIO(render_xlsx(document)))


def cell_of(cell: Cell, title: str = "Kỳ này") -> tuple[object, str, str]:
    """Write one cell and give its value, its kind and its format."""
    table = Table((Column(title, 40), Column("Ghi chú", 40)), (Row((cell, Text(""))),))
    sheet = opened(make_document(table)).worksheets[0]
    head = [row[0].value for row in sheet.iter_rows()].index(title) + 1
    written = sheet.cell(head + 1, 1)
    return written.value, written.data_type, written.number_format


class TestRenderXlsx:
    @pytest.mark.parametrize(
        ("number", "value", "shape"),
        [
            (Number(26_000, "NEARLY"), 26_000, '"gần "#,##0;"gần ""−"#,##0;"gần "#,##0'),
            (Number(70), 70, '#,##0;"−"#,##0;#,##0'),
            (Number(-1, form=Form.SIGNED), -1, '+#,##0;"−"#,##0;#,##0'),
            (Number(Decimal("8.5")), 8.5, '#,##0.0;"−"#,##0.0;#,##0.0'),
            (Number(Decimal("71.1"), form=Form.PERCENT), 0.711, '0.0 %;"−"0.0 %;0.0 %'),
        ],
    )
    def test_keeps_numbers_as_numbers(self, number: Number, value: float, shape: str) -> None:
        assert cell_of(number) == (value, "n", shape)

    @pytest.mark.parametrize("code", ["007", "12345", "D453b", "0912"])
    def test_keeps_codes_as_text(self, code: str) -> None:
        assert cell_of(Text(code))[:2] == (code, "s")

    @pytest.mark.parametrize("words", ["=1+1", "+84", "-2+3", "@SUM(A1)", '=HYPERLINK("x")'])
    def test_never_lets_words_become_a_formula(self, words: str) -> None:
        sheet = opened(make_document(make_table(Text(words), title=words))).worksheets[0]
        written = [cell for row in sheet.iter_rows() for cell in row if cell.value == words]

        assert {cell.data_type for cell in written} == {"s"}
        assert all(cell.quotePrefix for cell in written)

    def test_drops_a_tab_before_a_formula(self) -> None:
        assert cell_of(Text("\t=1+1"))[:2] == ("=1+1", "s")

    def test_says_every_state_in_words(self) -> None:
        states = [State.NIL, State.NOT_REPORTED, State.BLANK, State.INCOMPARABLE]

        assert [cell_of(one)[0] for one in states] == ["không phát sinh", "chưa báo cáo", "……", "–"]

    def test_is_set_up_for_the_printer(self) -> None:
        document = make_document(appendices=(Appendix("Số liệu", (movement_sheet(),)),))
        sheet = opened(document).worksheets[0]
        words = [str(row[0].value) for row in sheet.iter_rows() if row[0].value]
        head = [row[0].value for row in sheet.iter_rows()].index("TT") + 1
        fitted = sheet.sheet_properties.pageSetUpPr

        assert words[0] == "Biểu số 01/PT"
        assert "Từ ngày 15/12/2015 đến ngày 14/12/2016" in words
        assert sheet.freeze_panes == f"C{head + 2}"
        assert sheet.print_title_rows == f"${head}:${head + 1}"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert fitted is not None
        assert (sheet.page_setup.fitToHeight, fitted.fitToPage) == (0, True)
        assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value} == {
            "Times New Roman"
        }

    def test_has_room_for_who_made_it_and_who_signs(self) -> None:
        sheet = opened(make_document(make_table(Number(1)))).worksheets[0]
        words = {cell.value for row in sheet.iter_rows() for cell in row}

        assert {"Người lập biểu", "Thủ trưởng"} <= words

    def test_gives_the_same_bytes_again(self) -> None:
        document = make_document(movement_sheet())

        assert render_xlsx(document) == render_xlsx(document)

    def test_opens_without_any_table(self) -> None:
        assert len(opened(make_document()).worksheets) == 1
