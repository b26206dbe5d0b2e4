import pytest

from binhyen.accounts import policies
from binhyen.accounts.models import Assignment, Officer
from binhyen.accounts.selectors import reach_of
from binhyen.units.models import Level, Unit
from tests.builders.accounts import TODAY, give_role, make_officer, officer_at
from tests.builders.units import make_area, make_organisation, make_unit


def waiting(unit: Unit, *, officer: Officer | None = None, by: Officer | None = None) -> Assignment:
    return Assignment.objects.create(
        officer=officer or make_officer(),
        unit=unit,
        role="RECORDER",
        starts_on=TODAY,
        entered_by=by,
    )


@pytest.mark.django_db
class TestMayConfirm:
    def test_asks_for_a_second_person_with_the_unit_in_charge(self) -> None:
        commune = make_unit()
        first, second, far = (
            officer_at(unit, "ADMINISTRATOR") for unit in (commune, commune, make_unit())
        )
        assignment = waiting(commune, by=first)
        may = [
            policies.may_confirm(user, reach_of(user, TODAY), assignment)
            for user in (first, second, far)
        ]
        assert may == [False, True, False]

    def test_is_no_for_the_holder_even_as_administrator(self) -> None:
        commune = make_unit()
        admin = officer_at(commune, "ADMINISTRATOR")
        assignment = waiting(commune, officer=admin, by=make_officer())
        assert not policies.may_confirm(admin, reach_of(admin, TODAY), assignment)


@pytest.mark.django_db
class TestMayHoldTheDoor:
    def test_covers_villages_and_bodies_of_the_commune(self) -> None:
        commune = make_unit()
        admin = officer_at(commune, "ADMINISTRATOR")
        for unit in (commune, make_area(commune), make_organisation(commune)):
            officer = officer_at(unit, "RECORDER")
            assert policies.may_hold_the_door(admin, reach_of(admin, TODAY), officer)

    def test_is_no_while_the_officer_works_above(self) -> None:
        province = make_unit(level=Level.PROVINCE)
        commune = make_unit(parent=province)
        officer = officer_at(commune, "RECORDER")
        give_role(officer, "LEADER", province)
        admin = officer_at(commune, "ADMINISTRATOR")
        assert not policies.may_hold_the_door(admin, reach_of(admin, TODAY), officer)

    def test_is_no_for_a_fellow_even_one_still_to_be_confirmed(self) -> None:
        commune = make_unit()
        fellow = make_officer(unit=commune)
        give_role(fellow, "ADMINISTRATOR", commune, confirmed=False)
        admin = officer_at(commune, "ADMINISTRATOR")
        assert not policies.may_hold_the_door(admin, reach_of(admin, TODAY), fellow)


@pytest.mark.django_db
class TestMayAssign:
    def test_is_no_for_oneself(self) -> None:
        commune = make_unit()
        admin = officer_at(commune, "ADMINISTRATOR")
        reach = reach_of(admin, TODAY)
        assert not policies.may_assign(admin, reach, admin, commune.pk)
        assert policies.may_assign(admin, reach, make_officer(), commune.pk)


@pytest.mark.django_db
class TestMayEnd:
    def test_is_no_for_ones_own(self) -> None:
        commune = make_unit()
        admin = make_officer()
        own = give_role(admin, "ADMINISTRATOR", commune)
        assert not policies.may_end(admin, reach_of(admin, TODAY), own)


@pytest.mark.django_db
class TestMayAdminister:
    def test_is_for_administrators(self) -> None:
        commune = make_unit()
        asked = [officer_at(commune, role) for role in ("ADMINISTRATOR", "APPROVER")]
        assert [policies.may_administer(reach_of(o, TODAY)) for o in asked] == [True, False]
