"""The page of the map, as officers of three levels meet it."""

import gzip
import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from binhyen.accounts.models import Officer
from tests.builders.ledger import post
from tests.builders.records import make_officer
from tests.builders.units import the_unit

pytestmark = pytest.mark.django_db
NHU_THANH, THANH_HOA, NATION = "C16228n", "P38n", "VN"
SPRING = date(2026, 3, 7)
YEAR = "period=2026&map=day&on=2026-11-16"


def signed_in(client: Client, uid: str, *roles: str) -> Officer:
    officer = make_officer(the_unit(uid), *(roles or ("LEADER",)))
    client.force_login(officer)
    return officer


def page(client: Client, asked: str = "", status: int = 200) -> str:
    response = client.get(f"/ban-do/?{asked}")
    assert response.status_code == status
    return response.content.decode()


def rated(uid: str, good: int, weak: int) -> None:
    for rating, amount in (("GOOD", good), ("WEAK", weak)):
        if amount:
            post(uid, "MH07", SPRING, amount, dims=(("rating", rating),))


class TestMapPage:
    @pytest.mark.parametrize("asked", ["code=TT02", "code=MH08", "code=MH01", "code=TG01"])
    @pytest.mark.parametrize("day", ["2026-11-16", "2025-06-30", "2016-01-01"])
    def test_of_the_nation_always_shows_both_archipelagos(
        self, client: Client, asked: str, day: str
    ) -> None:
        signed_in(client, NATION)

        shown = page(client, f"{asked}&period=2016&map=day&on={day}")

        assert "Quần đảo Hoàng Sa" in shown
        assert "Quần đảo Trường Sa" in shown
        assert "(Đà Nẵng)" in shown
        assert "(Khánh Hòa)" in shown
        assert "Biển Đông" in shown
        assert "Ranh giới minh họa, không có giá trị pháp lý" in shown
        drawings = shown.count('class="map ')
        assert shown.count('class="ring"') == 2 * drawings
        assert shown.count(">Hoàng Sa<") + shown.count("Quần đảo Hoàng Sa") == drawings

    def test_shades_a_province_by_its_rate_and_says_so_in_the_table(self, client: Client) -> None:
        rated(NHU_THANH, 3, 1)
        rated("C04828n", 1, 3)
        signed_in(client, NATION)

        shown = page(client, f"code=MH08&{YEAR}")

        assert "<title>Tỉnh Thanh Hóa: 75,0 %</title>" in shown
        assert re.search(r">75,0</a>", shown)
        assert 'class="map tiles"' in shown

    def test_hatches_what_nobody_has_answered(self, client: Client) -> None:
        rated(NHU_THANH, 3, 1)
        signed_in(client, THANH_HOA)

        shown = page(client, f"code=MH08&{YEAR}")

        assert shown.count('class="blank"') == 165
        assert shown.count('fill="url(#hatch)"') == 165
        assert "thiếu 165 đơn vị" in shown

    def test_never_shades_a_count(self, client: Client) -> None:
        post(NHU_THANH, "TT02", SPRING, 90)
        signed_in(client, THANH_HOA)

        shown = page(client, f"code=MH01&{YEAR}")

        assert not re.search(r'<path class="q\d"', shown)
        assert "Chỉ tiêu này là số đếm, không tô màu" in shown

    def test_lists_units_in_the_order_of_codes_without_ranking(self, client: Client) -> None:
        signed_in(client, NATION)

        shown = page(client, f"code=TT02&{YEAR}")

        names = re.findall(r'</span><a href="[^"]*">([^<]+)</a>', shown)
        assert names[:3] == ["Hà Nội", "Cao Bằng", "Tuyên Quang"]
        assert len(names) == 34

    def test_opens_a_province_from_the_nation_and_a_figure_from_the_province(
        self, client: Client
    ) -> None:
        signed_in(client, NATION)

        nation, province = page(client, f"code=TT02&{YEAR}"), page(client, f"unit=P38n&{YEAR}")

        assert 'href="/ban-do/?period=2026&amp;map=day&amp;on=2026-11-16&amp;code=TT02' in nation
        assert 'href="/so-lieu/TT02/C16228n/?period=2026' in province

    def test_marks_the_unit_one_came_from(self, client: Client) -> None:
        signed_in(client, NATION)

        shown = page(client, f"code=TT02&chosen=P38n&{YEAR}")

        assert shown.count('class="here"') == 1
        assert '<tr class="chosen">' in shown

    def test_shows_a_commune_its_place_and_nobody_elses_figure(self, client: Client) -> None:
        post(NHU_THANH, "TT02", SPRING, 90)
        post("C16249n", "TT02", SPRING, 7777)
        signed_in(client, NHU_THANH)

        shown = page(client, f"code=TT02&{YEAR}")

        assert shown.count('class="here"') == 1
        assert ">90</a>" in shown
        assert "7.777" not in shown
        assert "xã Mậu Lâm" not in shown

    def test_says_in_which_quarter_of_its_neighbours_a_commune_stands(self, client: Client) -> None:
        for number, uid in enumerate((NHU_THANH, "C16249n", "C14758n", "C14797n", "C14812n"), 1):
            post(uid, "TT02", SPRING, 100 - number)
        signed_in(client, NHU_THANH)

        assert "Trong nhóm một phần tư cao nhất" in page(client, f"code=TT02&{YEAR}")

    def test_says_nothing_of_a_quarter_among_fewer_than_five(self, client: Client) -> None:
        for uid in (NHU_THANH, "C16249n", "C14758n", "C14797n"):
            post(uid, "TT02", SPRING, 10)
        signed_in(client, NHU_THANH)

        assert "một phần tư" not in page(client, f"code=TT02&{YEAR}")

    def test_hides_a_small_sensitive_cell(self, client: Client) -> None:
        post(NHU_THANH, "TG01", SPRING, 2)
        signed_in(client, THANH_HOA)

        shown = page(client, f"code=TG01&{YEAR}")

        assert "Xã Như Thanh: không nêu" in shown
        assert 'class="withheld"' in shown

    def test_is_not_there_for_a_unit_out_of_reach(self, client: Client) -> None:
        signed_in(client, THANH_HOA)

        page(client, "unit=P44n", status=404)
        page(client, "code=XX99", status=404)

    def test_says_what_stands_for_a_unit_the_map_does_not_hold(self, client: Client) -> None:
        signed_in(client, NATION)

        shown = page(client, "unit=P44n&map=day&on=2025-06-30")

        assert "không có trên bản đồ ngày 30/06/2025" in shown

    def test_tells_that_old_communes_cannot_be_drawn(self, client: Client) -> None:
        signed_in(client, NATION)

        shown = page(client, "unit=D453b&map=day&on=2025-06-30&period=2024")

        assert "Chưa có ranh giới các xã trước ngày 01/07/2025 để vẽ" in shown
        assert 'class="map ' not in shown

    def test_sends_whoever_is_not_signed_in_to_the_door(self, client: Client) -> None:
        assert client.get("/ban-do/").status_code == 302

    @pytest.mark.parametrize(("uid", "limit"), [(NATION, 40), (THANH_HOA, 40), (NHU_THANH, 40)])
    def test_asks_the_database_as_often_for_many_units_as_for_few(
        self, client: Client, uid: str, limit: int
    ) -> None:
        post(NHU_THANH, "TT02", SPRING, 90)
        signed_in(client, uid)
        page(client, f"code=TT02&{YEAR}")

        with CaptureQueriesContext(connection) as asked:
            page(client, f"code=TT02&{YEAR}")

        assert len(asked) < limit

    @pytest.mark.parametrize("uid", [NATION, THANH_HOA, "P79n", "P52n"])
    def test_is_light_enough_for_a_slow_line(self, client: Client, uid: str) -> None:
        signed_in(client, uid)

        shown = page(client, f"code=TT02&way=change&{YEAR}")

        assert len(gzip.compress(shown.encode())) < 50_000
