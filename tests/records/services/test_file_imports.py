"""A file held against the book: what it would write, and what it refuses."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from binhyen.accounts.models import Officer
from binhyen.audit.models import AuditEntry
from binhyen.records.models import FileImport, FileRow, Record
from binhyen.records.rules.sheets.grid import UnreadableFileError
from binhyen.records.services.file_imports import (
    TooManyFilesError,
    check_file,
    marked_path,
    original_path,
    take_in,
)
from binhyen.units.models import Unit
from tests.builders.imports import AT, NOW, checked, commune, sent
from tests.builders.records import make_officer, make_record, the_catalogue
from tests.builders.sheets import HEADS, session, xls, xlsx
from tests.builders.units import make_area, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    the_catalogue()


def faults(file: FileImport) -> list[str]:
    rows = FileRow.objects.filter(file=file).order_by("number")
    return [fault[2] for row in rows for fault in row.faults]


class TestTakeIn:
    def test_refuses_what_is_no_excel_file_and_keeps_nothing(self) -> None:
        unit, officer = commune()

        with pytest.raises(UnreadableFileError):
            sent(unit, officer, b"TT;Ng\xc3\xa0y")

        assert FileImport.objects.count() == 0

    def test_is_one_entry_of_the_log_without_a_word_of_the_file(self) -> None:
        unit, officer = commune()

        file = sent(unit, officer, xlsx([HEADS, session()]))

        (entry,) = AuditEntry.objects.filter(action="file.taken_in")
        assert (entry.subject_id, entry.unit_id, list(entry.detail)) == (
            str(file.pk),
            unit.pk,
            ["bytes"],
        )

    def test_takes_thirty_files_an_hour(self) -> None:
        unit, officer = commune()
        content = xlsx([HEADS, session()])
        for _number in range(30):
            sent(unit, officer, content)

        with pytest.raises(TooManyFilesError):
            sent(unit, officer, content)
        later = take_in(
            book="ACTIVITY", unit=unit, name="so.xlsx", content=content, by=officer,
            at=AT + timedelta(hours=2),
        )  # fmt: skip
        assert later.state == "UPLOADED"

    def test_lets_go_of_files_only_looked_at_a_week_ago(self) -> None:
        unit, officer = commune()
        old = checked(unit, officer, xlsx([HEADS, session()]))

        take_in(
            book="ACTIVITY", unit=unit, name="so.xlsx", content=xlsx([HEADS, session()]),
            by=officer, at=AT + timedelta(days=8),
        )  # fmt: skip

        assert not FileImport.objects.filter(pk=old.pk).exists()
        assert not original_path(old).exists()


class TestCheckFile:
    def test_writes_nothing_and_says_how_each_row_was_understood(self) -> None:
        unit, officer = commune()

        file = checked(unit, officer, xlsx([HEADS, session(people="khoảng 1.234")]))

        assert (file.state, file.total, file.new, file.wrong) == ("CHECKED", 1, 1, 0)
        (row,) = FileRow.objects.filter(file=file)
        assert row.title == "Phòng cháy, chữa cháy lần 1"
        assert "Lượt người dự: khoảng 1.234 lượt người" in row.said
        assert Record.objects.count() == 0

    @pytest.mark.parametrize(
        "named", ["thôn Vĩnh Lợi", "Vĩnh Lợi", "VĨNH LỢI", "Thôn  Vĩnh\u00a0Lợi"]
    )
    def test_knows_a_village_however_it_is_named(self, named: str) -> None:
        unit, officer = commune()
        village = Unit.objects.get(pk=make_area(unit, "Bái Đa").pk)

        file = checked(unit, officer, xlsx([HEADS, session(unit=named)]))

        row = FileRow.objects.get(file=file)
        assert (row.outcome, row.unit_id != village.pk) == ("NEW", True)

    def test_leaves_a_row_without_a_village_to_the_commune(self) -> None:
        unit, officer = commune()

        file = checked(unit, officer, xlsx([HEADS, session(unit=None)]))

        assert FileRow.objects.get(file=file).unit_id == unit.pk

    def test_knows_a_commune_by_a_code_that_lost_its_zeros(self) -> None:
        unit, officer = commune()
        Unit.objects.filter(pk=unit.pk)
        from binhyen.units.models import UnitVersion  # noqa: PLC0415

        UnitVersion.objects.filter(unit=unit).update(code="00712")

        file = checked(unit, officer, xlsx([HEADS, session(unit=712)]))

        assert FileRow.objects.get(file=file).unit_id == unit.pk

    def test_asks_about_a_village_spelt_otherwise(self) -> None:
        unit, officer = commune()

        file = checked(unit, officer, xlsx([HEADS, session(unit="Thôn Vĩnh Lơi")]))

        assert faults(file) == ["Không có “Thôn Vĩnh Lơi” trong danh sách. Có phải Thôn Vĩnh Lợi?"]

    def test_asks_which_of_two_villages_of_one_name(self) -> None:
        unit, officer = commune()
        make_area(unit, "Vĩnh Lợi", type="bản")

        file = checked(unit, officer, xlsx([HEADS, session(unit="Vĩnh Lợi")]))

        assert faults(file) == [
            "Có nhiều đơn vị mang tên này: Bản Vĩnh Lợi; Thôn Vĩnh Lợi. Ghi rõ hơn."
        ]

    def test_refuses_the_village_of_another_commune(self) -> None:
        unit, officer = commune()
        make_area(make_unit(name="Xa Lạ"), "Đồi Dẻ")

        file = checked(unit, officer, xlsx([HEADS, session(unit="Thôn Đồi Dẻ")]))

        assert "Không có “Thôn Đồi Dẻ” trong danh sách đơn vị" in faults(file)[0]

    def test_tells_everything_that_is_wrong_at_once(self) -> None:
        unit, officer = commune()
        rows = [
            HEADS,
            session(1, on="31/02/2026", people="rất nhiều"),
            session(2, on="14/08/2027"),
            session(3, title="Gọi ông A theo số 0912 345 678"),
        ]

        file = checked(unit, officer, xlsx(rows))

        assert (file.wrong, file.new) == (3, 0)
        assert [said.split(".")[0] for said in faults(file)] == [
            "Không có ngày 31/02/2026",
            "“rất nhiều” không phải một số",
            "Ngày này không thể sau hôm nay, 20/08/2026",
            "Phần này có số điện thoại",
        ]

    def test_tells_of_an_unreadable_row_what_else_it_lacks_and_of_a_cell_only_once(self) -> None:
        unit, officer = commune()
        rows = [HEADS, session(1, kind="Việc lạ", on="31/02/2026", title="")]

        file = checked(unit, officer, xlsx(rows))

        (row,) = FileRow.objects.filter(file=file)
        assert sorted(head for _column, head, _said in row.faults) == [
            "Loại việc",
            "Ngày",
            "Nội dung",
        ]

    def test_refuses_a_row_that_stands_twice(self) -> None:
        unit, officer = commune()

        file = checked(unit, officer, xlsx([HEADS, session(1), session(1)]))

        assert faults(file) == ["Giống hệt dòng 2. Xóa bớt một dòng, hoặc cộng vào cột số lần."]

    def test_warns_of_a_record_that_looks_the_same(self) -> None:
        unit, officer = commune()
        make_record(unit, officer, title="Phòng cháy, chữa cháy lần 1", on="2026-08-14", at=NOW)

        file = checked(unit, officer, xlsx([HEADS, session(1)]))

        (row,) = FileRow.objects.filter(file=file)
        assert row.outcome == "NEW"
        assert "cùng loại, cùng ngày, cùng tên" in row.remarks[0]

    def test_says_why_a_file_could_not_be_read_and_forgets_it(self) -> None:
        unit, officer = commune()

        file = checked(unit, officer, xlsx([["Họ tên", "Năm sinh"], ["A", 1960]]))

        assert file.state == "REFUSED"
        assert file.sentence.startswith("Không tìm thấy dòng đầu bảng")
        assert not original_path(file).exists()

    def test_gives_the_rows_back_with_what_is_wrong_beside_them(self) -> None:
        unit, officer = commune()
        rows = [["SỔ TUYÊN TRUYỀN"], HEADS, session(1), session(2, people="nhiều")]

        file = checked(unit, officer, xlsx(rows, merges=["A1:F1"]))

        sheet = load_workbook(BytesIO(marked_path(file).read_bytes())).worksheets[0]
        assert [cell.value for cell in sheet[2]] == [*HEADS, "Lỗi"]
        assert sheet["G3"].value is None
        assert "không phải một số" in str(sheet["G4"].value)
        assert sheet["F4"].fill.fgColor.rgb == "FFF8D7D2"
        assert sheet["F4"].font.name == "Times New Roman"

    def test_reads_the_file_it_gave_back_once_it_was_mended(self) -> None:
        unit, officer = commune()
        file = checked(unit, officer, xlsx([HEADS, session(1, people="nhiều")]))
        book = load_workbook(BytesIO(marked_path(file).read_bytes()))
        book.worksheets[0]["F2"] = 120
        held = BytesIO()
        book.save(held)

        again = checked(unit, officer, held.getvalue())

        assert (again.state, again.new, again.wrong) == ("CHECKED", 1, 0)

    def test_checks_under_the_right_of_who_sent_it(self) -> None:
        unit, officer = commune()
        stranger = make_officer(make_unit(name="Xa Lạ"))
        file = sent(unit, officer, xlsx([HEADS, session(unit=None)]))
        FileImport.objects.filter(pk=file.pk).update(asked_by=stranger)

        check_file(file=file.pk, clock=lambda: NOW)

        file.refresh_from_db()
        assert file.state == "REFUSED"

    def test_begins_again_after_a_worker_was_killed(self) -> None:
        unit, officer = commune()
        file = sent(unit, officer, xlsx([HEADS, session()]))
        FileImport.objects.filter(pk=file.pk).update(worker="gone", seen_at=NOW)

        check_file(file=file.pk, clock=lambda: NOW + timedelta(seconds=30))
        assert FileImport.objects.get(pk=file.pk).state == "UPLOADED"

        check_file(file=file.pk, clock=lambda: NOW + timedelta(seconds=61))
        assert FileImport.objects.get(pk=file.pk).state == "CHECKED"

    def test_reads_old_files_too(self) -> None:
        unit, officer = commune()

        file = checked(unit, officer, xls([HEADS, session(on=date(2026, 8, 14))]))

        assert (file.new, file.wrong) == (1, 0)


def test_units_lives_bound_what_a_file_may_say() -> None:
    unit = make_unit(valid_from=date(2025, 7, 1))
    officer: Officer = make_officer(unit)
    file = checked(unit, officer, xlsx([HEADS, session(unit=None, on="1/6/2025")]))

    (said,) = faults(file)
    assert "có từ ngày 01/07/2025" in said
    assert datetime(2025, 6, 1, tzinfo=UTC) < AT
