import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from binhyen.accounts.models import Assignment
from binhyen.units.models import Level, Unit, UnitVersion
from tests.builders.accounts import officer_at
from tests.builders.units import make_area, make_organisation, the_unit

pytestmark = pytest.mark.usefixtures("whole_country")


@pytest.fixture
def commune(client: Client) -> Client:
    """A recorder of xã Như Thanh sits at the desk."""
    client.force_login(officer_at(the_unit("C16228n"), Assignment.Role.RECORDER))
    return client


def text_of(client: Client, address: str, **asked: str) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200
    return response.content.decode()


class TestUnitList:
    def test_sends_strangers_to_the_door(self, client: Client) -> None:
        response = client.get(reverse("units:list"))
        assert response.status_code == 302
        assert "next=/don-vi/" in response["Location"]

    def test_begins_with_the_provinces(self, commune: Client) -> None:
        page = text_of(commune, reverse("units:list"))
        assert page.count('class="title"') == 34
        assert "Tỉnh Thanh Hóa" in page

    def test_shows_the_provinces_of_another_day(self, commune: Client) -> None:
        page = text_of(commune, reverse("units:list"), on="2025-06-30")
        assert "Dòng 1 đến 50 trong 63" in page

    def test_shows_every_hit_with_its_place(self, commune: Client) -> None:
        page = text_of(commune, reverse("units:list"), q="trung hoa", on="2025-06-30")
        assert "huyện Chiêm Hóa, tỉnh Tuyên Quang" in page
        assert page.count("Xã Trung Hòa<") == 6

    def test_says_what_had_the_name_before(self, commune: Client) -> None:
        page = text_of(commune, reverse("units:list"), q="Hải Long, Như Thanh")
        assert "không có đơn vị nào phù hợp" in page
        assert "Trước đây có tên này" in page
        assert reverse("units:unit", args=["C16252b"]) in page

    def test_answers_htmx_with_the_rows_alone(self, commune: Client) -> None:
        response = commune.get(
            reverse("units:list"), {"q": "như thanh"}, headers={"HX-Request": "true"}
        )
        page = response.content.decode()
        assert "<html" not in page
        assert "Xã Như Thanh" in page

    @pytest.mark.parametrize(
        "asked", [{"on": "hôm qua"}, {"level": "9"}, {"q": "%%" * 150}, {"page": "x"}]
    )
    def test_stands_a_strange_question(self, commune: Client, asked: dict[str, str]) -> None:
        assert commune.get(reverse("units:list"), asked).status_code == 200

    def test_keeps_no_organisations_from_who_asks_for_them(self, commune: Client) -> None:
        make_organisation(the_unit("C16228n"), "Trường THCS Hải Long")
        page = text_of(commune, reverse("units:list"), level="5", within="C16228n")
        assert "Trường THCS Hải Long" in page

    def test_asks_the_database_a_fixed_number_of_times(
        self, commune: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        commune.get(reverse("units:list"))
        for asked in ({}, {"q": "hòa"}, {"level": "3"}):
            with django_assert_max_num_queries(16):
                commune.get(reverse("units:list"), asked)


class TestUnitPage:
    def test_shows_what_a_commune_was_made_of(self, commune: Client) -> None:
        page = text_of(commune, reverse("units:unit", args=["C16228n"]))
        assert "Lập từ 4 đơn vị từ ngày 01/07/2025." in page
        assert "Xã Hải Long, huyện Như Thanh, tỉnh Thanh Hóa" in page
        assert page.count("một phần") == 1
        assert "Số liệu tham khảo" in page

    def test_lists_villages_as_a_vietnamese_dictionary_does(self, commune: Client) -> None:
        for name in ("Đồng 10", "Ân Phú", "Dốc", "Đồng 2", "An Phú"):
            make_area(the_unit("C16228n"), name)
        page = text_of(commune, reverse("units:unit", args=["C16228n"]))
        names = ("An Phú", "Ân Phú", "Dốc", "Đồng 2", "Đồng 10")
        places = [page.index(f"Thôn {name}") for name in names]
        assert places == sorted(places)

    def test_tells_what_became_of_an_ended_commune(self, commune: Client) -> None:
        page = text_of(commune, reverse("units:unit", args=["C16252b"]))
        assert "Đơn vị này kết thúc hết ngày 30/06/2025." in page
        assert "xã Như Thanh, tỉnh Thanh Hóa" in page

    def test_shows_a_district_of_then_with_its_communes(self, commune: Client) -> None:
        page = text_of(commune, reverse("units:unit", args=["D403b"]), on="2024-02-28")
        assert "bản đồ ngày 28/02/2024" in page
        assert "Xã Hải Long" in page
        assert 'href="/don-vi/C16252b/?on=2024-02-28"' in page

    def test_pages_through_all_communes_of_the_nation(self, commune: Client) -> None:
        address = reverse("units:unit", args=["VN"])
        page = text_of(commune, address, show="communes", page="67")
        assert "Dòng 3.301 đến 3.321 trong 3.321" in page

    def test_lists_villages_and_organisations(self, commune: Client) -> None:
        home = the_unit("C16228n")
        make_area(home, "Vĩnh Lợi")
        make_organisation(home, "Nhà máy giày Akalia Việt Nam")
        page = text_of(commune, reverse("units:unit", args=["C16228n"]))
        assert "Thôn Vĩnh Lợi" in page
        assert "Nhà máy giày Akalia Việt Nam" in page

    def test_offers_writing_to_the_officers_of_the_commune_alone(self, commune: Client) -> None:
        own = text_of(commune, reverse("units:unit", args=["C16228n"]))
        other = text_of(commune, reverse("units:unit", args=["C00004n"]))
        assert "Thêm khu dân cư" in own
        assert "Thêm khu dân cư" not in other

    def test_knows_no_unit_that_is_not_there(self, commune: Client) -> None:
        assert commune.get(reverse("units:unit", args=["C99999n"])).status_code == 404

    @pytest.mark.parametrize("uid", ["VN", "P38n", "D403b", "C16228n", "C16264b", "C07525a"])
    def test_asks_the_database_a_fixed_number_of_times(
        self, commune: Client, uid: str, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        commune.get(reverse("units:list"))
        with django_assert_max_num_queries(36):
            assert commune.get(reverse("units:unit", args=[uid])).status_code == 200

    def test_asks_as_much_for_166_communes_as_for_40(self, commune: Client) -> None:
        counts = []
        for uid in ("P46n", "P38n"):
            address = reverse("units:unit", args=[uid])
            commune.get(address)
            with CaptureQueriesContext(connection) as queries:
                commune.get(address)
            counts.append(len(queries))

        assert counts[0] == counts[1]


class TestAreaCreation:
    def test_writes_a_village_down(self, commune: Client) -> None:
        address = reverse("units:area-creation", args=["C16228n"])
        given = {"kind": "thôn", "name": "Vĩnh Lợi", "valid_from": "01/07/2025"}
        response = commune.post(address, given, follow=True)
        assert "Đã ghi thôn Vĩnh Lợi." in response.content.decode()
        version = UnitVersion.objects.get(full_name="thôn Vĩnh Lợi")
        assert version.parent == the_unit("C16228n")

    def test_writes_a_village_older_than_its_commune(self, commune: Client) -> None:
        address = reverse("units:area-creation", args=["C16228n"])
        form = text_of(commune, address)
        assert "xã Hải Long, huyện Như Thanh, tỉnh Thanh Hóa" in form
        given = {
            "kind": "thôn",
            "name": "Hải Xuân",
            "valid_from": "1990-01-01",
            "formerly": "C16252b",
        }
        assert commune.post(address, given).status_code == 302
        assert UnitVersion.objects.filter(full_name="thôn Hải Xuân").count() == 2

    def test_loses_nothing_typed_when_it_refuses(self, commune: Client) -> None:
        address = reverse("units:area-creation", args=["C16228n"])
        given = {"kind": "thôn", "name": "Vĩnh Lợi", "valid_from": "1990-01-01"}
        response = commune.post(address, given)
        page = response.content.decode()
        assert response.status_code == 422
        assert escape("Nếu khu dân cư có trước đó") in page
        assert 'value="Vĩnh Lợi"' in page
        assert not Unit.objects.filter(level=Level.AREA).exists()

    @pytest.mark.parametrize("uid", ["C00004n", "P38n"])
    def test_is_not_there_for_others(self, commune: Client, uid: str) -> None:
        address = reverse("units:area-creation", args=[uid])
        assert commune.get(address).status_code == 404
        assert commune.post(address, {}).status_code == 404


class TestOrganisationCreation:
    def test_writes_a_body_down(self, commune: Client) -> None:
        address = reverse("units:organisation-creation", args=["C16228n"])
        given = {"kind": "SCHOOL", "name": "Trường THCS Hải Long", "valid_from": "2025-07-01"}
        response = commune.post(address, given, follow=True)
        assert "Đã ghi Trường THCS Hải Long." in response.content.decode()

    def test_is_not_there_for_others(self, commune: Client) -> None:
        address = reverse("units:organisation-creation", args=["P38n"])
        assert commune.get(address).status_code == 404
