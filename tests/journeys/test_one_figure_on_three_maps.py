"""An officer follows one old figure on the maps of 2024, of today and of then; each closes."""

import pytest

from tests.builders.visitor import DESK, Visitor
from tests.journeys.conftest import Come

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

FIGURE = "gần 26.000"
YEAR = "?period=2016"
TOTAL = "table tr:has(th:text-is('Cộng')), table tr:has(td:text-is('Cộng'))"


def choose_map(officer: Visitor, words: str, day: str = "") -> Visitor:
    officer.choose(words)
    if day:
        officer.page.fill("#id_on", day)
    return officer.press("Xem bản đồ này").look()


def open_unit(officer: Visitor, name: str) -> Visitor:
    """Follow the figure one level down, from the row of a unit to the unit's own page."""
    rows = officer.page.locator("main tr", has_text=name)
    officer.tap(rows.locator("a[href*='/so-lieu/TT02/']").first).page.wait_for_load_state("load")
    return officer.look()


def closes(officer: Visitor) -> None:
    """The parts add up to what the page is about."""
    total = officer.page.locator(TOTAL).last.inner_text().replace("\u00a0", " ")
    assert FIGURE in " ".join(total.split())


class TestMaps:
    def test_show_the_figure_where_it_lay_and_where_it_lies(self, come: Come) -> None:
        officer = come("nation.leader", width=DESK)
        officer.go(f"/so-lieu/TT02/VN/{YEAR}").reads("Bản đồ khi ấy", FIGURE)
        closes(officer)
        open_unit(officer, "Quảng Bình").reads(FIGURE, "tỉnh Quảng Bình")
        closes(officer)

        officer.go(f"/so-lieu/TT02/VN/{YEAR}")
        choose_map(officer, "Ngày khác", "01/12/2024").reads("01/12/2024", FIGURE)
        closes(officer)
        open_unit(officer, "Quảng Bình").reads("01/12/2024", FIGURE)
        closes(officer)
        open_unit(officer, "Tuyên Hóa").reads("01/12/2024", "huyện Tuyên Hóa", FIGURE)

        choose_map(officer, "Hôm nay").reads("không có trên bản đồ ngày", "tỉnh Quảng Trị")
        officer.press("Xem tỉnh Quảng Trị").look()
        officer.reads("tỉnh Quảng Trị", FIGURE, "chưa phân bổ")
        closes(officer)
