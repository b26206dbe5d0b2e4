"""What cannot be right is said beside its field, in Vietnamese; nothing typed is lost."""

import re
from datetime import date, timedelta

import pytest

from tests.builders.caller import Caller
from tests.builders.visitor import Visitor
from tests.journeys.calendar import TODAY, days_ago, vietnamese
from tests.journeys.conftest import Come
from tests.journeys.steps import (
    COMMUNE,
    confirm,
    fill_first_step,
    id_of,
    path_of,
    record_a_session,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

TITLE = "Họp thôn về phòng cháy"


def said_beside(officer: Visitor, field: str) -> str:
    """Give what stands beside a field as wrong."""
    return " ".join(officer.page.locator(f"#id_{field}_error").inner_text().split())


class TestDays:
    @pytest.mark.parametrize(
        ("place", "on", "sentence"),
        [
            (
                "Thôn Vĩnh Lợi",
                TODAY + timedelta(days=1),
                f"Ngày này không thể sau hôm nay, {vietnamese(TODAY)}.",
            ),
            ("Xã Như Thanh", date(2025, 6, 30), "có từ ngày 01/07/2025"),
            ("Xã Hải Long", date(2025, 7, 2), "nay là xã Như Thanh"),
            ("Thôn Vĩnh Lợi", date(1944, 1, 1), "Ngày quá xa."),
        ],
        ids=["to come", "before the commune", "after the commune", "before the State"],
    )
    def test_outside_what_can_be_are_told_and_kept(
        self, come: Come, place: str, on: date, sentence: str
    ) -> None:
        officer = come("nhuthanh", scripts=False)
        choices = officer.go("/hoat-dong/ghi-moi/").page.get_by_label("Đơn vị", exact=True)
        label = choices.locator("option", has_text=place).first.inner_text()
        fill_first_step(officer, TITLE, on=on, place=label).press("Tiếp tục").look()

        officer.reads("Bước 1 trong 3")
        assert sentence in said_beside(officer, "on")
        assert officer.page.get_by_label("Nội dung").input_value() == TITLE
        assert officer.page.input_value("#id_on") == vietnamese(on)


class TestAmounts:
    @pytest.mark.parametrize(
        ("people", "hedge", "sentence"),
        [
            ("-5", "Đếm đúng", "Nhập số từ 0 trở lên."),
            ("999999999", "Đếm đúng", "Số quá lớn."),
            ("0", "Khoảng", "Số 0 là đếm đúng"),
            ("rất đông", "Đếm đúng", "Nhập bằng chữ số, ví dụ 90 hoặc 1.284."),
            ("12,5", "Đếm đúng", "Nhập bằng chữ số"),
        ],
    )
    def test_that_cannot_be_are_told_and_kept(
        self, come: Come, people: str, hedge: str, sentence: str
    ) -> None:
        officer = fill_first_step(come("nhuthanh", scripts=False), TITLE)
        officer.press("Tiếp tục")
        officer.type_into("Lượt người dự", people).choose(hedge).press("Tiếp tục").look()

        officer.reads("Bước 2 trong 3", sentence)
        assert officer.page.get_by_label("Lượt người dự").input_value() == people
        assert officer.page.input_value("[name=title]") == TITLE


class TestText:
    def test_with_a_telephone_number_is_refused(self, come: Come) -> None:
        officer = fill_first_step(come("nhuthanh", scripts=False), "Gọi ông An 0912 345 678")
        officer.press("Tiếp tục").look()
        officer.reads("Phần này có số điện thoại.")

    def test_left_out_is_asked_for(self, come: Come) -> None:
        officer = fill_first_step(come("nhuthanh"), "").press("Tiếp tục").look()
        officer.reads("Chưa ghi được.")
        assert officer.page.evaluate("document.activeElement.className") == "error-summary"


class TestTwice:
    def test_a_double_click_writes_one_record(self, come: Come, ministry: Caller) -> None:
        day = days_ago(8).isoformat()
        officer = fill_first_step(come("nhuthanh"), "Bấm hai lần", on=days_ago(8))
        officer.press("Tiếp tục").type_into("Lượt người dự", "40").press("Tiếp tục")
        officer.page.get_by_role("button", name="Ghi vào sổ").dblclick()
        officer.page.wait_for_url(re.compile(r"/hoat-dong/[0-9a-f-]{36}/$"))

        found = ministry.get("/activities", unit=COMMUNE, from_=day, to=day)
        mine = [one for one in found.body["items"] if one["title"] == "Bấm hai lần"]
        assert [one["id"] for one in mine] == [id_of(path_of(officer))]

    def test_a_retry_after_confirmation_changes_nothing(self, come: Come, ministry: Caller) -> None:
        day = days_ago(9)
        asked = ("TT01", COMMUNE, day.isoformat(), day.isoformat())
        before = ministry.figure(*asked)["amount"] or 0
        officer = fill_first_step(come("nhuthanh"), "Mạng chập chờn", on=day)
        officer.press("Tiếp tục").type_into("Lượt người dự", "40").press("Tiếp tục")
        typed = officer.page.evaluate(
            "Object.fromEntries(new FormData(document.querySelector('form.record-form')))"
        )
        officer.press("Ghi vào sổ")
        record = path_of(officer)
        confirm(come("nhuthanh.verifier"), record)

        again = officer.page.request.post(
            f"{officer.address}/hoat-dong/ghi-moi/",
            form={**typed, "go": "save"},
            headers={"Referer": f"{officer.address}/hoat-dong/ghi-moi/"},
        )

        assert again.status == 200
        assert again.url.endswith(record)
        assert ministry.figure(*asked)["amount"] == before + 1

    def test_the_same_thing_again_is_warned_about_and_written(self, come: Come) -> None:
        officer = come("nhuthanh")
        record_a_session(officer, "Ngày hội thôn Vĩnh Lợi", on=days_ago(10))
        record_a_session(officer, "Ngày hội thôn Vĩnh Lợi", on=days_ago(10))
        officer.reads("Trong xã đã có bản ghi cùng loại, cùng ngày, cùng tên.")


class TestOutOfReach:
    def test_another_communes_books_do_not_exist(self, come: Come) -> None:
        officer = come("nhuthanh")
        record = record_a_session(officer, "Chỉ của Như Thanh", on=days_ago(11))

        stranger = come("quangtri.leader")
        for path in (record, f"{record}sua/", f"{record}xac-nhan/", f"{record}huy/"):
            stranger.go(path, status=404).reads("Không tìm thấy trang này")

    def test_a_unit_elsewhere_is_not_offered_nor_taken(self, come: Come) -> None:
        officer = fill_first_step(come("nhuthanh", scripts=False), "Ghi cho xã khác")
        officer.page.evaluate(
            "document.querySelector('#id_unit').innerHTML = '<option value=C00004n selected>'"
        )
        officer.press("Tiếp tục").look()
        officer.reads("Bước 1 trong 3", "Chưa ghi được. Có 1 chỗ cần xem: Đơn vị:")
