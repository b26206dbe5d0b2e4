"""The five articles on the pages of figures: as they were said, on every map, down to the paper."""

import pytest

from tests.builders.visitor import DESK
from tests.journeys.conftest import Come

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

TEN_YEARS = "period=free&since=01/08/2013&until=12/05/2023"
READ = [
    ("TT02/D453b/?period=2016", ["gần 26.000", "0 % có hồ sơ", "100 % khai báo"]),
    ("MH02/D453b/?period=2016", ["70"]),
    ("TT02/P44n/?period=2016&map=today", ["gần 26.000", "chưa phân bổ"]),
    ("NH01/C16252b/?period=2022", ["1", "Ngày hội toàn dân bảo vệ ANTT năm 2022"]),
    ("LL09/C16252b/?period=2022", ["32"]),
    ("KT02/C16228n/?period=2022&map=today", ["4"]),
    (f"TT04/D527b/?{TEN_YEARS}", ["hơn 16.000"]),
    (f"TT01/D527b/?{TEN_YEARS}", ["168"]),
    (f"TT02/D527b/?{TEN_YEARS}", ["khoảng 26.000"]),
    (f"TT08/D527b/?{TEN_YEARS}", ["48"]),
    (f"YK01/D527b/?{TEN_YEARS}", ["hơn 15"]),
    (f"TT04/P51n/?{TEN_YEARS}&map=today", ["hơn 16.000", "chưa phân bổ"]),
    ("KT01/P27b/?period=2019", ["18"]),
]


class TestArticles:
    def test_read_right_on_the_pages(self, come: Come) -> None:
        reader = come("nation.leader", width=DESK)
        for path, words in READ:
            reader.go(f"/so-lieu/{path}").reads(*words)

    def test_open_down_to_the_paper_they_come_from(self, come: Come) -> None:
        reader = come("quangtri.leader", width=DESK)
        reader.go("/so-lieu/TT02/P44n/?period=2016&map=today")
        link = reader.page.locator("main a[href*='/so-khai/']").first
        reader.tap(link).page.wait_for_load_state("load")
        reader.look().reads("gần 26.000", "Tuyên Hóa", "15/12/2015", "14/12/2016", "Cách hiểu")

    def test_of_another_province_do_not_exist_for_a_leader(self, come: Come) -> None:
        reader = come("quangtri.leader", width=DESK)
        reader.go("/so-lieu/TT04/D527b/", status=404)
