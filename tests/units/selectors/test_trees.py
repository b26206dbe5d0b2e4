import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.units.selectors import current_tree, one_tree
from tests.builders.units import make_area, make_unit, the_unit

pytestmark = pytest.mark.django_db


class TestOneTree:
    def test_looks_at_the_clock_once(self) -> None:
        current_tree()

        with CaptureQueriesContext(connection) as queries, one_tree():
            trees = {id(current_tree()) for _time in range(3)}

        assert len(queries) == len(trees) == 1

    def test_ends_with_the_page(self) -> None:
        with one_tree():
            before = current_tree()
        commune = make_unit()

        assert commune.pk not in before
        assert commune.pk in current_tree()

    def test_shows_what_was_changed_inside(self) -> None:
        with one_tree():
            current_tree()
            commune = make_unit()

            assert commune.pk in current_tree()


class TestCurrentTree:
    def test_keeps_what_is_known_above_the_villages_when_one_is_added(self) -> None:
        before = current_tree()
        before.upper["derived"] = True

        village = make_area(the_unit("C16228n"))

        after = current_tree(leaves={village.pk})
        assert village.pk in after
        assert after.upper.pop("derived")

    def test_derives_all_anew_when_a_commune_is_added(self) -> None:
        before = current_tree()
        before.upper["derived"] = True

        commune = make_unit()

        after = current_tree()
        assert commune.pk in after
        assert "derived" not in after.upper
        assert before.upper.pop("derived")
