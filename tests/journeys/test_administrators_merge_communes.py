"""Thanh Hóa merges xã Xuân Du and xã Mậu Lâm: entered, previewed, confirmed by another, undone."""

import re

import pytest
from playwright.sync_api import expect

from tests.builders.caller import Caller
from tests.builders.visitor import DESK, Visitor
from tests.journeys.calendar import days_ago, vietnamese
from tests.journeys.conftest import Come
from tests.journeys.steps import path_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

ONE, TWO, PROVINCE = "C16234n", "C16249n", "P38n"
DECREE = "Nghị quyết 12/NQ-HĐND của Hội đồng nhân dân tỉnh Thanh Hóa"
TAKES_EFFECT = days_ago(2)


def find_and_tick(admin: Visitor, name: str) -> Visitor:
    """Search without diacritics and tick what is found."""
    admin.page.fill("#id_q", name)
    admin.press("Tìm").look()
    return admin


def enter_the_merge(admin: Visitor) -> str:
    admin.go("/sap-xep/moi/").reads("Bước 1 trong").choose("Nhập nhiều đơn vị thành một")
    find_and_tick(admin, "xuan du").choose("Xuân Du")
    find_and_tick(admin, "mau lam").choose("Mậu Lâm")
    admin.page.fill("#id_on", vietnamese(TAKES_EFFECT))
    admin.page.fill("#id_decree", DECREE)
    admin.press("Tiếp tục").look()
    admin.reads("Đơn vị mới là gì?", "Bước 2 trong")
    admin.page.get_by_label("Tên", exact=True).fill("Du Lâm")
    admin.page.get_by_label("Mã", exact=True).fill("99138")
    return path_of(admin.press("Tiếp tục").look())


def units_of(ministry: Caller, on: str) -> set[str]:
    answer = ministry.get("/units", q="Du Lâm", on=on, within=PROVINCE)
    return {item["uid"] for item in answer.body["items"] if item["name"] == "Du Lâm"}


class TestMerge:
    def test_is_entered_previewed_confirmed_by_another_and_undone(
        self, come: Come, ministry: Caller
    ) -> None:
        today, before = (days_ago(0).isoformat(), days_ago(3).isoformat())
        admin = come("thanhhoa.admin", width=DESK)
        event = enter_the_merge(admin)
        admin.reads("Du Lâm", "Xuân Du", "Mậu Lâm", DECREE, "cần người quản trị thứ hai xác nhận")
        assert admin.page.get_by_role("button", name="Xác nhận sắp xếp").count() == 0
        assert units_of(ministry, today) == set()

        second = come("thanhhoa.admin.second").go(event)
        second.press("Xác nhận sắp xếp").look()
        second.reads("Đã xác nhận.")
        (merged,) = units_of(ministry, today)
        assert units_of(ministry, before) == set()
        lineage = ministry.get(f"/units/{merged}/lineage").body
        assert {one["uid"] for one in lineage["predecessors"]} == {ONE, TWO}

        admin.go(event).press("Hoàn tác").look()
        admin.press("Hoàn tác sắp xếp").look()
        admin.reads("Lý do")  # asked for, before anything is undone
        admin.page.get_by_label(re.compile("^Lý do")).fill("Nghị quyết bị bãi bỏ")
        admin.press("Hoàn tác sắp xếp").look()
        admin.reads("Đã hoàn tác.", "Nghị quyết bị bãi bỏ")
        assert units_of(ministry, today) == set()
        for uid in (ONE, TWO):
            assert ministry.get(f"/units/{uid}").body["valid_to"] is None

    def test_is_not_for_the_officers_of_a_commune(self, come: Come) -> None:
        officer = come("nhuthanh").go("/sap-xep/")
        expect(officer.page.locator("main")).not_to_contain_text("Ghi sắp xếp")
        officer.go("/sap-xep/moi/", status=404)
