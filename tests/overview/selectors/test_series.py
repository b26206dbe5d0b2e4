"""How figures went over the periods of the law, on real units."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.selectors.catalogue import indicator
from binhyen.ledger.selectors.figures import figures
from binhyen.ledger.selectors.questions import Query
from binhyen.overview.rules.windows import MONTHS, QUARTERS, YEARS
from binhyen.overview.selectors.series import Series, series
from tests.builders.ledger import declare_figure, post
from tests.builders.ledger import unit as key

pytestmark = pytest.mark.django_db
NHU_THANH, HAI_LONG = "C16228n", "C16252b"
TODAY = date(2026, 11, 16)
LATEST = date(2026, 11, 14)


def door(code: str, **_said: str) -> str:
    return f"/{code}/"


def went(code: str, by: str = MONTHS, uid: str = NHU_THANH, until: date = LATEST) -> Series:
    found = series(Query(code, key(uid), until, until), indicator(code), by, TODAY, door)
    assert found is not None
    return found


def amounts(found: Series) -> dict[str, object]:
    return {
        point.window.code: point.now.amount
        for point in found.points
        if point.now.amount is not None
    }


class TestSeries:
    def test_sets_each_month_beside_the_same_a_year_before(self) -> None:
        post(NHU_THANH, "TT02", date(2026, 11, 7), 90)
        post(NHU_THANH, "TT02", date(2025, 11, 7), 70, Hedge.ABOUT)

        latest = went("TT02").latest

        assert latest.window.code == "2026-M11"
        assert (latest.now.amount, latest.before.amount) == (90, 70)
        assert latest.before.hedge is Hedge.ABOUT

    def test_leaves_unknown_what_nobody_wrote(self) -> None:
        post(NHU_THANH, "TT02", date(2026, 9, 7), 90)

        found = went("TT02")

        assert amounts(found) == {"2026-M09": 90}
        assert found.drawn.spots != []

    def test_adds_months_to_quarters_and_years(self) -> None:
        for month, amount in ((1, 5), (3, 7), (4, 100)):
            post(NHU_THANH, "TT02", date(2026, month, 7), amount)
        post(NHU_THANH, "TT02", date(2024, 12, 15), 11)

        assert amounts(went("TT02", QUARTERS)) == {"2025-Q1": 11, "2026-Q1": 12, "2026-Q2": 100}
        assert amounts(went("TT02", YEARS)) == {"2025": 11}

    @pytest.mark.parametrize("by", [MONTHS, QUARTERS, YEARS])
    @pytest.mark.parametrize("code", ["TT02", "MH02", "MH08"])
    def test_says_of_each_period_what_its_figure_says(self, by: str, code: str) -> None:
        for month in (1, 4, 5, 11):
            for year in (2024, 2025, 2026):
                post(NHU_THANH, "TT02", date(year, month, 14), month)
                post(NHU_THANH, "MH02", date(year, month, 15), 1)
                post(NHU_THANH, "MH07", date(year, month, 2), month, dims=(("rating", "GOOD"),))
                post(NHU_THANH, "MH07", date(year, month, 2), 3, dims=(("rating", "WEAK"),))

        for point in went(code, by).points:
            window = point.window
            (figure,) = figures(Query(code, key(NHU_THANH), window.start, window.end, TODAY))
            assert (point.now.amount, point.now.hedge) == (figure.amount, figure.hedge), window

    def test_reads_years_singly_where_a_declared_span_is_longer_than_a_month(self) -> None:
        declare_figure(NHU_THANH, "TT02", date(2024, 12, 15), date(2025, 12, 14), 400, Hedge.OVER)
        post(NHU_THANH, "TT02", date(2025, 3, 7), 90)

        assert amounts(went("TT02", YEARS)) == {"2025": 400}

    def test_goes_on_over_a_merger(self) -> None:
        post(HAI_LONG, "TT02", date(2025, 5, 7), 40)
        post(NHU_THANH, "TT02", date(2026, 5, 7), 50)

        (point,) = (p for p in went("TT02").points if p.window.code == "2026-M05")

        assert (point.now.amount, point.before.amount) == (50, 40)

    def test_reads_yearly_marks_by_the_year_alone(self) -> None:
        found = went("AT01", MONTHS)

        assert (found.by, found.offered) == (YEARS, (YEARS,))
        assert len(found.points) == 10

    def test_divides_sums_not_rates(self) -> None:
        post(NHU_THANH, "YK08", date(2026, 1, 7), 1)
        post(NHU_THANH, "YK07", date(2026, 1, 7), 2)
        post(NHU_THANH, "YK08", date(2026, 2, 7), 8)
        post(NHU_THANH, "YK07", date(2026, 2, 7), 8)

        assert amounts(went("YK05", QUARTERS)) == {"2026-Q1": Decimal("90.00")}

    def test_is_none_for_a_unit_its_map_does_not_hold(self) -> None:
        query = Query("TT02", key(HAI_LONG), LATEST, LATEST)

        assert series(query, indicator("TT02"), MONTHS, TODAY, door) is None

    def test_asks_as_often_for_ten_years_as_for_one(self) -> None:
        post(NHU_THANH, "TT02", date(2026, 5, 7), 50)
        asked = []
        for by in (MONTHS, YEARS):
            with CaptureQueriesContext(connection) as queries:
                went("TT02", by)
            asked.append(len(queries))

        assert asked[0] == asked[1] < 12
