"""The card of figures on a unit's sheet, as the officers of several units meet it."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from binhyen.overview.rules.windows import months_until
from binhyen.overview.selectors.trend import SMALL, TALL
from tests.builders.ledger import post
from tests.builders.questions import opened
from tests.builders.records import make_officer
from tests.builders.units import the_unit

pytestmark = pytest.mark.django_db
HAI_LONG, NHU_THANH, THANH_HOA, OTHER = "C16252b", "C16228n", "P38n", "C16249n"
MOST = 12  # questions for all of the card


def sheet(client: Client, uid: str, asked: str = "") -> str:
    response = client.get(f"/don-vi/{uid}/{asked}")
    assert response.status_code == 200
    return response.content.decode()


def signed_in(client: Client, uid: str) -> None:
    client.force_login(make_officer(the_unit(uid), "LEADER"))


def last_month() -> date:
    return months_until(timezone.localdate(), 1)[0].end


class TestUnitFigures:
    def test_draws_each_with_a_number_that_opens_to_itself(self, client: Client) -> None:
        amounts = dict(zip((TALL, *SMALL), (1234, 56, 7, 31, 9), strict=True))
        for code, amount in amounts.items():
            post(NHU_THANH, code, last_month(), amount)
        signed_in(client, NHU_THANH)

        shown = sheet(client, NHU_THANH)

        assert shown.count('<svg class="spark"') == len(amounts)
        for code, said in zip(amounts, ("1.234", "56", "7", "31", "9"), strict=True):
            door, number = re.findall(rf'href="(/so-lieu/{code}/[^"]+)">([^<]+)<', shown)[0]
            opened = client.get(door.replace("&amp;", "&")).content.decode()
            assert number == said
            assert f"<strong>{said}</strong>" in opened

    def test_has_the_number_of_every_month_behind_the_line(self, client: Client) -> None:
        for month in months_until(timezone.localdate(), 12):
            post(NHU_THANH, "TT01", month.end, month.end.month + 20)
        signed_in(client, NHU_THANH)

        behind = (
            sheet(client, NHU_THANH).partition('class="trend-table')[2].partition("</details>")[0]
        )

        for number in range(21, 33):
            assert f">{number}</a>" in behind

    def test_compares_with_the_same_month_a_year_before(self, client: Client) -> None:
        older, newer = (months_until(timezone.localdate(), 13)[at].end for at in (0, -1))
        post(NHU_THANH, "TT01", older, 30)
        post(NHU_THANH, "TT01", newer, 12)
        signed_in(client, NHU_THANH)

        assert 'data-label="So với cùng kỳ">−18</td>' in sheet(client, NHU_THANH)

    def test_says_that_nothing_is_known_yet(self, client: Client) -> None:
        signed_in(client, NHU_THANH)

        shown = sheet(client, NHU_THANH)

        assert "Chưa có số liệu nào trong 12 tháng này." in shown
        assert f'href="/so-lieu/?unit={NHU_THANH}&amp;map=today"' in shown

    def test_shows_of_an_ended_unit_its_last_months_on_its_own_map(self, client: Client) -> None:
        post(HAI_LONG, "TT02", date(2025, 5, 20), 77)
        signed_in(client, THANH_HOA)

        shown = sheet(client, HAI_LONG)

        assert "12 tháng, từ 15/06/2024 đến 14/06/2025, bản đồ ngày 30/06/2025" in shown
        assert f"/so-lieu/TT02/{HAI_LONG}/?period=2025-M06&amp;map=day&amp;on=2025-06-30" in shown

    def test_shows_nothing_to_who_may_not_see_the_figures(self, client: Client) -> None:
        post(OTHER, "TT02", last_month(), 77)
        signed_in(client, NHU_THANH)

        assert "Số liệu chính" not in sheet(client, OTHER)
        assert "Số liệu chính" not in sheet(client, THANH_HOA)

    def test_costs_as_much_for_many_records_as_for_one(self, client: Client) -> None:
        signed_in(client, NHU_THANH)
        bare = opened(client, f"/don-vi/{OTHER}/")[1]
        for code in (TALL, *SMALL):
            post(NHU_THANH, code, last_month(), 5)
        few = opened(client, f"/don-vi/{NHU_THANH}/")[1]
        for month in months_until(timezone.localdate(), 12):
            for code in (TALL, *SMALL):
                post(NHU_THANH, code, month.end, 5)

        assert opened(client, f"/don-vi/{NHU_THANH}/")[1] == few <= bare + MOST
