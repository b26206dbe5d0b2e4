"""A session is amended, another is voided: what counted goes on counting, and history tells all."""

import pytest

from tests.builders.caller import Caller
from tests.journeys.calendar import days_ago
from tests.journeys.conftest import Come
from tests.journeys.steps import (
    COMMUNE,
    amounts,
    confirm,
    path_of,
    record_a_session,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]


class TestAmendedSession:
    def test_counts_as_before_until_confirmed_and_exactly_after(
        self, come: Come, ministry: Caller
    ) -> None:
        day = days_ago(3)
        officer, second = come("nhuthanh"), come("nhuthanh.verifier")
        record = record_a_session(officer, "Luật Phòng cháy ở Vĩnh Lợi", on=day)
        confirm(second, record)
        assert amounts(ministry, "TT02", day, day) == [120, 120, 120]

        officer.go(record).press("Sửa").look()
        officer.type_into("Lượt người dự", "102").choose("Đếm đúng").press("Ghi bản sửa").look()
        officer.reads("Số liệu đang tính theo lần ghi 1")
        assert amounts(ministry, "TT02", day, day) == [120, 120, 120]

        confirm(second, record)
        assert amounts(ministry, "TT02", day, day) == [102, 102, 102]
        row = ministry.figure("TT02", COMMUNE, day.isoformat(), day.isoformat())
        assert (row["hedge"], row["lines_count"]) == ("EXACT", 1)
        second.reads(
            "cán bộ xã Như Thanh ghi vào sổ",
            "cán bộ xã Như Thanh sửa, lần ghi 2",
            "công an xã Như Thanh xác nhận lần ghi 1",
            "công an xã Như Thanh xác nhận lần ghi 2",
            "khoảng 120 lượt người thành 102 lượt người",
        )

    def test_shows_both_versions_when_two_officers_amend_it_at_once(self, come: Come) -> None:
        officer, other = come("nhuthanh"), come("vinhloi")
        record = record_a_session(officer, "Hai người cùng nhớ", on=days_ago(5))
        officer.go(record).press("Sửa")
        other.go(record).press("Sửa")
        other.type_into("Lượt người dự", "130").press("Ghi bản sửa").look()

        officer.type_into("Lượt người dự", "118").press("Ghi bản sửa").look()

        officer.reads("Hai người cùng sửa", "khoảng 118", "khoảng 130", "trưởng thôn Vĩnh Lợi")
        officer.press("Dùng bản của tôi").look()
        assert path_of(officer) == record
        officer.reads("khoảng 118 lượt người", "sửa, lần ghi 3")


class TestVoidedSession:
    def test_leaves_every_figure_and_keeps_its_reason(self, come: Come, ministry: Caller) -> None:
        day = days_ago(4)
        second = come("nhuthanh.verifier")
        record = record_a_session(come("nhuthanh"), "Ghi nhầm sang Vĩnh Lợi", on=day)
        confirm(second, record)
        assert amounts(ministry, "TT01", day, day) == [1, 1, 1]

        second.go(record).press("Hủy bản ghi").look()
        second.reads("Số liệu giảm", "TT02", "khoảng 120")
        second.press("Hủy bản ghi").look()
        second.reads("Ghi lý do để người sau hiểu.")
        second.type_into("Lý do hủy", "Buổi này của xã bên, ghi nhầm sổ")
        second.press("Hủy bản ghi").look()

        second.reads("Bản ghi đã hủy", "công an xã Như Thanh", "Buổi này của xã bên, ghi nhầm sổ")
        second.reads("khoảng 120 lượt người")  # what it said stays readable
        assert amounts(ministry, "TT01", day, day) in ([None] * 3, [0] * 3)
        assert ministry.lines("TT01", COMMUNE, day.isoformat(), day.isoformat()) == []
