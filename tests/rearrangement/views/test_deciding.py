"""Confirming, undoing and throwing away by the pages."""

import pytest
from django.test import Client

from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.plan import Kind
from tests.builders.rearrangement import (
    Province,
    confirmed,
    enter,
    make_province,
    merge_plan,
)
from tests.builders.units import make_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Province:
    return make_province()


def state_of(event: Event) -> str:
    return Event.objects.values_list("state", flat=True).get(pk=event.pk)


class TestEventConfirmation:
    def test_by_the_one_who_entered_it_is_refused_with_a_sentence(
        self, place: Province, client: Client
    ) -> None:
        event = enter(place, Kind.MERGE, merge_plan(place))
        client.force_login(place.admin)
        page = client.post(f"/sap-xep/{event.pk}/xac-nhan/", follow=True).content.decode()
        assert "cần người quản trị thứ hai xác nhận" in page
        assert state_of(event) == "DRAFT"

    def test_pressed_twice_does_it_once(self, place: Province, client: Client) -> None:
        event = enter(place, Kind.MERGE, merge_plan(place))
        client.force_login(place.second)
        client.post(f"/sap-xep/{event.pk}/xac-nhan/")
        page = client.post(f"/sap-xep/{event.pk}/xac-nhan/", follow=True).content.decode()
        assert "đã được xác nhận" in page


class TestEventUndoing:
    def test_asks_the_reason_once(self, place: Province, client: Client) -> None:
        event = confirmed(place, Kind.MERGE, merge_plan(place))
        client.force_login(place.admin)
        address = f"/sap-xep/{event.pk}/hoan-tac/"
        assert client.post(address, {"reason": ""}).status_code == 422
        client.post(address, {"reason": "Nhập nhầm"})
        assert state_of(event) == "UNDONE"

    def test_says_what_is_in_the_way(self, place: Province, client: Client) -> None:
        event = confirmed(place, Kind.MERGE, merge_plan(place))
        make_area(place.one.__class__.objects.get(pk=event.written["units"][0]), "Mới")
        client.force_login(place.admin)
        page = client.get(f"/sap-xep/{event.pk}/hoan-tac/").content.decode()
        assert "thôn Mới" in page
        assert "Ghi một sắp xếp mới để sửa" in page


class TestEventDiscarding:
    def test_asks_first(self, place: Province, client: Client) -> None:
        event = enter(place, Kind.MERGE, merge_plan(place))
        client.force_login(place.admin)
        assert "Bỏ bản nháp này?" in client.get(f"/sap-xep/{event.pk}/bo/").content.decode()
        client.post(f"/sap-xep/{event.pk}/bo/")
        assert state_of(event) == "DISCARDED"
