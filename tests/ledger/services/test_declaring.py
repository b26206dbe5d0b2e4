"""What stands inside a declaration: cases the model in tests/model told apart."""

from datetime import date
from uuid import UUID

import pytest

from binhyen.ledger import services
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.rules.postings import Posting
from binhyen.ledger.services.declaring import OverlappingDeclarationError
from tests.builders.ledger import NOW, clerk, declare_figure, figure, post, unit
from tests.builders.units import make_area, the_unit

HAI_LONG, NHU_THANH_DISTRICT, THANH_HOA = "C16252b", "D403b", "P38b"
NHU_THANH, THANH_HOA_TODAY = "C16228n", "P38n"
BEFORE, AFTER = date(2025, 3, 1), date(2025, 12, 14)
YEAR = (date(2021, 12, 15), date(2022, 12, 14))
NOWHERE = UUID(int=7)
pytestmark = pytest.mark.django_db


class TestDeclare:
    def test_a_stock_of_the_new_commune_holds_the_schemes_of_the_merged_ones(self) -> None:
        post(HAI_LONG, "MH02", date(2022, 8, 15), 1)
        declare_figure(NHU_THANH, "MH02", AFTER, None, 70)
        found = figure(NHU_THANH, "MH02", AFTER, AFTER)
        assert (found.amount, found.declared_amount) == (70, 69)

    def test_a_stock_declared_before_the_merger_is_inside_the_new_communes(self) -> None:
        declare_figure(HAI_LONG, "MH02", BEFORE, None, 40)
        declare_figure(NHU_THANH, "MH02", AFTER, None, 95)
        assert figure(NHU_THANH, "MH02", AFTER, AFTER).amount == 95

    def test_the_half_year_of_a_merged_commune_is_inside_the_year_of_the_new(self) -> None:
        declare_figure(HAI_LONG, "TT02", date(2024, 12, 15), date(2025, 6, 30), 40)
        span = (date(2024, 12, 15), AFTER)
        declare_figure(NHU_THANH, "TT02", *span, 100)
        assert figure(NHU_THANH, "TT02", *span, on=AFTER).amount == 100

    def test_a_village_that_moved_counts_where_it_lay_on_the_declared_day(self) -> None:
        village = make_area(the_unit(HAI_LONG), valid_from=None, valid_to=date(2025, 7, 1))
        post(village.uid, "MH02", date(2014, 5, 1), 1)
        declare_figure(NHU_THANH, "MH02", AFTER, None, 5)
        assert figure(NHU_THANH, "MH02", AFTER, AFTER).amount == 5

    def test_a_second_commune_leaves_what_the_first_passed_up_alone(self) -> None:
        declare_figure(NHU_THANH_DISTRICT, "TT02", *YEAR, 1000)
        declare_figure(HAI_LONG, "TT02", *YEAR, 100)
        post(HAI_LONG, "TT02", date(2022, 8, 15), 40)
        declare_figure("C16249b", "TT02", *YEAR, 50)
        assert figure(NHU_THANH_DISTRICT, "TT02", *YEAR).amount == 1000

    def test_an_amendment_does_not_throw_out_what_came_in_since(self) -> None:
        key = declare_figure(HAI_LONG, "TT02", *YEAR, 100, takes_in_standing=False)
        post(HAI_LONG, "TT02", date(2022, 8, 15), 40)
        declare_figure(
            HAI_LONG, "TT02", *YEAR, 105, takes_in_standing=False, declaration=key, revision=2
        )
        assert figure(HAI_LONG, "TT02", *YEAR).amount == 105

    def test_leaves_standing_declarations_outside_too_when_told_so(self) -> None:
        declare_figure(HAI_LONG, "TT02", *YEAR, 100)
        declare_figure(NHU_THANH_DISTRICT, "TT02", *YEAR, 1000, takes_in_standing=False)
        assert figure(NHU_THANH_DISTRICT, "TT02", *YEAR).amount == 1100

    def test_refuses_overlap_without_nesting(self) -> None:
        declare_figure(HAI_LONG, "TT02", date(2022, 1, 1), date(2022, 6, 30), 100)
        with pytest.raises(OverlappingDeclarationError):
            declare_figure(HAI_LONG, "TT02", date(2022, 6, 30), date(2022, 7, 30), 100)


class TestInnermost:
    def test_a_record_in_a_declaration_that_stands_outside_is_not_in_the_outer(self) -> None:
        declare_figure(NHU_THANH_DISTRICT, "TT02", *YEAR, 100)
        services.declare(
            declaration=NOWHERE,
            revision=1,
            terms=services.Terms(unit(HAI_LONG), "TT02", 40, Hedge.EXACT, (), *YEAR, ()),
            takes_in_standing=True,
            why="",
            by=clerk(),
            at=NOW,
        )
        post(HAI_LONG, "TT02", date(2022, 8, 15), 10)
        assert figure(NHU_THANH_DISTRICT, "TT02", *YEAR).amount == 140

    def test_a_moved_rating_does_not_move_the_total_declared_around_it(self) -> None:
        good, fair = (("rating", "GOOD"),), (("rating", "FAIR"),)
        day = date(2022, 1, 1)
        declare_figure(HAI_LONG, "MH07", day, date(2023, 1, 1), 10)
        declare_figure(HAI_LONG, "MH07", day, date(2023, 1, 1), 6, dims=good)
        place = unit(HAI_LONG)
        services.book(
            record=NOWHERE,
            revision=1,
            source="SCHEME",
            placed=[
                (place, Posting("MH07", date(2022, 2, 1), 1, dims=good)),
                (place, Posting("MH07", date(2022, 8, 1), -1, dims=good, takes_out=True)),
                (place, Posting("MH07", date(2022, 8, 1), 1, dims=fair)),
            ],
            within=None,
            why="",
            by=clerk(),
            at=NOW,
        )
        assert figure(HAI_LONG, "MH07", day, date(2022, 9, 1)).amount == 10

    def test_the_newest_answer_holds(self) -> None:
        record = post(HAI_LONG, "TT02", date(2022, 8, 15), 10)
        key = declare_figure(HAI_LONG, "TT02", *YEAR, 100, takes_in_standing=False)
        assert figure(HAI_LONG, "TT02", *YEAR).amount == 110
        post(HAI_LONG, "TT02", date(2022, 8, 15), 10, record=record, revision=2, within=[key])
        assert figure(HAI_LONG, "TT02", *YEAR).amount == 100
