import pytest
from django.test import Client

from binhyen.accounts.models import Assignment, Officer
from binhyen.units.models import Level
from tests.builders.accounts import PASSWORD, give_role, make_officer, officer_at
from tests.builders.questions import opened
from tests.builders.units import make_area, make_unit


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.mark.django_db
class TestOfficerList:
    def test_sends_a_stranger_to_the_door(self) -> None:
        assert Client().get("/tai-khoan/").url == "/dang-nhap/?next=/tai-khoan/"  # type: ignore[attr-defined]

    def test_does_not_exist_for_one_who_administers_nothing(self) -> None:
        recorder = officer_at(make_unit(), "RECORDER", "VERIFIER", "LEADER")
        assert signed_in(recorder).get("/tai-khoan/").status_code == 404

    def test_lists_the_villages_heads_but_not_the_neighbours(self) -> None:
        commune = make_unit()
        admin = officer_at(commune, "ADMINISTRATOR", name="Quản trị xã")
        officer_at(make_area(commune), "RECORDER", name="Trưởng thôn")
        officer_at(make_unit(), "RECORDER", name="Cán bộ xã bên")

        page = signed_in(admin).get("/tai-khoan/")
        names = [line.officer.display_name for line in page.context["lines"]]
        assert names == ["Quản trị xã", "Trưởng thôn"]

    def test_lists_persons_by_their_given_names(self) -> None:
        commune = make_unit()
        admin = officer_at(commune, "ADMINISTRATOR", name="Quản trị xã")
        for name in ("Trần Văn Đức", "Lê Thị Ân", "Nguyễn Thị Dung", "Phạm Văn An"):
            officer_at(commune, "RECORDER", name=name)

        lines = signed_in(admin).get("/tai-khoan/").context["lines"]
        names = [line.officer.display_name for line in lines]
        assert names[:4] == ["Phạm Văn An", "Lê Thị Ân", "Nguyễn Thị Dung", "Trần Văn Đức"]

    def test_finds_a_name_without_marks(self) -> None:
        commune = make_unit()
        admin = officer_at(commune, "ADMINISTRATOR", name="Quản trị xã")
        officer_at(commune, "RECORDER", name="Đỗ Thị Thủy")

        page = signed_in(admin).get("/tai-khoan/?q=do thuy")
        assert [line.officer.display_name for line in page.context["lines"]] == ["Đỗ Thị Thủy"]

    def test_asks_the_same_number_of_questions_for_many(self) -> None:
        commune = make_unit()
        client = signed_in(officer_at(commune, "ADMINISTRATOR"))
        counts = []
        for more in (9, 60):
            for n in range(more):
                officer_at(commune, "RECORDER", "VERIFIER", name=f"Cán bộ {n}")
            page, asked_for = opened(client, "/tai-khoan/")
            counts.append((len(page.context["lines"]), asked_for))

        (few, asked_for_few), (many, asked_for_many) = counts
        assert (few, many) == (10, 50)
        assert asked_for_few == asked_for_many <= 16


@pytest.mark.django_db
class TestOfficerDetail:
    def test_is_404_out_of_reach_not_403(self) -> None:
        admin = officer_at(make_unit(), "ADMINISTRATOR")
        other = officer_at(make_unit(), "RECORDER")
        client = signed_in(admin)
        for path in ("", "ma/", "khoa/", "phan-cong/"):
            assert client.post(f"/tai-khoan/{other.pk}/{path}").status_code == 404


@pytest.mark.django_db
class TestOfficerNew:
    def test_shows_the_code_once_and_waits_for_a_second_person(self) -> None:
        commune = make_unit(name="Hải Long Mới")
        admin = officer_at(commune, "ADMINISTRATOR")
        page = signed_in(admin).post(
            "/tai-khoan/moi/",
            {
                "display_name": "Cán bộ mới",
                "username": "Moi.HaiLong",
                "unit": "xã Hải Long Mới",
                "roles": ["RECORDER", "VERIFIER"],
                "starts_on": "01/01/2026",
            },
        )
        officer = Officer.objects.get(username="moi.hailong")
        assert page.context["issued"][0].code in page.content.decode()
        rows = Assignment.objects.filter(officer=officer)
        assert {row.role for row in rows} == {"RECORDER", "VERIFIER"}
        assert {row.confirmed_by for row in rows} == {None}

    def test_refuses_a_unit_out_of_reach(self) -> None:
        make_unit(name="Nơi Khác Hẳn")
        admin = officer_at(make_unit(), "ADMINISTRATOR")
        page = signed_in(admin).post(
            "/tai-khoan/moi/",
            {
                "display_name": "A",
                "username": "aaaa",
                "unit": "xã Nơi Khác Hẳn",
                "starts_on": "01/01/2026",
            },
        )
        assert "Không tìm thấy đơn vị này" in page.content.decode()
        assert not Officer.objects.filter(username="aaaa").exists()


@pytest.mark.django_db
class TestOfficerCode:
    def test_is_refused_for_a_fellow_administrator(self) -> None:
        commune = make_unit()
        admin = officer_at(commune, "ADMINISTRATOR")
        fellow = officer_at(commune, "ADMINISTRATOR")
        assert signed_in(admin).post(f"/tai-khoan/{fellow.pk}/ma/").status_code == 404

    def test_is_given_from_above(self) -> None:
        province = make_unit(level=Level.PROVINCE)
        above = officer_at(province, "ADMINISTRATOR")
        admin = officer_at(make_unit(parent=province), "ADMINISTRATOR")
        page = signed_in(above).post(f"/tai-khoan/{admin.pk}/ma/")
        assert page.context["issued"][0]["code"] in page.content.decode()


@pytest.mark.django_db
class TestOfficerLock:
    def test_is_refused_for_one_who_also_works_elsewhere(self) -> None:
        commune = make_unit()
        officer = officer_at(commune, "RECORDER")
        give_role(officer, "RECORDER", make_unit())
        admin = officer_at(commune, "ADMINISTRATOR")
        assert signed_in(admin).post(f"/tai-khoan/{officer.pk}/khoa/").status_code == 404

    def test_ends_the_open_session(self) -> None:
        commune = make_unit()
        officer = officer_at(commune, "RECORDER", password=PASSWORD)
        session = signed_in(officer)
        assert session.get("/tai-khoan/toi/").status_code == 200
        signed_in(officer_at(commune, "ADMINISTRATOR")).post(f"/tai-khoan/{officer.pk}/khoa/")
        assert session.get("/tai-khoan/toi/").status_code == 302


@pytest.mark.django_db
class TestMe:
    def test_names_the_body_in_the_band(self) -> None:
        officer = make_officer()
        commune = make_unit(name="Hải Long")
        give_role(officer, "RECORDER", commune)
        page = signed_in(officer).get("/tai-khoan/toi/").content.decode()
        assert "Ban Chỉ đạo 138 xã Hải Long" in page
