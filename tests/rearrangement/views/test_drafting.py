"""Entering an event step by step, without a script."""

import pytest
from django.test import Client

from binhyen.rearrangement.models import Event
from tests.builders.accounts import officer_at
from tests.builders.rearrangement import Province, make_province, make_scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Province:
    return make_province()


@pytest.fixture
def admin(place: Province, client: Client) -> Client:
    client.force_login(place.admin)
    return client


def first_step(place: Province, kind: str, *uids: str, **more: str) -> dict[str, object]:
    return {
        "kind": kind,
        "on": "2026-09-01",
        "decree": "Nghị quyết 12/NQ-HĐND",
        "units": list(uids),
        "go": "next",
        **more,
    }


def named(number: int, name: str, place: Province) -> dict[str, object]:
    said = {"type": "xã", "name": name, "code": f"9000{number}", "parent": place.unit.pk}
    return {f"n{number}-{field}": value for field, value in said.items()}


class TestEventCreation:
    def test_finds_units_without_diacritics_and_keeps_what_was_chosen(
        self, place: Province, admin: Client
    ) -> None:
        said = first_step(place, "MERGE", place.one.uid, go="search", q="tay son")
        page = admin.post("/sap-xep/moi/", said).content.decode()
        assert "xã Tây Sơn, tỉnh An Bình" in page
        assert "Nghị quyết 12/NQ-HĐND" in page
        assert f'value="{place.one.uid}"' in page
        assert not Event.objects.exists()

    def test_offers_only_units_below_the_administrator(
        self, place: Province, admin: Client
    ) -> None:
        page = admin.post("/sap-xep/moi/", {"go": "search", "q": "xã Như Thanh"}).content.decode()
        assert "Không tìm thấy" in page

    def test_says_what_is_missing_beside_the_field(self, place: Province, admin: Client) -> None:
        answer = admin.post("/sap-xep/moi/", first_step(place, "MERGE", place.one.uid))
        assert answer.status_code == 422
        assert "Tìm và đánh dấu thêm" in answer.content.decode()

    def test_is_for_administrators(self, place: Province, client: Client) -> None:
        client.force_login(officer_at(place.unit, "RECORDER", "VERIFIER"))
        assert client.get("/sap-xep/moi/").status_code == 404


class TestSteps:
    def test_of_a_merge_end_in_a_draft_that_may_be_confirmed(
        self, place: Province, admin: Client
    ) -> None:
        admin.post("/sap-xep/moi/", first_step(place, "MERGE", place.one.uid, place.two.uid))
        event = Event.objects.get()
        said = {**named(1, "Hợp Nhất", place), "keeps": "0", "count": "1", "go": "next"}
        answer = admin.post(f"/sap-xep/{event.pk}/don-vi-moi/", said)
        assert answer.headers["Location"] == f"/sap-xep/{event.pk}/"
        admin.force_login(place.second)
        admin.post(f"/sap-xep/{event.pk}/xac-nhan/")
        event.refresh_from_db()
        assert event.state == Event.State.CONFIRMED
        assert event.title == "Nhập xã Đông Hải và xã Tây Sơn thành xã Hợp Nhất"

    def test_of_a_merge_may_keep_one_of_the_units(self, place: Province, admin: Client) -> None:
        admin.post("/sap-xep/moi/", first_step(place, "MERGE", place.one.uid, place.two.uid))
        event = Event.objects.get()
        said = {"keeps": str(place.two.pk), "count": "1", "go": "next"}
        admin.post(f"/sap-xep/{event.pk}/don-vi-moi/", said)
        event.refresh_from_db()
        assert event.title == "Nhập xã Đông Hải vào xã Tây Sơn"

    def test_of_a_split_ask_where_each_place_and_open_thing_goes(
        self, place: Province, admin: Client
    ) -> None:
        scheme = make_scheme(place.one)
        admin.post("/sap-xep/moi/", first_step(place, "SPLIT", place.one.uid))
        event = Event.objects.get()
        said = {**named(1, "Một", place), **named(2, "Hai", place), "count": "2", "go": "next"}
        answer = admin.post(f"/sap-xep/{event.pk}/don-vi-moi/", said)
        assert answer.headers["Location"] == f"/sap-xep/{event.pk}/noi-thuoc/"
        places = {f"child-{unit.pk}": "n1" for unit in (*place.hamlets, place.body)}
        forgotten = {**places, f"child-{place.body.pk}": "", f"thing-{scheme.pk}": "n2"}
        answer = admin.post(f"/sap-xep/{event.pk}/noi-thuoc/", forgotten)
        assert answer.status_code == 422
        assert "Chọn đơn vị nhận." in answer.content.decode()
        admin.post(f"/sap-xep/{event.pk}/noi-thuoc/", {**forgotten, **places})
        event.refresh_from_db()
        assert event.plan["open_records"] == {str(scheme.pk): "n2"}
        assert len(event.plan["children"]) == 3

    def test_adding_a_unit_keeps_what_was_typed(self, place: Province, admin: Client) -> None:
        admin.post("/sap-xep/moi/", first_step(place, "SPLIT", place.one.uid))
        event = Event.objects.get()
        said = {**named(1, "Một Hai Ba", place), "count": "2", "go": "add"}
        page = admin.post(f"/sap-xep/{event.pk}/don-vi-moi/", said).content.decode()
        assert "Một Hai Ba" in page
        assert "n3-name" in page

    def test_of_a_change_say_only_what_differs(self, place: Province, admin: Client) -> None:
        admin.post("/sap-xep/moi/", first_step(place, "CHANGE", place.one.uid))
        event = Event.objects.get()
        said = {**named(1, "Đông Hải", place), "n1-type": "phường", "n1-code": "90001"}
        admin.post(f"/sap-xep/{event.pk}/don-vi-moi/", {**said, "count": "1", "go": "next"})
        event.refresh_from_db()
        (change,) = event.plan["changes"]
        assert (change["name"], change["type"], change["parent"]) == ("Đông Hải", "phường", None)


class TestEventRewriting:
    def test_changes_day_and_decree(self, place: Province, admin: Client) -> None:
        admin.post("/sap-xep/moi/", first_step(place, "SPLIT", place.one.uid))
        event = Event.objects.get()
        said = {"on": "02/09/2026", "decree": "Nghị quyết 13/NQ-HĐND"}
        admin.post(f"/sap-xep/{event.pk}/sua/", said)
        event.refresh_from_db()
        assert (str(event.on), event.decree) == ("2026-09-02", "Nghị quyết 13/NQ-HĐND")
