"""A month of talks typed in Excel: the faults are shown, mended, written, confirmed together."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload

from tests.builders.caller import Caller
from tests.builders.sheets import HEADS, session, xlsx
from tests.builders.visitor import DESK, Visitor
from tests.journeys.calendar import days_ago, vietnamese
from tests.journeys.conftest import Come
from tests.journeys.steps import COMMUNE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

PAGE = "/hoat-dong/nhap-excel/"
DAY = days_ago(15)  # no other story of the shared site counts on it
SHOTS = os.environ.get("BINHYEN_LOOK_AT", "")


def table(*people: object) -> bytes:
    rows = [
        session(n, unit=None, on=vietnamese(DAY), title=f"Họp dân {people[0]}, {n}", people=number)
        for n, number in enumerate(people, 1)
    ]
    notes: list[list[object]] = [
        [None, "Tổng cộng", None, None, None, 999],
        [None, "Người lập biểu"],
    ]
    title: list[list[object]] = [["SỔ THEO DÕI TUYÊN TRUYỀN"], []]
    return xlsx([*title, HEADS, *rows, *notes])


def send(visitor: Visitor, content: bytes) -> Visitor:
    file: FilePayload = {
        "name": "Sổ tuyên truyền.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": content,
    }
    visitor.go(PAGE).page.set_input_files("#id_file", files=[file])
    return visitor.press("Gửi và đọc thử").look()


def attendances(ministry: Caller) -> int:
    row = ministry.figure("TT02", COMMUNE, DAY.isoformat(), DAY.isoformat())
    return row["amount"] or 0


def keep(visitor: Visitor, name: str) -> None:
    """Keep a picture for people, when somebody asked for pictures."""
    if SHOTS:
        visitor.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(
    ("width", "dark", "scripts"), [(360, False, False), (DESK, True, True)], ids=["phone", "desk"]
)
class TestExcelFile:
    def test_is_shown_mended_written_and_confirmed(
        self, come: Come, ministry: Caller, width: int, *, dark: bool, scripts: bool
    ) -> None:
        officer = come("nhuthanh", width=width, dark=dark, scripts=scripts)
        second = come("nhuthanh.verifier", width=width, dark=dark, scripts=scripts)
        before = attendances(ministry)
        keep(officer.go(PAGE), f"upload-{width}")

        send(officer, b"TT;Ng\xc3\xa0y").reads("CSV")
        keep(officer, f"refused-{width}")
        send(officer, table(width, "nhiều", "khoảng 1.200")).reads(
            "1 trong 3 dòng chưa đúng",
            "“nhiều” không phải một số",
            "Không đọc 1 dòng cộng: dòng 7.",
        )
        keep(officer, f"wrong-{width}")

        send(officer, table(width, 80, "khoảng 1.200")).reads("3 dòng mới, 0 dòng đã có")
        keep(officer, f"right-{width}")
        officer.press("Ghi 3 dòng vào sổ").look().reads("Đã ghi 3 bản ghi")
        keep(officer, f"written-{width}")
        assert attendances(ministry) == before

        second.go(PAGE).tap(second.page.get_by_role("link", name="Sổ tuyên truyền.xlsx").first)
        second.page.wait_for_url("**/nhap-excel/*-*/")
        second.look().press("Xác nhận tất cả bản ghi của tệp này").look()
        keep(second, f"asked-{width}")
        second.press("Xác nhận 3 bản ghi").look().reads("Đã xác nhận 3 bản ghi")
        keep(second, f"confirmed-{width}")
        assert attendances(ministry) == before + width + 1280

        send(officer, table(width, 80, "khoảng 1.200")).reads("Mọi dòng của tệp đã có trong sổ")
        keep(officer, f"again-{width}")
