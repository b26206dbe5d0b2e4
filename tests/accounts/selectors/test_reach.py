"""A province, two communes of today, two that were merged, villages and bodies."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.accounts.models import Officer
from binhyen.accounts.selectors import Reach, reach_of
from binhyen.units.models import Level, Succession, Unit
from tests.builders.accounts import TODAY, give_role, make_officer, officer_at
from tests.builders.units import (
    make_area,
    make_organisation,
    make_succession,
    make_unit,
    the_unit,
)

REFORM = date(2025, 7, 1)


@dataclass
class Land:
    """Tỉnh An: xã Hải Long (of Hải Vân and half of Phú Nhuận) and xã Xuân Du."""

    province: Unit
    hai_long: Unit
    xuan_du: Unit
    hai_van: Unit
    phu_nhuan: Unit
    vinh_loi: Unit
    far_village: Unit
    women: Unit


@pytest.fixture
def land(db: None) -> Land:
    province = make_unit(level=Level.PROVINCE, name="An")
    hai_long = make_unit(name="Hải Long", parent=province, valid_from=REFORM)
    xuan_du = make_unit(name="Xuân Du", parent=province, valid_from=REFORM)
    hai_van = make_unit(name="Hải Vân", parent=province, valid_to=REFORM)
    phu_nhuan = make_unit(name="Phú Nhuận", parent=province, valid_to=REFORM)
    make_succession(hai_van, hai_long, REFORM)
    make_succession(phu_nhuan, hai_long, REFORM, Succession.Kind.PART)
    make_succession(phu_nhuan, xuan_du, REFORM, Succession.Kind.PART)
    return Land(
        province=province,
        hai_long=hai_long,
        xuan_du=xuan_du,
        hai_van=hai_van,
        phu_nhuan=phu_nhuan,
        vinh_loi=make_area(hai_long, "Vĩnh Lợi"),
        far_village=make_area(xuan_du, "Đồng Xuân"),
        women=make_organisation(hai_long, "Hội Phụ nữ xã Hải Long"),
    )


def reach(officer: Officer, on: date = TODAY) -> Reach:
    return reach_of(officer, on)


def read_by_filter(asked: Reach) -> set[int]:
    return set(Unit.objects.filter(asked.filter("pk")).values_list("pk", flat=True))


class TestMay:
    def test_a_commune_writes_at_itself_its_villages_and_what_merged_into_it(
        self, land: Land
    ) -> None:
        asked = reach(officer_at(land.hai_long, "RECORDER"))

        may = [unit for unit in vars(land).values() if asked.may("RECORDER", unit.pk)]
        assert may == [land.hai_long, land.hai_van, land.vinh_loi, land.women]

    def test_a_divided_commune_is_written_where_its_image_is_placed(self, land: Land) -> None:
        at_commune = reach(officer_at(land.hai_long, "RECORDER"))
        at_province = reach(officer_at(land.province, "RECORDER"))

        assert not at_commune.may("RECORDER", land.phu_nhuan.pk)
        assert at_province.may("RECORDER", land.phu_nhuan.pk)

    def test_a_province_does_not_write_in_its_communes(self, land: Land) -> None:
        asked = reach(officer_at(land.province, "RECORDER"))

        may = [unit for unit in vars(land).values() if asked.may("RECORDER", unit.pk)]
        assert may == [land.province, land.phu_nhuan]

    def test_acts_below_reaches_everything_read_ended_units_too(self, land: Land) -> None:
        asked = reach(officer_at(land.province, "RECORDER", acts_below=True))

        assert [u for u in vars(land).values() if not asked.may("RECORDER", u.pk)] == []

    def test_a_body_with_its_own_officer_is_left_to_it(self, land: Land) -> None:
        own = officer_at(land.women, "RECORDER")
        commune = reach(officer_at(land.hai_long, "RECORDER"))
        support = reach(officer_at(land.province, "RECORDER", acts_below=True))

        assert reach(own).may("RECORDER", land.women.pk)
        assert not commune.may("RECORDER", land.women.pk)
        assert not support.may("RECORDER", land.women.pk)

    def test_a_body_whose_officer_is_locked_is_its_communes_again(self, land: Land) -> None:
        own = officer_at(land.women, "RECORDER")
        own.is_active = False
        own.save()

        assert reach(officer_at(land.hai_long, "RECORDER")).may("RECORDER", land.women.pk)

    def test_a_role_is_not_another_role(self, land: Land) -> None:
        asked = reach(officer_at(land.hai_long, "RECORDER"))
        assert not asked.may("VERIFIER", land.hai_long.pk)

    def test_a_village_head_writes_in_the_village_only(self, land: Land) -> None:
        asked = reach(officer_at(land.vinh_loi, "RECORDER"))

        may = [unit for unit in vars(land).values() if asked.may("RECORDER", unit.pk)]
        assert may == [land.vinh_loi]

    def test_a_village_that_moved_is_written_by_where_it_lies_now(self, land: Land) -> None:
        old = make_unit(
            level=Level.AREA, name="Làng Cũ", parent=land.hai_van, valid_to=date(2024, 1, 1)
        )
        asked = reach(officer_at(land.hai_long, "RECORDER"))

        assert asked.may("RECORDER", old.pk)
        assert asked.reads(old.pk)

    def test_an_assignment_not_confirmed_gives_nothing(self, land: Land) -> None:
        officer = make_officer()
        give_role(officer, "RECORDER", land.hai_long, confirmed=False)

        assert not reach(officer).may("RECORDER", land.hai_long.pk)
        assert not reach(officer).reads(land.hai_long.pk)

    def test_an_assignment_ends_before_its_last_day(self, land: Land) -> None:
        officer = make_officer()
        give_role(officer, "RECORDER", land.hai_long, ends_on=TODAY)

        assert not reach(officer, TODAY).may("RECORDER", land.hai_long.pk)
        assert reach(officer, date(2026, 8, 17)).may("RECORDER", land.hai_long.pk)

    def test_an_officer_of_an_ended_commune_does_not_inherit_its_successor(
        self, land: Land
    ) -> None:
        asked = reach(officer_at(land.hai_van, "RECORDER"))

        assert asked.may("RECORDER", land.hai_van.pk)
        assert not asked.may("RECORDER", land.hai_long.pk)


class TestActingFor:
    def test_is_true_only_where_acts_below_is_needed(self, land: Land) -> None:
        asked = reach(officer_at(land.province, "RECORDER", acts_below=True))

        assert [asked.acting_for(u.pk) for u in (land.province, land.hai_long, land.vinh_loi)] == [
            False,
            True,
            True,
        ]

    def test_is_false_where_the_officer_cannot_write_at_all(self, land: Land) -> None:
        assert not reach(officer_at(land.hai_long, "RECORDER")).acting_for(land.xuan_du.pk)


class TestReads:
    def test_a_province_reads_everything_below_and_what_ended_there(self, land: Land) -> None:
        asked = reach(officer_at(land.province, "LEADER"))
        assert [u for u in vars(land).values() if not asked.reads(u.pk)] == []

    def test_a_commune_does_not_read_its_neighbour(self, land: Land) -> None:
        asked = reach(officer_at(land.hai_long, "RECORDER", "VERIFIER"))
        assert [u for u in vars(land).values() if not asked.reads(u.pk)] == [
            land.province,
            land.xuan_du,
            land.phu_nhuan,
            land.far_village,
        ]

    def test_oversight_reads_no_record(self, land: Land) -> None:
        asked = reach(officer_at(land.province, "OVERSIGHT"))

        assert not asked.reads(land.hai_long.pk)
        assert asked.sees_figures(land.hai_long.pk)

    def test_the_books_of_an_attended_body_are_its_own(self, land: Land) -> None:
        own = officer_at(land.women, "RECORDER")
        commune = reach(officer_at(land.hai_long, "LEADER"))

        assert reach(own).reads(land.women.pk)
        assert not commune.reads(land.women.pk)
        assert commune.sees_figures(land.women.pk)

    def test_reads_nothing_without_an_assignment(self, land: Land) -> None:
        assert not reach(make_officer()).reads(land.hai_long.pk)


class TestFilter:
    @pytest.mark.parametrize("place", ["province", "hai_long", "vinh_loi", "women", "hai_van"])
    @pytest.mark.parametrize("attended", [False, True])
    def test_agrees_with_reads_for_every_unit(
        self,
        land: Land,
        place: str,
        attended: bool,  # noqa: FBT001 -- a parameter of the test
    ) -> None:
        make_unit(level=Level.AREA, name="Cũ", parent=land.hai_van, valid_to=date(2024, 1, 1))
        merged = make_area(land.hai_long, "Nhập", valid_to=date(2026, 1, 1))
        make_succession(merged, land.vinh_loi, date(2026, 1, 1))
        if attended:
            officer_at(land.women, "RECORDER")
        asked = reach(officer_at(getattr(land, place), "RECORDER"))
        invented = set(Unit.objects.filter(uid__startswith="T").values_list("pk", flat=True))

        asked.load(invented)
        assert read_by_filter(asked) == {unit for unit in invented if asked.reads(unit)}

    @pytest.mark.parametrize("place", ["province", "hai_long", "vinh_loi", "women", "hai_van"])
    @pytest.mark.parametrize("helps", [False, True])
    def test_by_role_holds_every_unit_the_role_may_be_used_at(
        self,
        land: Land,
        place: str,
        helps: bool,  # noqa: FBT001 -- a parameter of the test
    ) -> None:
        merged = make_area(land.hai_long, "Nhập", valid_to=date(2026, 1, 1))
        make_succession(merged, land.vinh_loi, date(2026, 1, 1))
        asked = reach(officer_at(getattr(land, place), "VERIFIER", acts_below=helps))
        invented = set(Unit.objects.filter(uid__startswith="T").values_list("pk", flat=True))
        by_filter = Unit.objects.filter(asked.role_filter("VERIFIER", "pk"))

        asked.load(invented)
        assert set(by_filter.values_list("pk", flat=True)) == {
            unit for unit in invented if asked.may("VERIFIER", unit)
        }
        assert not Unit.objects.filter(asked.role_filter("RECORDER", "pk")).exists()

    def test_beyond_holds_exactly_what_is_not_read(self, land: Land) -> None:
        officer_at(land.women, "RECORDER")
        everything = set(Unit.objects.values_list("pk", flat=True))
        for place in (land.hai_long, the_unit("VN")):
            asked = reach(officer_at(place, "LEADER"))
            beyond = Unit.objects.filter(asked.beyond("pk")).values_list("pk", flat=True)

            assert set(beyond) == everything - read_by_filter(asked)

    def test_the_nation_reads_all_but_attended_bodies(self, land: Land) -> None:
        officer_at(land.women, "RECORDER")
        asked = reach(officer_at(the_unit("VN"), "LEADER"))

        assert asked.covers_nation
        assert set(Unit.objects.values_list("pk", flat=True)) - read_by_filter(asked) == {
            land.women.pk
        }

    def test_nobody_reads_nothing(self, land: Land) -> None:
        assert read_by_filter(reach(make_officer())) == set()


class TestLoad:
    def test_lets_fifty_units_be_asked_in_few_queries(self, land: Land) -> None:
        villages = [make_area(land.hai_long, f"Thôn {n}").pk for n in range(50)]
        bodies = [make_organisation(land.hai_long, f"Trường {n}").pk for n in range(10)]
        asked = reach(officer_at(land.hai_long, "RECORDER"))

        assert asked.reads(land.hai_long.pk)

        with CaptureQueriesContext(connection) as queries:
            asked.load([*villages, *bodies])
            assert all(asked.may("RECORDER", unit) for unit in [*villages, *bodies])
        assert len(queries) <= 5


class TestRoots:
    def test_names_the_highest_first(self, land: Land) -> None:
        officer = officer_at(land.vinh_loi, "RECORDER")
        give_role(officer, "LEADER", land.province)
        assert reach(officer).roots == (land.province.pk, land.vinh_loi.pk)
