from datetime import date

import pytest

from binhyen.accounts.selectors import (
    body_name,
    has_other_verifier,
    left_without_officer,
    own_unit,
    reach_of,
    units_without_officer,
)
from binhyen.units.models import Level
from tests.builders.accounts import TODAY, give_role, make_officer, officer_at
from tests.builders.units import make_area, make_succession, make_unit, the_unit

REFORM = date(2025, 7, 1)


@pytest.mark.django_db
class TestHasOtherVerifier:
    def test_finds_a_colleague_at_the_same_commune(self) -> None:
        commune = make_unit()
        officer = officer_at(commune, "RECORDER", "VERIFIER")
        assert not has_other_verifier(commune.pk, officer, TODAY)

        officer_at(commune, "VERIFIER")
        assert has_other_verifier(commune.pk, officer, TODAY)

    def test_finds_the_communes_verifier_for_a_village(self) -> None:
        commune = make_unit()
        village = make_area(commune)
        head = officer_at(village, "RECORDER", "VERIFIER")
        officer_at(commune, "VERIFIER")

        assert has_other_verifier(village.pk, head, TODAY)

    def test_does_not_count_the_province_nor_one_who_acts_below(self) -> None:
        province = make_unit(level=Level.PROVINCE)
        commune = make_unit(parent=province)
        officer = officer_at(commune, "VERIFIER")
        officer_at(province, "VERIFIER", acts_below=True)

        assert not has_other_verifier(commune.pk, officer, TODAY)

    def test_does_not_count_an_ended_a_pending_or_a_locked_one(self) -> None:
        commune = make_unit()
        officer = officer_at(commune, "VERIFIER")
        give_role(make_officer(), "VERIFIER", commune, ends_on=TODAY)
        give_role(make_officer(), "VERIFIER", commune, confirmed=False)
        locked = officer_at(commune, "VERIFIER")
        locked.is_active = False
        locked.save()

        assert not has_other_verifier(commune.pk, officer, TODAY)

    def test_asks_at_the_successor_for_what_a_merged_commune_left(self) -> None:
        old = make_unit(name="Cũ", valid_to=REFORM)
        new = make_unit(name="Mới", valid_from=REFORM)
        make_succession(old, new, REFORM)
        officer = officer_at(new, "VERIFIER")
        officer_at(new, "VERIFIER")

        assert has_other_verifier(old.pk, officer, TODAY)


@pytest.mark.django_db
class TestUnitsWithoutOfficer:
    def test_a_village_is_in_the_charge_of_its_commune(self) -> None:
        commune, empty = make_unit(name="Có người"), make_unit(name="Trống")
        village, lonely = make_area(commune), make_area(empty)
        officer_at(commune, "RECORDER")

        asked = [commune.pk, empty.pk, village.pk, lonely.pk]
        assert units_without_officer(asked, TODAY) == {empty.pk, lonely.pk}

    def test_a_leader_is_in_charge_of_nothing(self) -> None:
        commune = make_unit()
        officer_at(commune, "LEADER")
        assert units_without_officer([commune.pk], TODAY) == {commune.pk}


@pytest.mark.django_db
class TestLeftWithoutOfficer:
    def test_says_that_nobody_is_left_at_the_unit(self) -> None:
        commune = make_unit()
        assignment = give_role(make_officer(), "RECORDER", commune)

        left = left_without_officer(assignment, TODAY)
        assert (left.unit_is_empty, left.role_is_empty) == (True, True)

    def test_says_that_only_the_role_is_left_empty(self) -> None:
        commune = make_unit()
        assignment = give_role(make_officer(), "VERIFIER", commune)
        officer_at(commune, "RECORDER")

        left = left_without_officer(assignment, TODAY)
        assert (left.unit_is_empty, left.role_is_empty) == (False, True)


@pytest.mark.django_db
class TestOwnUnit:
    def test_names_the_committee_and_the_one_above(self) -> None:
        own = own_unit(reach_of(officer_at(the_unit("C16228n"), "RECORDER"), TODAY))
        assert own.name == "Ban Chỉ đạo 138 xã Như Thanh"
        assert own.parent_name == "Ban Chỉ đạo 138 tỉnh Thanh Hóa"
        assert own.short_name == "BCĐ 138 xã Như Thanh"

    def test_is_empty_without_an_assignment(self) -> None:
        assert own_unit(reach_of(make_officer(), TODAY)).name == ""


class TestBodyName:
    def test_a_village_goes_by_its_own_name(self) -> None:
        assert body_name("thôn Vĩnh Lợi", Level.AREA) == "Thôn Vĩnh Lợi"
