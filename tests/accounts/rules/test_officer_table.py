from datetime import date, datetime

import pytest

from binhyen.accounts.rules.officer_table import (
    TableUnreadableError,
    day_of,
    roles_of,
    rows_of,
    split_text,
    written,
)
from binhyen.kernel.text import fold_key

NAMES = {"ghi so": "RECORDER", "xac nhan": "VERIFIER", fold_key("duyệt, ký"): "APPROVER"}


class TestSplitText:
    @pytest.mark.parametrize("separator", ["\t", ";", ","])
    def test_takes_the_separator_of_the_first_line(self, separator: str) -> None:
        assert split_text(f"a{separator}b\nc{separator}d") == [["a", "b"], ["c", "d"]]

    def test_keeps_a_comma_inside_quotes(self) -> None:
        assert split_text('a,b\n"x, y",z') == [["a", "b"], ["x, y", "z"]]


class TestRowsOf:
    def test_knows_columns_by_their_heads_in_any_order(self) -> None:
        cells: list[list[object]] = [
            [],
            ["Vai trò", "ĐƠN VỊ", "ten dang nhap", "Tên hiển thị"],
            ["ghi sổ", "xã Hải Long", "Hoa.HL", "Cán bộ  xã"],
            ["", None, "", ""],
            ["ghi sổ", "Vĩnh Lợi", "vl", "Trưởng thôn"],
        ]
        first, second = rows_of(cells, fold_key)
        assert (first.number, first.username, first.display_name) == (3, "hoa.hl", "Cán bộ xã")
        assert (second.number, second.unit, second.starts_on) == (5, "Vĩnh Lợi", "")

    @pytest.mark.parametrize(
        ("cells", "words"),
        [
            ([], "không có dòng nào"),
            ([["Đơn vị", "Vai trò"]], "thiếu cột: Tên đăng nhập, Tên hiển thị"),
            ([["Tên đăng nhập", "Tên hiển thị", "Đơn vị", "Vai trò"]], "chỉ có dòng tên cột"),
        ],
    )
    def test_says_why_a_table_cannot_be_read(self, cells: list[list[object]], words: str) -> None:
        with pytest.raises(TableUnreadableError, match=words):
            rows_of(cells, fold_key)


class TestWritten:
    @pytest.mark.parametrize(
        ("cell", "text"),
        [(None, ""), (12.0, "12"), (datetime(2026, 3, 2), "02/03/2026"), (" a  b ", "a b")],
    )
    def test_writes_a_cell_as_people_see_it(self, cell: object, text: str) -> None:
        assert written(cell) == text


class TestDayOf:
    def test_reads_the_vietnamese_order(self) -> None:
        assert day_of("2/3/2026", date(2026, 1, 1)) == date(2026, 3, 2)

    def test_takes_the_usual_day_for_an_empty_cell(self) -> None:
        assert day_of("", date(2026, 1, 1)) == date(2026, 1, 1)

    @pytest.mark.parametrize("text", ["32/1/2026", "hôm nay", "2026"])
    def test_knows_no_other(self, text: str) -> None:
        assert day_of(text, date(2026, 1, 1)) is None


class TestRolesOf:
    def test_reads_several(self) -> None:
        assert roles_of("Ghi sổ; xác nhận", NAMES, fold_key) == ["RECORDER", "VERIFIER"]

    def test_takes_a_label_with_a_comma_as_one(self) -> None:
        assert roles_of("Duyệt, ký", NAMES, fold_key) == ["APPROVER"]

    @pytest.mark.parametrize("text", ["", "làm gì", "ghi sổ; làm gì"])
    def test_refuses_what_it_does_not_know(self, text: str) -> None:
        assert roles_of(text, NAMES, fold_key) is None
