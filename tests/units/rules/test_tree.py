"""Where units lie on the maps of two epochs."""

from datetime import date

import pytest

from binhyen.units.models import Unit
from binhyen.units.rules.tree import FOREVER, Place, Span, Tree
from binhyen.units.selectors import current_tree

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
DATES = (date(2016, 1, 1), date(2024, 12, 31), BEFORE, AFTER, date(2026, 11, 16))
FOUNDED = date(2000, 1, 1)
REFORM = date(2025, 7, 1)


def key(uid: str) -> int:
    return Unit.objects.values_list("pk", flat=True).get(uid=uid)


@pytest.mark.django_db
class TestImageInTheWholeCountry:
    def test_every_unit_has_an_image_on_every_map(self) -> None:
        tree = current_tree()
        for on in DATES:
            for unit in tree.places:
                image = tree.image(unit, on)
                assert tree.ancestors(image.unit, on)[-1] == tree.nation

    def test_440_communes_were_divided_by_the_reform(self) -> None:
        tree = current_tree()
        communes = [u for u, place in tree.places.items() if place.level == 3]
        divided = [u for u in communes if tree.valid(u, BEFORE) and tree.image(u, AFTER).divided]
        assert len(divided) == 440

    def test_hai_long_became_part_of_nhu_thanh(self) -> None:
        tree = current_tree()
        assert tree.image(key("C16252b"), AFTER) == (key("C16228n"), False)

    def test_nhu_thanh_seen_from_2024_is_its_old_district(self) -> None:
        tree = current_tree()
        image = tree.image(key("C16228n"), date(2024, 12, 31))
        assert image == (key("D403b"), True)

    def test_tuyen_hoa_stands_unallocated_at_its_province_of_today(self) -> None:
        tree = current_tree()
        assert tree.image(key("D453b"), AFTER) == (key("P44n"), True)


def small_tree() -> Tree:
    """Nation 1; province 2; communes 3 and 4 merged into 5 on the day of the reform."""
    tree = Tree(1)
    tree.put(1, Place(0, (Span(None, date.min, FOREVER),)))
    tree.put(2, Place(1, (Span(1, date.min, FOREVER),)))
    for old in (3, 4):
        tree.put(old, Place(3, (Span(2, FOUNDED, REFORM),), successors=((REFORM, 5),)))
    tree.put(5, Place(3, (Span(2, REFORM, FOREVER),), predecessors=((REFORM, 3), (REFORM, 4))))
    return tree


class TestImage:
    def test_is_the_unit_itself_where_it_is_valid(self) -> None:
        assert small_tree().image(3, BEFORE) == (3, False)

    def test_is_the_successor_later(self) -> None:
        assert small_tree().image(3, AFTER) == (5, False)

    def test_of_a_merged_unit_on_an_older_map_is_what_holds_its_parts(self) -> None:
        assert small_tree().image(5, BEFORE) == (2, True)

    def test_of_a_village_made_later_is_its_communes(self) -> None:
        tree = small_tree()
        tree.put(9, Place(4, (Span(5, date(2026, 1, 1), FOREVER),)))
        assert tree.image(9, BEFORE) == (2, True)

    def test_of_a_village_with_a_version_under_each_commune_is_itself(self) -> None:
        tree = small_tree()
        tree.put(9, Place(4, (Span(3, FOUNDED, REFORM), Span(5, REFORM, FOREVER))))
        assert tree.image(9, BEFORE) == (9, False)
        assert tree.moved == {9}


class TestNearestDay:
    def test_is_the_day_itself_where_the_unit_was_there(self) -> None:
        assert small_tree().nearest_day(3, BEFORE) == BEFORE

    def test_is_the_last_day_of_a_unit_that_has_ended(self) -> None:
        assert small_tree().nearest_day(3, date(2026, 11, 16)) == BEFORE

    def test_is_the_first_day_of_a_unit_that_had_not_begun(self) -> None:
        assert small_tree().nearest_day(5, date(2016, 1, 1)) == AFTER


class TestAncestors:
    def test_begin_with_the_unit_and_end_with_the_nation(self) -> None:
        assert small_tree().ancestors(3, BEFORE) == (3, 2, 1)

    def test_of_a_unit_that_has_ended_are_none(self) -> None:
        assert small_tree().ancestors(3, AFTER) == ()


class TestSameMap:
    def test_is_the_last_day_anything_changed(self) -> None:
        tree = small_tree()
        assert tree.same_map(date(2020, 5, 1)) == tree.same_map(BEFORE) == FOUNDED
        assert tree.same_map(AFTER) == tree.same_map(date(2030, 1, 1)) == REFORM

    def test_follows_a_village_that_moved_later(self) -> None:
        tree = small_tree()
        moved = date(2027, 3, 1)
        assert tree.same_map(date(2028, 1, 1)) == REFORM
        tree.put(9, Place(4, (Span(5, REFORM, moved), Span(2, moved, FOREVER))))
        assert tree.same_map(date(2028, 1, 1)) == moved


class TestMovedAlike:
    def test_puts_villages_of_one_path_together(self) -> None:
        tree = small_tree()
        path = Place(4, (Span(3, FOUNDED, REFORM), Span(5, REFORM, FOREVER)))
        for village in (11, 12):
            tree.put(village, path)
        assert tree.moved_alike() == [(11, [11, 12])]
