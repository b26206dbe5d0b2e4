"""Xã Như Thanh, from a phone: a session in thôn Vĩnh Lợi is, confirmed, part of every figure."""

import time
from typing import Any

import pytest

from tests.builders.caller import Caller
from tests.journeys.calendar import TODAY, vietnamese
from tests.journeys.conftest import Come
from tests.journeys.steps import COMMUNE, UP, confirm, id_of, record_a_session

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

MOST_TAPS, MOST_SECONDS = 12, 60


def counted(ministry: Caller) -> dict[tuple[str, str], Any]:
    """Read sessions and attendances of the day at commune, province and nation."""
    day = TODAY.isoformat()
    return {
        (code, unit): ministry.figure(code, unit, day, day)
        for code in ("TT01", "TT02")
        for unit in UP
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


class TestSessionOfOneVillage:
    def test_counts_in_commune_province_and_nation_once_a_second_officer_confirms(
        self, come: Come, ministry: Caller, record_property: Any
    ) -> None:
        before = counted(ministry)
        officer = come("nhuthanh")
        began = time.monotonic()
        record = record_a_session(officer, "Phòng chống lừa đảo qua mạng ở Vĩnh Lợi")
        seconds = time.monotonic() - began
        record_property("taps", officer.taps)
        record_property("seconds of the machine", round(seconds, 1))

        assert gained(before, counted(ministry), "TT01") == {0}
        assert officer.taps <= MOST_TAPS
        assert seconds <= MOST_SECONDS

        confirm(come("nhuthanh.verifier"), record).reads("TT01", "TT02", "khoảng 120")

        after = counted(ministry)
        assert gained(before, after, "TT01") == {1}
        assert gained(before, after, "TT02") == {120}
        assert after["TT02", COMMUNE]["hedge"] == "ABOUT"
        day = TODAY.isoformat()
        for unit in UP:
            behind = {str(line["record"]) for line in ministry.lines("TT02", unit, day, day)}
            assert id_of(record) in behind

    def test_is_written_the_same_without_scripts(self, come: Come, ministry: Caller) -> None:
        before = counted(ministry)
        record = record_a_session(
            come("nhuthanh", scripts=False), "Tuyên truyền không kịch bản", people="90"
        )
        confirm(come("nhuthanh.verifier", scripts=False), record)

        after = counted(ministry)
        assert gained(before, after, "TT01") == {1}
        assert gained(before, after, "TT02") == {90}

    def test_is_not_confirmed_by_the_village_head_who_wrote_it(self, come: Come) -> None:
        head = come("vinhloi").go("/hoat-dong/ghi-moi/").reads("Thôn Vĩnh Lợi")
        head.type_into("Nội dung", "Họp thôn về đường dây nóng").press("Tiếp tục")
        head.type_into("Lượt người dự", "35").press("Tiếp tục")
        head.press("Ghi vào sổ").look()

        assert head.page.get_by_role("button", name="Xác nhận").count() == 0
        head.reads(vietnamese(TODAY), "trưởng thôn Vĩnh Lợi ghi vào sổ")
