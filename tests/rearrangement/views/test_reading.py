"""The list and the sheet of an event: public facts to all, the rest to whoever stands above."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from binhyen.rearrangement.rules.plan import Kind
from tests.builders.accounts import officer_at
from tests.builders.ledger import post
from tests.builders.rearrangement import (
    DAY,
    Province,
    confirmed,
    enter,
    make_province,
    merge_plan,
    split_plan,
)

QUERIES_OF_LIST = 16
pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Province:
    return make_province()


class TestEventList:
    def test_shows_drafts_to_the_level_above_only(self, place: Province, client: Client) -> None:
        enter(place, Kind.MERGE, merge_plan(place))
        client.force_login(place.second)
        page = client.get("/sap-xep/").content.decode()
        assert "Sắp xếp xã" in page
        assert "Có 1 sắp xếp chờ đồng chí xác nhận." in page
        client.force_login(officer_at(place.two, "RECORDER"))
        assert "Sắp xếp xã" not in client.get("/sap-xep/").content.decode()

    def test_asks_the_same_few_questions_for_many_events(
        self,
        place: Province,
        client: Client,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        client.force_login(place.second)
        for _ in range(12):
            enter(place, Kind.MERGE, merge_plan(place))
        with django_assert_max_num_queries(QUERIES_OF_LIST):
            client.get("/sap-xep/")


class TestEventPage:
    def test_shows_what_moves_and_that_the_totals_agree(
        self, place: Province, client: Client
    ) -> None:
        post(place.hamlets[0].uid, "TT02", DAY.replace(month=3), 10)
        event = enter(place, Kind.SPLIT, split_plan(place))
        client.force_login(place.second)
        page = client.get(f"/sap-xep/{event.pk}/").content.decode()
        for said in (
            "Đông Hải Thượng",
            "thôn Hạ",
            "Hai cột cuối luôn bằng nhau",
            "Xác nhận sắp xếp",
        ):
            assert said in page

    def test_tells_the_one_who_entered_it_that_a_second_is_needed(
        self, place: Province, client: Client
    ) -> None:
        event = enter(place, Kind.MERGE, merge_plan(place))
        client.force_login(place.admin)
        page = client.get(f"/sap-xep/{event.pk}/").content.decode()
        assert "người quản trị thứ hai" in page
        assert "Xác nhận sắp xếp này?" not in page

    def test_says_what_is_still_missing(self, place: Province, client: Client) -> None:
        plan = split_plan(place).model_copy(update={"children": {}})
        event = enter(place, Kind.SPLIT, plan)
        client.force_login(place.second)
        page = client.get(f"/sap-xep/{event.pk}/").content.decode()
        assert "Còn 3 nơi chưa chọn đơn vị nhận" in page

    def test_does_not_exist_for_others(self, place: Province, client: Client) -> None:
        event = confirmed(place, Kind.MERGE, merge_plan(place))
        addresses = [f"/sap-xep/{event.pk}/", f"/sap-xep/{event.pk}/hoan-tac/"]
        other = make_province()
        for stranger in (
            other.admin,
            officer_at(place.unit, "LEADER"),
            officer_at(place.two, "ADMINISTRATOR"),
        ):
            client.force_login(stranger)
            assert {client.get(address).status_code for address in addresses} == {404}
