"""Xã Như Thanh sends a report; tỉnh Thanh Hóa takes it in and consolidates: in a browser."""

import re
from datetime import date, timedelta

import pytest

from tests.builders.visitor import DESK, Visitor
from tests.journeys.calendar import TODAY
from tests.journeys.conftest import Come
from tests.journeys.steps import confirm, record_a_session

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

CUT = 14


def month_due() -> str:
    """The month of the law that ended last: its report is due about now."""
    day = TODAY if TODAY.day > CUT else TODAY.replace(day=1) - timedelta(days=1)
    return f"tháng {day.month}/{day.year}"


def in_that_month() -> date:
    day = TODAY if TODAY.day > CUT else TODAY.replace(day=1) - timedelta(days=1)
    return day.replace(day=CUT)


def open_report(officer: Visitor) -> Visitor:
    """From the home page to the filing, made or opened by one tap."""
    officer.go("/").reads("Đến hạn", f"Báo cáo {month_due()}")
    row = officer.page.locator(".due", has_text=f"Báo cáo {month_due()}")
    officer.tap(row.locator("a.button, form button").first)
    officer.page.wait_for_load_state("load")
    return officer.look()


def come_in(province: Visitor) -> Visitor:
    """The province's page of what has come in for that month."""
    province.go("/bao-cao/")
    name = month_due()
    link = province.page.get_by_role("link", name=f"{name[:1].upper()}{name[1:]}").first
    province.tap(link)
    province.page.wait_for_load_state("load")
    return province.look()


class TestMonth:
    def test_goes_from_the_commune_to_the_province_and_back(self, come: Come) -> None:
        record = record_a_session(come("nhuthanh"), "Họp dân tháng này", on=in_that_month())
        confirm(come("nhuthanh.verifier"), record)

        # the reporter finds it filled, writes, answers, and hands it to who signs
        officer = open_report(come("nhuthanh", width=DESK))
        officer.reads(f"Báo cáo {month_due()}, xã Như Thanh", "Kỳ này", "Lũy kế năm")
        address = officer.page.url.removeprefix(officer.address)
        officer.type_into("1. Tình hình", "Tình hình địa bàn ổn định.")
        officer.tap(officer.page.locator("label.nil").first)
        officer.press("Xem lại và gửi").look().reads("Cần xem lại", "Đơn vị có người ký.")
        officer.press("Trình ký").look().reads("Đã trình người ký.", "đã trình ký lúc")

        # the leader signs
        leader = come("nhuthanh.leader").go(address)
        leader.press("Xem lại và ký gửi").look()
        leader.press("Ký và gửi báo cáo").look()
        leader.reads("Đã gửi báo cáo, bản số 01.", "Số liệu đã chốt.")
        assert leader.page.locator('main a:has-text("Bản Word")').count() == 1

        # the province returns it with a reason, and reminds the late
        province = come_in(come("thanhhoa.leader", width=DESK)).reads("1/166", "Cần xử lý")
        province.press("Xã Như Thanh").look()
        province.press("Trả lại").look().press("Trả lại báo cáo").look()
        province.reads("Ghi lý do trả lại để đơn vị biết cần sửa gì.")
        province.type_into("Lý do trả lại", "Thiếu khu phố 2").press("Trả lại báo cáo").look()
        come_in(province)
        if province.page.get_by_role("button", name=re.compile("^Nhắc")).count():
            push(province, "^Nhắc").reads("đơn vị quá hạn.")

        # the commune reads why, and sends again
        officer.go("/").reads("Cấp trên trả lại: Thiếu khu phố 2")
        leader.go(address).reads("Thiếu khu phố 2")
        leader.press("Xem lại và ký gửi").press("Ký và gửi báo cáo").look()

        # the province accepts, asks, and consolidates
        come_in(province)
        push(province, "^Chấp nhận 1 báo cáo").look()
        province.reads("Đã chấp nhận 1 báo cáo.", "1 báo cáo", "Chưa nhận", "Điều chỉnh")
        province.go(address).type_into("Ý kiến", "Số buổi tăng rõ.").press("Gửi ý kiến").look()
        clerk = come("thanhhoa", width=DESK)
        push(come_in(clerk), "^Lập báo cáo của cấp này").look()
        clerk.reads("tỉnh Thanh Hóa", "1 trong 166 báo cáo đã chấp nhận")
        own = clerk.page.url.removeprefix(clerk.address)
        province.go(f"{own}gui/").press("Ký và gửi báo cáo").look().reads("Đã gửi báo cáo")

        # the commune gets something back
        officer.go("/").reads("Cấp trên phản hồi", "Số buổi tăng rõ.")
        officer.go(address).reads("đã tổng hợp vào báo cáo bản số 01")
        officer.type_into("Trả lời", "Nhờ các tổ liên gia.").press("Trả lời ý kiến").look()
        province.go(address).reads("Nhờ các tổ liên gia.")

    def test_a_session_confirmed_later_is_an_adjustment(self, come: Come) -> None:
        record = record_a_session(come("nhuthanh"), "Buổi ghi muộn", on=in_that_month())
        confirm(come("nhuthanh.verifier"), record)
        officer = come("nhuthanh", width=DESK).go("/bao-cao/")
        name = month_due()
        officer.tap(officer.page.get_by_role("link", name=f"{name[:1].upper()}{name[1:]}").first)
        officer.page.wait_for_load_state("load")
        officer.look().reads("Điều chỉnh sau khi gửi", "+1 buổi")
        officer.press("Lập bản thay thế").look().reads("Đã lập bản mới.", "Bản số 02")
        officer.press("Xem các chỗ khác nhau").look().reads("Bản trước", "Bản này")

    def test_two_officers_keep_both_wordings(self, come: Come) -> None:
        one, other = come("nhuthanh", width=DESK), come("nhuthanh.verifier", width=DESK)
        open_year(one)
        address = one.page.url.removeprefix(one.address)
        other.go(address)
        one.type_into("1. Tình hình", "Lời của cán bộ xã.").press("Lưu").reads("Đã lưu báo cáo.")
        other.type_into("1. Tình hình", "Lời của công an xã.").press("Lưu").look()
        other.reads("Báo cáo vừa có người khác sửa", "Lời của cán bộ xã.")
        other.press("Lưu bản của đồng chí").look().reads("Đã lưu báo cáo.")
        one.go(address)
        assert one.page.get_by_label("1. Tình hình").first.input_value() == "Lời của công an xã."


def push(visitor: Visitor, pattern: str) -> Visitor:
    """Press the button whose words begin so, and wait for the whole page."""
    visitor.tap(visitor.page.get_by_role("button", name=re.compile(pattern)))
    visitor.page.wait_for_load_state("load")
    return visitor


def open_year(officer: Visitor) -> Visitor:
    officer.go("/bao-cao/")
    row = officer.page.locator("tr", has_text=re.compile("Năm 20")).first
    officer.tap(row.locator("a, button").first)
    officer.page.wait_for_load_state("load")
    return officer.look().reads("Báo cáo năm")
