"""Kinds of indicators that do not simply add up."""

from datetime import date

import pytest

from binhyen.ledger.selectors.questions import NotOnMapError
from tests.builders.ledger import declare_figure, figure, post, rows, unit

HAI_LONG, NHU_THANH_DISTRICT = "C16252b", "D403b"
YEAR = (date(2021, 12, 15), date(2022, 12, 14))
FIRE = (("field", "FIRE"),)
pytestmark = pytest.mark.django_db


class TestDistinct:
    def test_a_declared_count_shows_at_its_own_unit_also_among_its_neighbours(self) -> None:
        declare_figure(HAI_LONG, "MH01", date(2022, 12, 1), None, 12)
        assert figure(HAI_LONG, "MH01", *YEAR).amount == 12
        by_child = {row.unit: row.amount for row in rows(NHU_THANH_DISTRICT, "MH01", *YEAR)}
        assert by_child[unit(HAI_LONG)] == 12

    def test_a_declared_count_never_rises(self) -> None:
        declare_figure(HAI_LONG, "MH01", date(2022, 12, 1), None, 12)
        assert figure(NHU_THANH_DISTRICT, "MH01", *YEAR).amount is None

    def test_a_count_declared_for_one_field_is_not_the_count_of_all(self) -> None:
        declare_figure(HAI_LONG, "MH01", date(2022, 12, 1), None, 3, dims=FIRE)
        declare_figure(HAI_LONG, "MH01", date(2022, 12, 1), None, 12)
        assert figure(HAI_LONG, "MH01", *YEAR, filters=FIRE).amount == 3
        assert figure(HAI_LONG, "MH01", *YEAR).amount == 12

    def test_a_row_for_each_field_that_has_kinds(self) -> None:
        post(HAI_LONG, "MH02", date(2022, 8, 15), 1, dims=(*FIRE, ("type", "T1")))
        found = rows(HAI_LONG, "MH01", *YEAR, by="dim:field")
        assert [(row.dimension, row.amount) for row in found] == [("FIRE", 1)]


class TestRates:
    def test_a_rate_with_a_stock_is_asked_for_a_unit_valid_on_the_last_day(self) -> None:
        post(HAI_LONG, "DC01", date(2022, 1, 1), 900)
        with pytest.raises(NotOnMapError):
            figure(HAI_LONG, "TT11", date(2024, 12, 15), date(2025, 12, 14))
