import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.units.selectors import current_tree, one_tree
from tests.builders.units import make_unit

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
