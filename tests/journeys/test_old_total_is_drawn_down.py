"""An old total is declared with its paper; records found later draw it down, the total stands."""

from datetime import date

import pytest

from tests.builders.caller import Caller
from tests.builders.visitor import Visitor
from tests.journeys.calendar import vietnamese
from tests.journeys.conftest import Come
from tests.journeys.steps import COMMUNE, UP, confirm, path_of, record_a_session

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

# The officers of the stories met nobody in these weeks but in this story.
START, END = date(2025, 8, 1), date(2025, 10, 31)


def declare_attendances(officer: Visitor, amount: str) -> str:
    """Declare TT02 of three months as a report gave it."""
    officer.go("/so-khai/ghi-moi/")
    field = officer.page.get_by_label("Chỉ tiêu")
    label = field.locator("option", has_text="TT02").first.inner_text()
    field.select_option(label=label)
    officer.page.get_by_label("Đơn vị").select_option(label="Xã Như Thanh")
    officer.press("Tiếp tục").look()
    officer.type_into("Số khai", amount).choose("Hơn")
    officer.page.fill("#id_from_day", vietnamese(START))
    officer.page.fill("#id_to_day", vietnamese(END))
    officer.type_into("Văn bản", "Báo cáo số 21/BC-BCĐ ngày 05/11/2025 của xã Như Thanh")
    officer.press("Tiếp tục").look()
    officer.reads("hơn 5.000").press("Ghi vào sổ").look()
    return path_of(officer)


class TestDeclaredTotal:
    def test_stands_still_while_records_inside_draw_it_down(
        self, come: Come, ministry: Caller
    ) -> None:
        officer, second = come("nhuthanh"), come("nhuthanh.verifier")
        window = (START.isoformat(), END.isoformat())
        confirm(second, declare_attendances(officer, "5.000"))
        for unit in UP:
            row = ministry.figure("TT02", unit, *window)
            assert (row["amount"], row["hedge"]) == (5000, "OVER")
            assert (row["declared"], row["declared_amount"]) == (True, 5000)

        inside = record_a_session(officer, "Tìm thấy biên bản cũ", on=date(2025, 9, 10))
        second.go(inside).press("Xác nhận").look()
        second.reads("Việc này đã nằm trong số khai chưa?", "hơn 5.000")
        second.choose("Đã nằm trong số khai").press("Xác nhận").look()
        row = ministry.figure("TT02", COMMUNE, *window)
        assert (row["amount"], row["declared_amount"]) == (5000, 4880)

        outside = record_a_session(officer, "Buổi báo cáo bỏ sót", on=date(2025, 9, 20))
        second.go(outside).press("Xác nhận").choose("Ngoài số khai").press("Xác nhận").look()
        row = ministry.figure("TT02", COMMUNE, *window)
        assert (row["amount"], row["declared_amount"]) == (5120, 4880)
        assert ministry.figure("TT02", "VN", *window)["amount"] == 5120
