from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from binhyen.units import selectors
from binhyen.units.models import Level, Unit, UnitVersion
from binhyen.units.services.stamps import stamp_changes
from tests.builders.units import make_area, make_organisation, make_unit, the_unit

BEFORE = date(2022, 8, 15)
TODAY = date(2026, 11, 16)

pytestmark = pytest.mark.usefixtures("whole_country")


class TestPlaceName:
    def test_names_district_and_province_before_the_reform(self) -> None:
        name = selectors.place_name(the_unit("C16252b").pk, BEFORE)
        assert name == "xã Hải Long, huyện Như Thanh, tỉnh Thanh Hóa"

    def test_names_the_province_alone_after_the_reform(self) -> None:
        assert selectors.place_name(the_unit("C16228n").pk, TODAY) == "xã Như Thanh, tỉnh Thanh Hóa"

    def test_names_an_ended_commune_as_it_was_on_its_last_day(self) -> None:
        name = selectors.place_name(the_unit("C16252b").pk, TODAY)
        assert name == "xã Hải Long, huyện Như Thanh, tỉnh Thanh Hóa"

    def test_names_a_new_commune_as_it_was_on_its_first_day(self) -> None:
        name = selectors.place_name(the_unit("C16228n").pk, BEFORE)
        assert name == "xã Như Thanh, tỉnh Thanh Hóa"

    def test_begins_with_the_village_or_the_organisation(self) -> None:
        commune = the_unit("C16228n")
        village, school = make_area(commune), make_organisation(commune, "Trường THCS Hải Long")
        names = selectors.place_names([village.pk, school.pk], TODAY)
        assert names[village.pk] == "thôn Vĩnh Lợi, xã Như Thanh, tỉnh Thanh Hóa"
        assert names[school.pk] == "Trường THCS Hải Long, xã Như Thanh, tỉnh Thanh Hóa"

    def test_leaves_the_nation_out_but_names_itself(self) -> None:
        assert selectors.place_name(the_unit("VN").pk, TODAY) == "Việt Nam"
        assert selectors.place_name(the_unit("P38n").pk, TODAY) == "tỉnh Thanh Hóa"


class TestPlaceNames:
    def test_asks_the_database_no_more_often_for_3321_communes_than_for_one(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        communes = UnitVersion.objects.on(TODAY).filter(unit__level=Level.COMMUNE)
        ids = list(communes.values_list("unit", flat=True))
        selectors.current_tree()
        with django_assert_max_num_queries(2):
            names = selectors.place_names(ids, TODAY)
        assert len(names) == 3_321

    def test_asks_once_for_the_names_above_the_villages(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        commune = the_unit("C16228n")
        village = make_area(commune, "Vĩnh Lợi")
        selectors.own_names([commune.pk], TODAY)

        with django_assert_num_queries(1), selectors.one_tree():
            assert selectors.own_name(commune.pk, TODAY) == "xã Như Thanh"
        with django_assert_num_queries(3), selectors.one_tree():
            assert selectors.own_name(village.pk, TODAY) == "thôn Vĩnh Lợi"
            assert selectors.own_name(village.pk, TODAY) == "thôn Vĩnh Lợi"

    def test_follows_a_name_that_changed(self) -> None:
        commune = make_unit(name="Bình An")
        assert selectors.own_name(commune.pk, TODAY) == "xã Bình An"

        UnitVersion.objects.filter(unit=commune).update(full_name="xã Bình Yên")
        stamp_changes([commune.pk])

        assert selectors.own_name(commune.pk, TODAY) == "xã Bình Yên"

    def test_gives_every_unit_of_2025_another_name(self) -> None:
        communes = Unit.objects.filter(level=Level.COMMUNE, uid__endswith="n")
        names = selectors.place_names(communes.values_list("pk", flat=True), TODAY)
        assert len(set(names.values())) == 3_321


class TestOwnName:
    def test_says_what_the_unit_was_called_that_day(self) -> None:
        assert selectors.own_name(the_unit("D453b").pk, BEFORE) == "huyện Tuyên Hóa"
