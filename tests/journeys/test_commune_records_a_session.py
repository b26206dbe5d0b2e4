"""Xã Như Thanh, from a phone: a session in thôn Vĩnh Lợi is, confirmed, part of every figure."""

import time
from typing import Any

import pytest

from tests.builders.caller import Caller
from tests.builders.visitor import Visitor
from tests.journeys.calendar import TODAY, vietnamese
from tests.journeys.conftest import Come

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

COMMUNE, PROVINCE, NATION = "C16228n", "P38n", "VN"
MOST_TAPS, MOST_SECONDS = 12, 60


def counted(ministry: Caller) -> dict[tuple[str, str], Any]:
    """Read sessions and attendances of the day at commune, province and nation."""
    day = TODAY.isoformat()
    return {
        (code, unit): ministry.figure(code, unit, day, day)
        for code in ("TT01", "TT02")
        for unit in (COMMUNE, PROVINCE, NATION)
    }


def gained(
    before: dict[tuple[str, str], Any], after: dict[tuple[str, str], Any], code: str
) -> set[int]:
    """Say by how much the figure grew, at each of the three units."""
    return {
        (row["amount"] or 0) - (before[key]["amount"] or 0)
        for key, row in after.items()
        if key[0] == code
    }


def record_a_session(officer: Visitor, title: str, *, people: str = "120") -> str:
    """Write it down in three steps, looking at each; gives the record's address."""
    officer.go("/hoat-dong/ghi-moi/")
    officer.reads("Bước 1 trong 3", "Việc gì, ở đâu?")
    officer.page.get_by_label("Đơn vị", exact=True).select_option(label="Thôn Vĩnh Lợi")
    officer.taps += 1
    officer.type_into("Nội dung", title).press("Tiếp tục").look()
    officer.reads("Bước 2 trong 3", "Bao nhiêu người dự?")
    officer.type_into("Lượt người dự", people).choose("Khoảng").press("Tiếp tục").look()
    officer.reads("Bước 3 trong 3", f"khoảng {people} lượt người", "Thôn Vĩnh Lợi", title)
    officer.press("Ghi vào sổ").look()
    officer.reads("Bản ghi đang chờ xác nhận", "Chưa xác nhận nên chưa tính vào số liệu nào.")
    return officer.page.url.removeprefix(officer.address)


class TestSessionOfOneVillage:
    def test_counts_in_commune_province_and_nation_once_a_second_officer_confirms(
        self, come: Come, ministry: Caller
    ) -> None:
        before = counted(ministry)
        officer = come("nhuthanh")
        began = time.monotonic()
        record = record_a_session(officer, "Phòng chống lừa đảo qua mạng ở Vĩnh Lợi")
        seconds = time.monotonic() - began

        assert gained(before, counted(ministry), "TT01") == {0}
        assert officer.taps <= MOST_TAPS
        assert seconds <= MOST_SECONDS

        second = come("nhuthanh.verifier").go(record)
        second.press("Xác nhận").look()
        second.reads("Đã xác nhận", "TT01", "TT02")

        after = counted(ministry)
        assert gained(before, after, "TT01") == {1}
        assert gained(before, after, "TT02") == {120}
        assert after["TT02", COMMUNE]["hedge"] == "ABOUT"
        print(
            f"\none session on a phone: {officer.taps} taps, {officer.keys} letters, "
            f"{seconds:.1f} s of machine"
        )
        day = TODAY.isoformat()
        for unit in (COMMUNE, PROVINCE, NATION):
            behind = {str(line["record"]) for line in ministry.lines("TT02", unit, day, day)}
            assert record.rstrip("/").rpartition("/")[2] in behind

    def test_is_written_the_same_without_scripts(self, come: Come, ministry: Caller) -> None:
        before = counted(ministry)
        record = record_a_session(
            come("nhuthanh", scripts=False), "Tuyên truyền không kịch bản", people="90"
        )
        second = come("nhuthanh.verifier", scripts=False).go(record)
        second.press("Xác nhận").look()

        after = counted(ministry)
        assert gained(before, after, "TT01") == {1}
        assert gained(before, after, "TT02") == {90}

    def test_tells_the_writer_that_a_second_person_confirms(self, come: Come) -> None:
        officer = come("vinhloi").go("/hoat-dong/ghi-moi/")
        officer.reads("Thôn Vĩnh Lợi")
        officer.type_into("Nội dung", "Họp thôn về đường dây nóng").press("Tiếp tục")
        officer.type_into("Lượt người dự", "35").press("Tiếp tục")
        officer.press("Ghi vào sổ").look()

        assert officer.page.get_by_role("button", name="Xác nhận").count() == 0
        officer.reads(vietnamese(TODAY), "trưởng thôn Vĩnh Lợi ghi vào sổ")
