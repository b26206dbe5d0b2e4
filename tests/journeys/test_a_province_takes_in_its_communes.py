"""Tỉnh Thanh Hóa takes in what its 166 communes sent for a month, and reports to the nation."""

import re
from datetime import date

import pytest

from tests.builders.arriving import hand_in
from tests.builders.site import Site
from tests.builders.visitor import DESK, Visitor
from tests.journeys.calendar import TODAY
from tests.journeys.conftest import Come
from tests.journeys.steps import confirm, path_of, record_a_session

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

CUT = 14
NHU_THANH, NONG_CONG, THANH_HOA = "C16228n", "C16279n", "P38n"
XUAN_THAI, YEN_THO, THANH_KY = MISSING = ("C16258n", "C16264n", "C16273n")
PEOPLE = {NHU_THANH: 40, NONG_CONG: 31, XUAN_THAI: 25, THANH_HOA: 9}


def month_ended(months_before: int) -> date:
    """The last day of a month of the law, counted back from the one that ended last."""
    count = TODAY.year * 12 + TODAY.month - 1 - (TODAY.day <= CUT) - months_before
    return date(count // 12, count % 12 + 1, CUT)


TAKEN_IN, ALONE = month_ended(2), month_ended(3)


def named(end: date) -> str:
    return f"tháng {end.month}/{end.year}"


@pytest.fixture(scope="module")
def handed_in(site: Site) -> None:
    """Of the province's communes 163 have sent that month; three have not."""
    hand_in(
        site,
        THANH_HOA,
        keys=[f"{end:%Y-M%m}" for end in (ALONE, TAKEN_IN)],
        missing=MISSING,
        people=PEOPLE,
        day=TAKEN_IN.isoformat(),
    )


@pytest.mark.usefixtures("handed_in")
class TestProvince:
    def test_takes_in_consolidates_and_sends_to_the_nation(self, come: Come) -> None:
        leader = at_reception(come("thanhhoa.leader", width=DESK))

        # 163 have come, and the page names who has not
        leader.reads("163/166", "163 chờ xem", "3 chưa báo cáo", "Xã Xuân Thái Quá hạn")
        assert totals_of(leader, "Lượt người tham dự")[1:] == ["105", "+96", "+96", "0", "0"]
        push(leader, "^Nhắc 3 đơn vị quá hạn").look().reads("Đã nhắc 3 đơn vị quá hạn.")

        # one goes back with a reason, all the others are taken in with one button
        give_back(leader, "Xã Nông Cống", "Thiếu số người dự của thôn Tân Thọ")
        at_reception(leader).reads("162/166", "Thiếu số người dự của thôn Tân Thọ")
        push(leader, "^Chấp nhận 162 báo cáo").look().reads("Đã chấp nhận 162 báo cáo.")
        leader.reads("162 đã chấp nhận", "0 chờ xem", "1 trả lại", "3 chưa báo cáo")
        assert totals_of(leader, "Lượt người tham dự") == ["49", "105", "+56", "+56", "0", "0"]

        # a session confirmed after the report was sent is named as an adjustment
        late = record_a_session(come("nhuthanh"), "Buổi ghi sau", people="7", on=TAKEN_IN)
        confirm(come("nhuthanh.verifier"), late)
        at_reception(leader)
        assert totals_of(leader, "Lượt người tham dự") == [
            "49",
            "khoảng 112",
            "+63",
            "+56",
            "+7",
            "0",
        ]

        consolidate(come("thanhhoa", width=DESK), leader)

        # the nation sees it arrived, with the figure the province signed
        nation = at_reception(come("nation.leader", width=DESK)).reads("1/34", "Tỉnh Thanh Hóa")
        nation.press("Xem tỉnh Thanh Hóa").look().reads("Tình hình toàn tỉnh ổn định.")
        figure = nation.page.locator(f"{row_of('TT02')} td.this").inner_text()
        assert figure.split() == ["49", "chưa", "đủ"]  # four communes had not been taken in


@pytest.mark.usefixtures("handed_in")
class TestCommune:
    def test_reads_answers_and_sends_without_scripts(self, come: Come) -> None:
        officer = come("nhuthanh", scripts=False)  # on a telephone of 360 px
        open_from_the_list(officer, ALONE).reads(f"Báo cáo {named(ALONE)}, xã Như Thanh")
        blanks = officer.page.locator("label.nil").count()
        officer.reads(f"Còn {blanks} ô chưa trả lời.", "Không phát sinh")
        for row in ("TT01", "TT02"):
            officer.tap(officer.page.locator(f"{row_of(row)} label.nil"))
        officer.type_into("1. Tình hình", "Địa bàn ổn định.\nKhông có vụ việc nổi cộm.")
        address = path_of(officer)
        officer.press("Lưu").look().reads("Đã lưu báo cáo.", f"Còn {blanks - 2} ô chưa trả lời.")
        officer.press("Xem lại và gửi").look().reads(f"Còn {blanks - 2} ô chưa trả lời.")
        officer.press("Trình ký").look().reads("Đã trình người ký.")

        signer = come("nhuthanh.leader", scripts=False).go(address)
        signer.press("Xem lại và ký gửi").look().press("Ký và gửi báo cáo").look()
        signer.reads("Đã gửi báo cáo, bản số 01.", "Không có vụ việc nổi cộm.")
        assert "không phát sinh" in signer.page.locator(row_of("TT01")).inner_text()


def consolidate(clerk: Visitor, leader: Visitor) -> None:
    """The officer consolidates with the province's own part; the leader signs and sends."""
    push(at_reception(clerk), "^Lập báo cáo của cấp này").look()
    clerk.reads("tỉnh Thanh Hóa", "162 trong 166 báo cáo đã chấp nhận")
    clerk.type_into("1. Tình hình", "Tình hình toàn tỉnh ổn định.").press("Lưu").look()
    own = path_of(clerk)
    clerk.press("Xem lại và gửi").look().press("Trình ký").look().reads("Đã trình người ký.")
    leader.go(own).press("Xem lại và ký gửi").look()
    leader.press("Ký và gửi báo cáo").look().reads("Đã gửi báo cáo, bản số 01.")


def row_of(key: str) -> str:
    return f"#dong-{key}"


def at_reception(visitor: Visitor) -> Visitor:
    """From the list of reports to what has come in for that month."""
    visitor.go("/bao-cao/")
    name = named(TAKEN_IN)
    visitor.tap(visitor.page.get_by_role("link", name=f"{name[:1].upper()}{name[1:]}").first)
    visitor.page.wait_for_load_state("load")
    return visitor.look().reads(f"Tiếp nhận báo cáo {name}")


def open_from_the_list(officer: Visitor, end: date) -> Visitor:
    officer.go("/bao-cao/")
    row = officer.page.locator("tr", has_text=re.compile(f"{named(end)}", re.IGNORECASE)).first
    officer.tap(row.locator("a, button").first)
    officer.page.wait_for_load_state("load")
    return officer.look()


def give_back(leader: Visitor, name: str, reason: str) -> Visitor:
    leader.press(name).look().press("Trả lại").look()
    leader.type_into("Lý do trả lại", reason).press("Trả lại báo cáo").look()
    return leader.reads("Đã trả lại báo cáo kèm lý do.")


def totals_of(visitor: Visitor, name: str) -> list[str]:
    """Official, provisional, difference, and its three parts: not received, adjusted, not filed."""
    row = visitor.page.locator("table.totals tr", has_text=name).first
    return [text.strip() for text in row.locator("td.num").all_inner_texts()]


def push(visitor: Visitor, pattern: str) -> Visitor:
    """Press the button whose words begin so, and wait for the whole page."""
    visitor.tap(visitor.page.get_by_role("button", name=re.compile(pattern)))
    visitor.page.wait_for_load_state("load")
    return visitor
