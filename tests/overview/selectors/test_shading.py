"""By what a map is shaded, on real units."""

from datetime import date
from decimal import Decimal

import pytest

from binhyen.ledger.selectors.catalogue import indicator
from binhyen.ledger.selectors.questions import Query
from binhyen.ledger.selectors.sheets import Span
from binhyen.overview.selectors.shading import (
    CHANGE,
    EVIDENCE,
    PEOPLE,
    RATE,
    VILLAGES,
    Row,
    Shaded,
    shaded,
    ways,
    year_before,
)
from binhyen.units.models import Unit
from tests.builders.ledger import declare_figure, post
from tests.builders.ledger import unit as key
from tests.builders.units import make_area, the_unit

pytestmark = pytest.mark.django_db
NHU_THANH, MAU_LAM, THANH_HOA = "C16228n", "C16249n", "P38n"
TODAY = date(2026, 11, 16)
YEAR = Span(date(2025, 12, 15), date(2026, 12, 14), TODAY)
SPRING = date(2026, 3, 7)


def nobody(_unit: int) -> bool:
    return False


def asked(code: str, *candidates: str, uid: str = THANH_HOA) -> Shaded:
    query = Query(code, key(uid), YEAR.start, YEAR.end, TODAY)
    return shaded(query, indicator(code), candidates, nobody, year_before(YEAR, "2026"))


def row(found: Shaded, uid: str) -> Row:
    return next(one for one in found.rows if one.uid == uid)


def province_with_villages() -> None:
    """Every commune of Lai Châu has a village listed."""
    from binhyen.units.selectors import current_tree  # noqa: PLC0415

    for commune in Unit.objects.filter(pk__in=current_tree().children(key("P12n"), TODAY)):
        make_area(commune)


class TestWays:
    def test_of_a_rate_are_the_rate_and_its_change(self) -> None:
        assert ways(indicator("MH08"), key(THANH_HOA), TODAY) == [RATE, CHANGE]

    def test_of_a_count_hold_people_only_where_they_are_declared(self) -> None:
        before = ways(indicator("TT02"), key(THANH_HOA), TODAY)
        declare_figure(NHU_THANH, "DC02", date(2026, 1, 1), None, 12_000)

        assert before == [VILLAGES, EVIDENCE, CHANGE]
        assert ways(indicator("TT02"), key(THANH_HOA), TODAY) == [PEOPLE, *before]

    @pytest.mark.parametrize("code", ["MH01", "DC03"])
    def test_of_a_count_of_kinds_or_units_are_none(self, code: str) -> None:
        assert ways(indicator(code), key("VN"), TODAY) == []


class TestShaded:
    def test_lists_every_unit_in_the_order_of_codes(self) -> None:
        found = asked("TT02", EVIDENCE)

        uids = [one.uid for one in found.rows]
        assert len(uids) == 166
        assert uids == sorted(uids)

    def test_shades_nothing_it_does_not_know(self) -> None:
        post(NHU_THANH, "TT02", SPRING, 90)

        found = asked("TT02", EVIDENCE)

        assert row(found, NHU_THANH).rate == Decimal(100)
        assert row(found, MAU_LAM).step is None
        assert (found.known, found.blank) == (1, 165)

    def test_takes_the_part_with_records_of_a_declared_figure(self) -> None:
        declare_figure(NHU_THANH, "TT02", date(2026, 1, 1), date(2026, 6, 30), 400)
        post(NHU_THANH, "TT02", SPRING, 100)

        assert row(asked("TT02", EVIDENCE), NHU_THANH).rate == Decimal(25)

    def test_divides_by_people_in_ten_thousands(self) -> None:
        declare_figure(NHU_THANH, "DC02", date(2026, 1, 1), None, 12_000)
        post(NHU_THANH, "TT02", SPRING, 90)

        assert row(asked("TT02", PEOPLE), NHU_THANH).rate == Decimal(75)

    def test_divides_by_the_villages_listed(self) -> None:
        commune = the_unit(NHU_THANH)
        for name in ("Vĩnh Lợi", "Đồng Tâm"):
            make_area(commune, name)
        post(NHU_THANH, "TT01", SPRING, 3)

        assert row(asked("TT01", VILLAGES), NHU_THANH).rate == Decimal("1.50")

    def test_divides_no_province_with_communes_without_villages(self) -> None:
        province_with_villages()
        make_area(the_unit(NHU_THANH))
        post(NHU_THANH, "TT01", SPRING, 3)
        post("C03388n", "TT01", SPRING, 76)

        found = asked("TT01", VILLAGES, uid="VN")

        assert row(found, "P12n").rate == Decimal(2)
        assert row(found, THANH_HOA).rate is None

    def test_falls_back_to_what_says_something_of_most(self) -> None:
        post(NHU_THANH, "TT01", SPRING, 3)

        assert asked("TT01", VILLAGES, EVIDENCE, CHANGE).way == EVIDENCE

    def test_compares_with_the_same_days_a_year_before(self) -> None:
        post(NHU_THANH, "TT02", SPRING, 90)
        post(NHU_THANH, "TT02", date(2025, 7, 7), 120)
        post(MAU_LAM, "TT02", SPRING, 50)

        found = asked("TT02", CHANGE)

        assert row(found, NHU_THANH).rate == Decimal(-25)
        assert row(found, MAU_LAM).rate is None

    def test_compares_rates_in_points(self) -> None:
        for day, good in ((SPRING, 3), (date(2025, 7, 7), 1)):
            post(NHU_THANH, "MH07", day, good, dims=(("rating", "GOOD"),))
            post(NHU_THANH, "MH07", day, 4 - good, dims=(("rating", "WEAK"),))

        # 1 of 4 a year ago, 4 of 8 by now
        assert row(asked("MH08", CHANGE), NHU_THANH).rate == Decimal(25)

    def test_hides_a_small_cell_of_another_and_does_not_shade_it(self) -> None:
        post(NHU_THANH, "TG01", SPRING, 2)

        found = asked("TG01", EVIDENCE)

        assert row(found, NHU_THANH).figure.state == "SUPPRESSED"
        assert row(found, NHU_THANH).step is None

    def test_keeps_what_lies_at_the_unit_itself_apart(self) -> None:
        post(THANH_HOA, "TT02", SPRING, 500)

        found = asked("TT02", EVIDENCE)

        assert found.own is not None
        assert found.own.amount == 500
        assert found.known == 0


class TestYearBefore:
    def test_of_a_period_of_the_law_is_that_period(self) -> None:
        assert year_before(YEAR, "2026")[:2] == (date(2024, 12, 15), date(2025, 12, 14))

    def test_of_free_days_are_the_same_days(self) -> None:
        leap = Span(date(2024, 2, 29), date(2024, 3, 31), TODAY)

        assert year_before(leap, "free")[:2] == (date(2023, 2, 28), date(2023, 3, 31))
