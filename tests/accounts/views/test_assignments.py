import pytest
from django.test import Client

from binhyen.accounts.models import Assignment, Officer
from tests.builders.accounts import TODAY, give_role, make_officer, officer_at
from tests.builders.units import make_unit


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.mark.django_db
class TestPending:
    def test_offers_to_confirm_only_what_another_entered(self) -> None:
        commune = make_unit()
        first, second = (officer_at(commune, "ADMINISTRATOR") for _ in range(2))
        assignment = Assignment.objects.create(
            officer=make_officer(),
            unit=commune,
            role="RECORDER",
            starts_on=TODAY,
            entered_by=first,
        )
        assert signed_in(first).get("/tai-khoan/cho-xac-nhan/").context["confirmable"] == set()
        assert signed_in(second).get("/tai-khoan/cho-xac-nhan/").context["confirmable"] == {
            assignment.pk
        }

        address = f"/phan-cong/{assignment.pk}/xac-nhan/"
        page = signed_in(first).post(address, follow=True)
        assert "nên cần người thứ hai xác nhận" in page.content.decode()
        signed_in(second).post(address)
        assignment.refresh_from_db()
        assert assignment.confirmed_by == second


@pytest.mark.django_db
class TestAssignmentEnd:
    def test_says_first_that_nobody_will_be_in_charge(self) -> None:
        commune = make_unit(name="Hải Long")
        assignment = give_role(make_officer(), "RECORDER", commune)
        admin = officer_at(commune, "ADMINISTRATOR")
        address = f"/phan-cong/{assignment.pk}/ket-thuc/"

        assert "chưa có người phụ trách" in signed_in(admin).get(address).content.decode()
        signed_in(admin).post(address, {"ends_on": "20/08/2026"})
        assignment.refresh_from_db()
        assert f"{assignment.ends_on:%d/%m/%Y}" == "20/08/2026"

    def test_is_404_for_ones_own_and_out_of_reach(self) -> None:
        admin = make_officer()
        own = give_role(admin, "ADMINISTRATOR", make_unit())
        other = give_role(make_officer(), "RECORDER", make_unit())
        client = signed_in(admin)
        assert client.get(f"/phan-cong/{own.pk}/ket-thuc/").status_code == 404
        assert client.get(f"/phan-cong/{other.pk}/ket-thuc/").status_code == 404


@pytest.mark.django_db
class TestAssignmentNew:
    def test_is_404_for_oneself(self) -> None:
        admin = officer_at(make_unit(), "ADMINISTRATOR")
        assert signed_in(admin).get(f"/tai-khoan/{admin.pk}/phan-cong/").status_code == 404

    def test_enters_one_for_another(self) -> None:
        commune = make_unit(name="Hải Long Xa")
        admin, officer = officer_at(commune, "ADMINISTRATOR"), officer_at(commune, "LEADER")
        signed_in(admin).post(
            f"/tai-khoan/{officer.pk}/phan-cong/",
            {"unit": "Hải Long Xa", "role": "VERIFIER", "starts_on": "01/09/2026"},
        )
        row = Assignment.objects.get(officer=officer, role="VERIFIER")
        assert (row.entered_by, row.confirmed_by) == (admin, None)
