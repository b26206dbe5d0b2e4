"""What is drawn of the real country, on the maps of several days."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.overview.selectors.shapes import HOANG_SA, TRUONG_SA, Drawing, Pair, drawing, pair
from binhyen.units.models import Succession, Unit, UnitVersion
from binhyen.units.selectors import current_tree, own_name
from binhyen.units.services.stamps import stamp_changes
from tests.builders.units import make_succession, make_unit, the_unit

pytestmark = pytest.mark.django_db
TODAY, BEFORE, MERGED = date(2026, 11, 16), date(2025, 6, 30), date(2026, 9, 1)


def drawn(uid: str, on: date = TODAY) -> Drawing:
    found = drawing(the_unit(uid).pk, on)
    assert found is not None
    return found


def paired(uid: str, then: date = BEFORE) -> Pair:
    unit = the_unit(uid).pk
    tree = current_tree()
    olds = [old for _on, old in tree.places[unit].predecessors if tree.valid(old, then)]
    found = pair(unit, olds, then, TODAY)
    assert found is not None
    return found


def children(uid: str, on: date) -> set[int]:
    return set(current_tree().children(the_unit(uid).pk, on))


def end(uid: str, on: date) -> Unit:
    unit = the_unit(uid)
    UnitVersion.objects.filter(unit=unit).update(valid_to=on)
    stamp_changes([unit.pk])
    return unit


class TestDrawing:
    @pytest.mark.parametrize(("day", "count"), [(TODAY, 34), (BEFORE, 63), (date(2016, 1, 1), 63)])
    def test_of_the_nation_holds_every_province_of_its_day(self, day: date, count: int) -> None:
        found = drawn("VN", day)

        assert found.units == children("VN", day)
        assert len(found.shapes) == count
        assert all(shape.path.startswith("M") for shape in found.shapes)

    @pytest.mark.parametrize("day", [TODAY, BEFORE, date(2016, 1, 1)])
    def test_of_the_nation_holds_both_archipelagos_with_their_province(self, day: date) -> None:
        found = drawn("VN", day).archipelagos

        names = {code: own_name(unit, day) for code, unit in found.items()}
        assert names == {HOANG_SA: "thành phố Đà Nẵng", TRUONG_SA: "tỉnh Khánh Hòa"}

    @pytest.mark.parametrize(("uid", "code"), [("P48n", HOANG_SA), ("P56n", TRUONG_SA)])
    def test_of_a_province_holds_its_archipelago(self, uid: str, code: str) -> None:
        found = drawn(uid)

        assert set(found.archipelagos) == {code}
        assert found.units == children(uid, TODAY)

    @pytest.mark.parametrize("uid", ["P38n", "P79n", "P31n", "P91n", "P96n"])
    def test_of_a_province_holds_every_commune(self, uid: str) -> None:
        assert drawn(uid).units == children(uid, TODAY)

    def test_stays_as_light_as_a_page_needs(self) -> None:
        for uid in ("VN", "P38n", "P79n", "P52n"):
            assert sum(len(shape.path) for shape in drawn(uid).shapes) < 30_000, uid

    def test_puts_an_old_province_together_from_the_communes_of_today(self) -> None:
        old = drawn("P45b", BEFORE)

        assert old.units == children("P45b", BEFORE)
        assert old.frame.box.north < drawn("P44n").frame.box.north

    def test_says_how_many_communes_held_land_of_several_old_districts(self) -> None:
        assert drawn("P38b", BEFORE).shared == 5
        assert drawn("VN", BEFORE).shared == 0

    def test_has_no_borders_of_communes_before_the_reform(self) -> None:
        assert drawing(the_unit("D453b").pk, BEFORE) is None

    def test_has_nothing_below_a_commune(self) -> None:
        assert drawing(the_unit("C16228n").pk, TODAY) is None

    def test_joins_communes_that_were_merged_since(self) -> None:
        one, two = (end(uid, MERGED) for uid in ("C16228n", "C16249n"))
        both = make_unit(name="Hợp Nhất", parent=the_unit("P38n"), valid_from=MERGED)
        for old in (one, two):
            make_succession(old, both, MERGED)

        found = drawn("P38n")

        assert both.pk in found.units
        assert {one.pk, two.pk}.isdisjoint(found.units)
        assert len(found.shapes) == 165

    def test_cannot_tell_the_parts_of_a_commune_divided_since(self) -> None:
        old = end("C16228n", MERGED)
        parts = [
            make_unit(name=name, parent=the_unit("P38n"), valid_from=MERGED)
            for name in ("Như Thanh Bắc", "Như Thanh Nam")
        ]
        for part in parts:
            make_succession(old, part, MERGED, Succession.Kind.PART)

        found = drawn("P38n")

        assert children("P38n", TODAY) - found.units == {part.pk for part in parts}

    def test_is_put_together_once_for_all_days_of_one_map(self) -> None:
        first = drawn("P38n")

        with CaptureQueriesContext(
            connection,
        ) as asked:
            second = drawing(the_unit("P38n").pk, date(2026, 3, 1))

        assert second is first
        assert len(asked) == 2  # the unit, and whether the tree is still the same


class TestPair:
    def test_draws_the_provinces_of_then_and_the_one_of_today(self) -> None:
        found = paired("P44n")

        assert found.then.units == {the_unit("P44b").pk, the_unit("P45b").pk}
        assert found.now.units == {the_unit("P44n").pk}

    def test_draws_of_what_divided_them_no_more_than_lay_between(self) -> None:
        found = paired("P44n")

        assert found.divided.startswith("M")
        assert "z" not in found.divided
        assert len(found.divided) < min(len(shape.path) for shape in found.then.shapes)

    def test_draws_both_at_one_scale_in_one_frame(self) -> None:
        found = paired("P25n")

        assert found.then.frame == found.now.frame
        assert found.then.frame.box == drawn("P25n").frame.box

    @pytest.mark.parametrize(("uid", "code"), [("P48n", HOANG_SA), ("P56n", TRUONG_SA)])
    def test_holds_the_archipelago_on_both(self, uid: str, code: str) -> None:
        found = paired(uid)

        assert set(found.then.archipelagos) == set(found.now.archipelagos) == {code}

    def test_stays_as_light_as_a_page_needs(self) -> None:
        found = paired("P68n")

        shapes = (*found.then.shapes, *found.now.shapes)
        assert sum(len(shape.path) for shape in shapes) < 30_000

    def test_has_nothing_for_a_province_that_was_made_of_none(self) -> None:
        assert pair(the_unit("P38n").pk, (), BEFORE, TODAY) is None
