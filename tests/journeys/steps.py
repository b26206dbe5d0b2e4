"""What officers of xã Như Thanh do again and again, in the words of the screens."""

from datetime import date
from typing import Any

from tests.builders.caller import Caller
from tests.builders.visitor import Visitor
from tests.journeys.calendar import vietnamese

COMMUNE, PROVINCE, NATION = "C16228n", "P38n", "VN"
VILLAGE = "Thôn Vĩnh Lợi"
UP = (COMMUNE, PROVINCE, NATION)


def fill_first_step(
    officer: Visitor, title: str, *, on: date | None = None, place: str = VILLAGE
) -> Visitor:
    """Say what was done, when and where; a day other than today is typed."""
    officer.go("/hoat-dong/ghi-moi/")
    if on is not None:
        officer.choose("Ngày khác")
        officer.page.fill("#id_on", vietnamese(on))
    officer.page.get_by_label("Đơn vị", exact=True).select_option(label=place)
    officer.taps += 1
    return officer.type_into("Nội dung", title)


def record_a_session(
    officer: Visitor,
    title: str,
    *,
    people: str = "120",
    hedge: str = "Khoảng",
    on: date | None = None,
    place: str = VILLAGE,
) -> str:
    """Write it down in three steps, looking at each; gives the record's path."""
    fill_first_step(officer, title, on=on, place=place)
    officer.reads("Bước 1 trong 3", "Việc gì, ở đâu?").press("Tiếp tục").look()
    officer.reads("Bước 2 trong 3", "Bao nhiêu người dự?")
    officer.type_into("Lượt người dự", people).choose(hedge).press("Tiếp tục").look()
    officer.reads("Bước 3 trong 3", f"{people} lượt người", place, title)
    officer.press("Ghi vào sổ").look()
    officer.reads("Bản ghi đang chờ xác nhận", "Chưa xác nhận nên chưa tính vào số liệu nào.")
    return path_of(officer)


def path_of(visitor: Visitor) -> str:
    return visitor.page.url.removeprefix(visitor.address)


def id_of(record: str) -> str:
    return record.rstrip("/").rpartition("/")[2]


def confirm(second: Visitor, record: str) -> Visitor:
    """Open the record as the second officer and confirm it."""
    second.go(record).press("Xác nhận").look()
    return second.reads("Đã xác nhận")


def amounts(caller: Caller, code: str, start: date, end: date, **asked: Any) -> list[Any]:
    """Read one figure at commune, province and nation: three numbers, None where unknown."""
    window = (start.isoformat(), end.isoformat())
    return [caller.figure(code, unit, *window, **asked)["amount"] for unit in UP]


def choose_in(officer: Visitor, label: str, words: str) -> Visitor:
    """Choose from a list by its words."""
    officer.page.locator("main").get_by_label(label).first.select_option(label=words)
    officer.taps += 1
    return officer


def open_more(officer: Visitor) -> Visitor:
    """Open what is asked only of those who want to say more."""
    box = officer.page.locator("details.more-fields")
    if box.get_attribute("open") is None:
        officer.tap(box.locator("summary"))
    return officer
