"""Files as offices make them, each read as its sender meant it."""

import unicodedata
from datetime import date
from typing import Any

import pytest

from binhyen.activities.rules.sheet import LAYOUT
from binhyen.forces.rules import LAYOUT as TEAMS
from binhyen.records.rules.sheets.columns import Layout
from binhyen.records.rules.sheets.grid import UnreadableFileError
from binhyen.records.rules.sheets.reading import SheetRead, read_file
from binhyen.schemes.rules import LAYOUT as SCHEMES
from tests.builders.sheets import HEADS, part_of, repacked, session, xls, xlsx

AUGUST_14 = date(2026, 8, 14)


def read(content: bytes, layout: Layout = LAYOUT, **more: Any) -> SheetRead:
    return read_file(content, layout, **more)


def only(content: bytes, layout: Layout = LAYOUT, **more: Any) -> dict[str, Any]:
    """The data of the one row of a file, which has nothing wrong with it."""
    (row,) = read(content, layout, **more).rows
    assert row.wrong == []
    return row.data


def sentences(content: bytes, layout: Layout = LAYOUT) -> list[str]:
    return [wrong.sentence for row in read(content, layout).rows for wrong in row.wrong]


class TestHeads:
    def test_stand_under_a_title_and_an_empty_row(self) -> None:
        rows = [["UBND XÃ NHƯ THANH"], ["SỔ THEO DÕI TUYÊN TRUYỀN NĂM 2026"], [], HEADS, session()]

        assert [row.line for row in read(xlsx(rows, merges=["A2:F2"])).rows] == [5]

    def test_are_merged_over_two_rows(self) -> None:
        top = ["TT", "Thôn", "Công việc", None, None, "Kết quả"]
        below = [None, None, "Loại việc", "Ngày", "Nội dung", "Lượt người"]
        merges = ["A1:A2", "B1:B2", "C1:E1"]

        found = read(xlsx([top, below, session()], merges=merges))

        assert (found.table.first_head, found.rows[0].unit) == (0, "Thôn Vĩnh Lợi")
        assert found.rows[0].data["participants"] == {"amount": 120, "hedge": "EXACT"}

    def test_of_two_rows_are_read_from_an_old_file(self) -> None:
        top = ["TT", "Thôn", "Công việc", None, None, "Kết quả"]
        below = [None, None, "Loại việc", "Ngày", "Nội dung", "Lượt người"]
        merges = [(0, 1, 0, 0), (0, 1, 1, 1), (0, 0, 2, 4)]

        assert only(xls([top, below, session()], merges=merges))["on"] == AUGUST_14

    def test_are_followed_by_a_row_that_numbers_the_columns(self) -> None:
        numbering = ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]

        assert len(read(xlsx([HEADS, numbering, session()])).rows) == 1

    def test_stand_in_any_order_and_under_other_words(self) -> None:
        heads = ["Số lượt người tham dự", "Nội dung tuyên truyền", "Thời gian", "Hoạt động", "STT"]
        row = [90, "Phòng, chống ma túy", "14/8/2026", "Họp dân", 1]

        assert only(xlsx([heads, row])) == {
            "participants": {"amount": 90, "hedge": "EXACT"},
            "title": "Phòng, chống ma túy",
            "on": AUGUST_14,
            "kind": "SESSION",
        }

    def test_are_repeated_on_every_printed_page(self) -> None:
        found = read(xlsx([HEADS, session(1), HEADS, session(2)]))

        assert [row.line for row in found.rows] == [2, 4]
        assert found.notices == ("Không đọc 1 đầu bảng lặp lại: dòng 3.",)

    def test_with_a_star_a_hint_and_capitals_are_the_same_heads(self) -> None:
        heads = ["TT", "THÔN", "LOẠI VIỆC (*)", "Ngày (dd/mm/yyyy)", "Nội dung *", "LƯỢT NGƯỜI"]

        assert only(xlsx([heads, session()]))["title"] == "Phòng cháy, chữa cháy lần 1"

    def test_that_lack_a_required_column_are_told_by_name(self) -> None:
        with pytest.raises(UnreadableFileError, match="chưa có cột “Loại việc”"):
            read(xlsx([["TT", "Ngày", "Nội dung"], [1, "14/8/2026", "Họp"]]))

    def test_that_nobody_knows_are_refused(self) -> None:
        with pytest.raises(UnreadableFileError, match="Không tìm thấy dòng đầu bảng"):
            read(xlsx([["Họ và tên", "Năm sinh"], ["A", 1960]]))

    def test_of_a_column_nobody_knows_are_told(self) -> None:
        found = read(xlsx([[*HEADS, "Kinh phí"], [*session(), 500_000]]))

        assert found.notices == ("Không đọc cột “Kinh phí”.",)


class TestRows:
    def test_of_totals_and_notes_are_left_aside_and_told(self) -> None:
        rows = [
            HEADS, session(1), session(2), [None, "Tổng cộng", None, None, None, 240],
            ["Ghi chú: số liệu do các thôn báo"],
            [None, "Người lập biểu", None, None, "Trưởng công an"],
        ]  # fmt: skip

        found = read(xlsx(rows))

        assert len(found.rows) == 2
        assert found.notices == (
            "Không đọc 1 dòng cộng: dòng 4.",
            "Không đọc 2 ghi chú dưới bảng: dòng 5, 6.",
        )

    def test_of_totals_between_sections_do_not_end_the_table(self) -> None:
        rows = [
            HEADS, ["I", "Thôn Vĩnh Lợi"], session(1), [None, "Cộng", None, None, None, 120],
            ["II", "Thôn Bái Đa"], session(2),
        ]  # fmt: skip

        assert [row.line for row in read(xlsx(rows)).rows] == [3, 6]

    def test_about_a_community_group_are_no_totals(self) -> None:
        row = session(title="Cộng đồng tự quản thôn")

        assert only(xlsx([HEADS, row]))["title"] == "Cộng đồng tự quản thôn"

    def test_numbered_before_they_are_filled_are_empty(self) -> None:
        blank = [[number, None, None, None, None, None] for number in range(2, 60)]

        assert len(read(xlsx([HEADS, session(1), *blank])).rows) == 1

    def test_of_the_template_s_example_are_not_read(self) -> None:
        assert len(read(xlsx([HEADS, ["VD", *session()[1:]], session(2)])).rows) == 1

    def test_that_are_hidden_are_read_and_told(self) -> None:
        found = read(xlsx([HEADS, session(1), session(2)], hidden_rows=[3], hidden_columns=["F"]))

        assert len(found.rows) == 2
        assert found.notices == (
            "Tệp có 1 dòng ẩn cũng được đọc: dòng 3.",
            "Tệp có cột ẩn cũng được đọc: “Lượt người dự”.",
        )

    def test_that_are_hidden_in_an_old_file_are_told(self) -> None:
        found = read(xls([HEADS, session(1), session(2)], hidden=[2]))

        assert found.notices == ("Tệp có 1 dòng ẩn cũng được đọc: dòng 3.",)

    def test_joined_over_one_village_all_have_the_village(self) -> None:
        second = session(2)
        second[1] = None

        found = read(xlsx([HEADS, session(1), second], merges=["B2:B3"]))

        assert [row.unit for row in found.rows] == ["Thôn Vĩnh Lợi"] * 2

    def test_joined_over_one_number_are_asked_whose_it_is(self) -> None:
        second = session(2, people=None)

        found = read(xlsx([HEADS, session(1), second], merges=["F2:F3"]))

        assert found.rows[0].wrong == []
        assert "gộp nhiều dòng" in found.rows[1].wrong[0].sentence

    def test_of_other_sheets_are_told_not_read(self) -> None:
        found = read(xlsx([HEADS, session()], more_sheets={"Tháng 9": [HEADS, session(2)]}))

        assert found.notices == ("Chỉ đọc trang tính “Sổ”; chưa đọc “Tháng 9”.",)

    def test_more_than_twenty_thousand_are_refused(self) -> None:
        rows = [[n, None, "Tuần tra", "14/8/2026", "Tuần tra", None] for n in range(20_001)]

        with pytest.raises(UnreadableFileError, match=r"20\.000 dòng"):
            read(xlsx([HEADS, *rows]))

    def test_of_an_empty_table_are_missed(self) -> None:
        with pytest.raises(UnreadableFileError, match="chưa có dòng nào"):
            read(xlsx([HEADS]))


class TestWords:
    def test_decomposed_as_a_mac_writes_them_are_composed(self) -> None:
        decomposed = [unicodedata.normalize("NFD", head) for head in HEADS]
        row = session(title=unicodedata.normalize("NFD", "Hòa giải ở thôn"))

        assert only(xlsx([decomposed, row]))["title"] == "Hòa giải ở thôn"

    def test_lose_odd_spaces_and_what_cannot_be_seen(self) -> None:
        row = session(title="Họp\u00a0\u00a0dân \u200bthôn\r\n")

        assert only(xlsx([HEADS, row]))["title"] == "Họp dân thôn"

    def test_of_a_closed_list_are_found_without_regard_to_case_and_tone_place(self) -> None:
        heads = ["Loại việc", "Ngày", "Nội dung", "Chủ đề"]
        row = ["TUẦN TRA ĐÊM", "14/8/2026", "Tuần tra", None]

        assert only(xlsx([heads, row]))["kind"] == "PATROL"

    def test_outside_a_closed_list_are_told_with_the_list(self) -> None:
        (said,) = sentences(xlsx([HEADS, session(kind="Đi họp")]))

        assert said.startswith("“Đi họp” không có trong danh mục. Chọn một trong: Buổi tuyên")

    def test_in_vntime_are_converted_with_samples(self) -> None:
        heads = ["TT", "Th«n", "Lo¹i viÖc", "Ngµy", "Néi dung", "L\u00adît ng\u00adêi"]
        row = [1, "Th«n VÜnh Lîi", "Tuyªn truyÒn", "14/8/2026", "Phßng ch¸y, ch÷a ch¸y", 120]

        found = read(xlsx([heads, row], font=".VnTime"))

        assert found.rows[0].data["title"] == "Phòng cháy, chữa cháy"
        assert found.rows[0].unit == "Thôn Vĩnh Lợi"
        assert found.converted is not None
        assert found.converted.coding == "TCVN3"
        assert ("Phßng ch¸y, ch÷a ch¸y", "Phòng cháy, chữa cháy") in found.converted.samples

    def test_in_vntime_are_converted_in_an_old_file(self) -> None:
        heads = ["TT", "Th«n", "Lo¹i viÖc", "Ngµy", "Néi dung", "L\u00adît ng\u00adêi"]
        row = [1, "Th«n VÜnh Lîi", "TuÇn tra", "14/8/2026", "TuÇn tra ®ªm", None]

        assert read(xls([heads, row])).rows[0].data["title"] == "Tuần tra đêm"

    def test_in_vni_are_converted(self) -> None:
        heads = ["TT", "Thoân", "Loaïi vieäc", "Ngaøy", "Noäi dung", "Löôït ngöôøi"]
        row = [1, "Thoân Vónh Lôïi", "Tuaàn tra", "14/8/2026", "Tuaàn tra ñeâm", None]

        found = read(xlsx([heads, row], font="VNI-Times"))

        assert found.rows[0].data["title"] == "Tuần tra đêm"
        assert found.rows[0].unit == "Thôn Vĩnh Lợi"
        assert found.converted is not None
        assert found.converted.coding == "VNI"

    def test_of_unicode_are_left_alone_whatever_fonts_the_file_lists(self) -> None:
        row = session(title="Diện tích 120 m², nhiệt độ 38°C «nóng» · khô")

        found = read(xlsx([HEADS, row], font=".VnTime"))

        assert found.converted is None
        assert found.rows[0].data["title"] == "Diện tích 120 m², nhiệt độ 38°C «nóng» · khô"


class TestDays:
    @pytest.mark.parametrize(
        "typed",
        [
            "14/08/2026", "14/8/2026", "14/8/26", "14-8-2026", "14.08.2026", " 14 / 8 / 2026 ",
            "ngày 14 tháng 8 năm 2026", "Thứ Sáu, 14/8/2026", "2026-08-14", AUGUST_14, 46248,
            14082026, "'14/08/2026",
        ],
    )  # fmt: skip
    def test_are_read_however_they_were_put_in(self, typed: Any) -> None:
        assert only(xlsx([HEADS, session(on=typed)]))["on"] == AUGUST_14

    def test_of_an_old_file_are_read_from_serials(self) -> None:
        assert only(xls([HEADS, session(on=AUGUST_14)]))["on"] == AUGUST_14

    def test_of_a_mac_count_from_1904(self) -> None:
        content = xlsx([HEADS, session(on=46248 - 1462)], from_1904=True)

        assert only(content)["on"] == AUGUST_14

    def test_are_never_read_month_first(self) -> None:
        (said,) = sentences(xlsx([HEADS, session(on="08/14/2026")]))

        assert said == "Không có ngày 08/14/2026. Ghi ngày trước, tháng sau. Ví dụ 14/11/2026."

    def test_that_are_only_a_year_are_asked_of_an_activity(self) -> None:
        assert "chưa có ngày" in sentences(xlsx([HEADS, session(on=2026)]))[0]

    def test_that_are_only_a_year_are_no_founding_of_a_scheme(self) -> None:
        heads = ["Tên mô hình", "Lĩnh vực", "Năm thành lập"]

        (row,) = read(xlsx([heads, ["Tiếng kẻng an ninh", "ANTT", 2019]]), SCHEMES).rows

        assert row.data["existing_on"] == date(2019, 12, 31)
        assert "founded_on" not in row.data
        assert "biết từ 31/12/2019" in row.remarks[0]

    def test_of_a_count_are_the_file_s_where_the_row_says_none(self) -> None:
        heads = ["Tên tổ", "Loại tổ", "Ngày thành lập", "Số thành viên"]
        row = ["Tổ bảo vệ ANTT thôn 1", "Tổ bảo vệ ANTT", "1/7/2024", 5]

        data = only(xlsx([heads, row]), TEAMS, as_of=AUGUST_14)

        assert data["counts"] == [{"members": {"amount": 5, "hedge": "EXACT"}, "on": AUGUST_14}]


class TestNumbers:
    @pytest.mark.parametrize(
        ("typed", "amount", "hedge"),
        [
            (120, 120, "EXACT"), ("1.234", 1234, "EXACT"), ("1 234", 1234, "EXACT"),
            ("khoảng 120", 120, "ABOUT"), ("Hơn 50", 50, "OVER"), ("trên 50 người", 50, "OVER"),
            ("gần 26.000", 26000, "NEARLY"), ("dưới 10", 10, "UNDER"), (">100", 100, "OVER"),
            ("120 lượt người", 120, "EXACT"), ("0", 0, "EXACT"), ("120,0", 120, "EXACT"),
        ],
    )  # fmt: skip
    def test_of_people_are_whole_with_their_hedge(
        self, typed: Any, amount: int, hedge: str
    ) -> None:
        data = only(xlsx([HEADS, session(people=typed)]))

        assert data["participants"] == {"amount": amount, "hedge": hedge}

    def test_with_a_comma_in_a_whole_column_are_echoed(self) -> None:
        (row,) = read(xlsx([HEADS, session(people="1,234")])).rows

        assert row.data["participants"]["amount"] == 1234
        assert row.remarks == ["“1,234” được đọc là 1.234."]

    def test_that_excel_made_a_fraction_of_are_asked(self) -> None:
        assert sentences(xlsx([HEADS, session(people=1.234)])) == [
            "Ô có số 1,234, cột này đếm số nguyên. Nếu là 1.234 thì ghi 1234."
        ]

    @pytest.mark.parametrize("typed", ["8,5", 8.5, "8.5"])
    def test_of_kilograms_take_a_comma_and_a_point(self, typed: Any) -> None:
        heads = ["Loại việc", "Ngày", "Nội dung", "Loại giao nộp", "Số lượng giao nộp"]
        row = ["Giao nộp vũ khí", "14/8/2026", "Dân giao nộp", "Vật liệu nổ", typed]

        (item,) = only(xlsx([heads, row]))["items"]

        assert (item["class"], str(item["amount"]), item["hedge"]) == ("EXPLOSIVES", "8.5", "EXACT")

    def test_of_kilograms_that_may_be_thousands_are_asked(self) -> None:
        heads = ["Loại việc", "Ngày", "Nội dung", "Loại giao nộp", "Số lượng giao nộp"]
        row = ["Giao nộp vũ khí", "14/8/2026", "Dân giao nộp", "Vật liệu nổ", "1.234"]

        assert sentences(xlsx([heads, row])) == [
            "“1.234” có thể là số nguyên hoặc số lẻ. Ghi 1234 hoặc 1,234."
        ]

    def test_in_words_are_asked(self) -> None:
        assert "không phải một số" in sentences(xlsx([HEADS, session(people="nhiều")]))[0]

    def test_left_out_or_dashed_are_not_answered(self) -> None:
        for nothing in (None, "-", "…", "không"):
            assert "participants" not in only(xlsx([HEADS, session(people=nothing)]))

    def test_that_stand_several_times_have_numbered_heads(self) -> None:
        heads = ["Tên mô hình", "Lĩnh vực", "Ngày ra mắt", "Đếm ngày", "Thành viên",
                 "Đếm ngày (2)", "Thành viên (2)"]  # fmt: skip
        row = ["Camera an ninh", "ANTT", "1/2/2026", "1/3/2026", 20, "1/6/2026", "khoảng 30"]

        data = only(xlsx([heads, row]), SCHEMES)

        assert [(one["on"].month, one["members"]["amount"]) for one in data["counts"]] == [
            (3, 20),
            (6, 30),
        ]


class TestFormulas:
    def test_give_their_values_only(self) -> None:
        content = xlsx([HEADS, session(people="=60+60")])
        sheet = part_of(content, "xl/worksheets/sheet1.xml")
        cached = sheet.replace(b"<v></v>", b"<v>120</v>").replace(b"<v />", b"<v>120</v>")
        content = repacked(content, {"xl/worksheets/sheet1.xml": cached})

        assert only(content)["participants"] == {"amount": 120, "hedge": "EXACT"}

    def test_without_a_value_are_told(self) -> None:
        assert "công thức chưa có kết quả" in sentences(xlsx([HEADS, session(people="=60+60")]))[0]

    def test_that_broke_are_told(self) -> None:
        assert "báo lỗi #REF!" in sentences(xlsx([HEADS, session(people="#REF!")]))[0]

    def test_shown_with_a_hedge_in_the_format_keep_it(self) -> None:
        content = xlsx([HEADS, session(people=120)], formats={"F2": '"khoảng "#,##0'})

        assert only(content)["participants"] == {"amount": 120, "hedge": "ABOUT"}
