"""Figures on real units of both epochs."""

from datetime import date
from uuid import uuid4

import pytest

from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.selectors.questions import NotOnMapError
from binhyen.ledger.selectors.sheets import Span, sheet
from binhyen.units.models import Level, Unit, UnitVersion
from binhyen.units.services import stamp_changes
from tests.builders.ledger import declare_figure, figure, post, rows, unit, void
from tests.builders.units import make_area, make_unit

HAI_LONG, NHU_THANH_DISTRICT, THANH_HOA = "C16252b", "D403b", "P38b"
NHU_THANH, THANH_HOA_TODAY = "C16228n", "P38n"
TUYEN_HOA, QUANG_TRI_TODAY = "D453b", "P44n"
Y2022 = (date(2021, 12, 15), date(2022, 12, 14))
TODAY = date(2026, 11, 16)
REFORM = date(2025, 7, 1)
pytestmark = pytest.mark.django_db


class TestFlow:
    def test_a_session_of_a_commune_is_at_once_part_of_district_province_and_nation(self) -> None:
        post(HAI_LONG, "TT02", date(2022, 8, 15), 120, Hedge.ABOUT)
        for uid in (HAI_LONG, NHU_THANH_DISTRICT, THANH_HOA, "VN"):
            found = figure(uid, "TT02", *Y2022)
            assert (found.amount, found.hedge, found.lines_count) == (120, Hedge.ABOUT, 1)

    def test_an_exact_correction_takes_the_hedge_away(self) -> None:
        record = post(HAI_LONG, "TT02", date(2022, 8, 15), 120, Hedge.ABOUT)
        post(HAI_LONG, "TT02", date(2022, 8, 15), 102, record=record, revision=2)
        found = figure("VN", "TT02", *Y2022)
        assert (found.amount, found.hedge, found.lines_count) == (102, Hedge.EXACT, 1)

    def test_a_voided_session_leaves_no_figure(self) -> None:
        record = post(HAI_LONG, "TT02", date(2022, 8, 15), 120)
        void(record)
        assert figure("VN", "TT02", *Y2022).state == "BLANK"

    def test_an_odd_window_reads_its_odd_days(self) -> None:
        post(HAI_LONG, "TT02", date(2022, 8, 15), 120)
        post(HAI_LONG, "TT02", date(2022, 8, 20), 30)
        assert figure(THANH_HOA, "TT02", date(2022, 8, 3), date(2022, 8, 19)).amount == 120
        assert figure(THANH_HOA, "TT02", date(2022, 8, 16), date(2022, 8, 20)).amount == 30

    def test_children_and_own_add_up_to_the_province(self) -> None:
        post(HAI_LONG, "TT02", date(2022, 8, 15), 120)
        post(NHU_THANH_DISTRICT, "TT02", date(2022, 8, 15), 7)
        post(THANH_HOA, "TT02", date(2022, 8, 15), 5)
        found = rows(THANH_HOA, "TT02", *Y2022)
        assert sum(row.amount or 0 for row in found) == 132
        assert [row.amount for row in found if row.own] == [5]


class TestMaps:
    def test_on_todays_map_the_figure_of_a_merged_commune_is_its_successors(self) -> None:
        post(HAI_LONG, "TT02", date(2022, 8, 15), 120)
        assert figure(NHU_THANH, "TT02", *Y2022, on=TODAY).amount == 120
        assert figure(THANH_HOA_TODAY, "TT02", *Y2022, on=TODAY).amount == 120
        assert figure("VN", "TT02", *Y2022, on=TODAY).amount == 120

    def test_a_district_that_was_divided_stands_unallocated_at_its_province(self) -> None:
        post(TUYEN_HOA, "TT02", date(2016, 5, 1), 26)
        found = figure(QUANG_TRI_TODAY, "TT02", date(2016, 1, 1), date(2016, 12, 31), on=TODAY)
        assert (found.amount, found.unallocated) == (26, 26)
        by_child = rows(QUANG_TRI_TODAY, "TT02", date(2016, 1, 1), date(2016, 12, 31), on=TODAY)
        assert [(r.amount, r.unallocated) for r in by_child if r.own] == [(26, 26)]

    def test_a_unit_that_is_not_on_the_map_is_answered_with_its_image(self) -> None:
        with pytest.raises(NotOnMapError):
            figure(HAI_LONG, "TT02", *Y2022, on=TODAY)

    def test_a_scheme_of_a_merged_commune_runs_on_in_its_successor(self) -> None:
        post(HAI_LONG, "MH02", date(2022, 8, 15), 1)
        assert figure(NHU_THANH, "MH02", date(2026, 1, 1), TODAY).amount == 1
        post(NHU_THANH, "MH02", date(2026, 3, 1), -1, takes_out=True)
        assert figure(NHU_THANH, "MH02", date(2026, 1, 1), TODAY).amount == 0
        assert figure("VN", "MH02", date(2026, 1, 1), TODAY).amount == 0

    def test_a_scheme_of_a_merged_commune_that_ends_later_leaves_its_successors_stock(self) -> None:
        post(HAI_LONG, "MH02", date(2022, 8, 15), 1)
        post(HAI_LONG, "MH02", date(2026, 3, 1), -1, takes_out=True)
        post(HAI_LONG, "MH06", date(2026, 3, 1), 1)
        ended = (date(2026, 1, 1), TODAY)
        for uid in (NHU_THANH, THANH_HOA_TODAY, "VN"):
            assert figure(uid, "MH02", *ended).amount == 0
            assert figure(uid, "MH06", *ended).amount == 1
        assert figure(NHU_THANH, "MH02", *ended, on=TODAY).amount == 0
        assert figure(HAI_LONG, "MH02", date(2026, 1, 1), TODAY, on=date(2024, 12, 31)).amount == 0
        assert figure(HAI_LONG, "MH02", date(2022, 1, 1), date(2022, 12, 31)).amount == 1

    def test_an_odd_last_day_takes_in_what_ended_late_on_it(self) -> None:
        post(HAI_LONG, "MH02", date(2022, 8, 15), 1)
        post(HAI_LONG, "MH02", date(2026, 3, 3), -1, takes_out=True)
        until = date(2026, 3, 5)
        assert figure(NHU_THANH, "MH02", date(2026, 1, 1), until).amount == 0
        assert [r.amount for r in rows(THANH_HOA_TODAY, "MH02", date(2026, 1, 1), until)
                if r.unit == unit(NHU_THANH)] == [0]  # fmt: skip

    def test_a_declared_span_counts_in_the_province_where_the_commune_lay_at_its_end(self) -> None:
        left, reached = (make_unit(level=Level.PROVINCE, name=n, type="tỉnh") for n in ("A", "B"))
        commune = make_unit(parent=left, valid_to=date(2026, 3, 1))
        version = UnitVersion.objects.get(unit=commune)
        version.pk, version.parent = None, reached
        version.valid_from, version.valid_to = date(2026, 3, 1), None
        version.save()
        stamp_changes([commune.pk])
        declare_figure(commune.uid, "TT02", date(2026, 2, 1), date(2026, 2, 14), 500)
        year = (date(2026, 1, 1), date(2026, 6, 30))
        for province, amount in ((left, 500), (reached, None)):
            assert figure(province.uid, "TT02", *year).amount == amount
            assert sum(row.amount or 0 for row in rows(province.uid, "TT02", *year)) == (
                amount or 0
            )

    def test_a_span_that_ends_where_its_village_lies_later_is_cut_where_it_lay(self) -> None:
        village = make_area(Unit.objects.get(uid=HAI_LONG), valid_from=None, valid_to=REFORM)
        later = UnitVersion.objects.get(unit=village)
        later.pk, later.parent = None, Unit.objects.get(uid=NHU_THANH)
        later.valid_from, later.valid_to = REFORM, None
        later.save()
        stamp_changes([village.pk])
        declare_figure(village.uid, "TT02", date(2024, 12, 15), date(2025, 12, 14), 40)
        cut = {
            uid: figure(
                uid, "TT02", date(2024, 6, 3), date(2025, 3, 1), on=date(2024, 12, 31)
            ).cut_declarations
            for uid in (HAI_LONG, NHU_THANH_DISTRICT, THANH_HOA, "VN")
        }
        assert cut == dict.fromkeys(cut, 1)


class TestDeclared:
    def test_records_draw_a_declaration_down_while_the_total_stands_still(self) -> None:
        span = (date(2015, 12, 15), date(2016, 12, 14))
        declare_figure(TUYEN_HOA, "TT02", *span, 26000, Hedge.NEARLY)
        post(TUYEN_HOA, "TT02", date(2016, 5, 1), 6500)
        found = figure(TUYEN_HOA, "TT02", *span)
        assert (found.amount, found.declared_amount) == (26000, 19500)
        assert found.hedge is Hedge.NEARLY
        assert str(found.evidence) == "25.00"

    def test_the_order_of_record_and_declaration_does_not_matter(self) -> None:
        span = (date(2015, 12, 15), date(2016, 12, 14))
        record = post(TUYEN_HOA, "TT02", date(2016, 5, 1), 6500)
        declare_figure(TUYEN_HOA, "TT02", *span, 26000, Hedge.NEARLY)
        assert figure(TUYEN_HOA, "TT02", *span).amount == 26000
        void(record)
        assert figure(TUYEN_HOA, "TT02", *span).declared_amount == 26000

    def test_a_span_that_began_before_its_unit_is_cut_by_a_window_over_before_the_unit_was(
        self,
    ) -> None:
        declare_figure(NHU_THANH, "TT02", date(2024, 12, 15), date(2025, 12, 14), 900)
        before = (date(2024, 6, 3), date(2025, 3, 1))
        found = figure("VN", "TT02", *before, on=date(2024, 8, 1))
        assert (found.state, found.cut_declarations) == ("BLANK", 1)
        by_province = rows("VN", "TT02", *before, on=date(2024, 8, 1))
        assert sum(row.cut_declarations for row in by_province) == 1

    def test_a_window_that_cuts_a_declared_span_says_so(self) -> None:
        declare_figure("D527b", "TT02", date(2013, 8, 1), date(2023, 5, 12), 26000, Hedge.ABOUT)
        found = figure("D527b", "TT02", date(2023, 1, 1), date(2023, 12, 31))
        assert (found.state, found.cut_declarations) == ("BLANK", 1)
        whole = figure("D527b", "TT02", date(2013, 8, 1), date(2023, 5, 12))
        assert (whole.amount, whole.hedge) == (26000, Hedge.ABOUT)

    def test_a_declared_stock_lapses_after_a_year(self) -> None:
        declare_figure(TUYEN_HOA, "MH02", date(2016, 12, 14), None, 70)
        post(TUYEN_HOA, "MH02", date(2014, 1, 1), 1)
        on_day = figure(TUYEN_HOA, "MH02", date(2016, 1, 1), date(2016, 12, 14))
        assert (on_day.amount, on_day.declared_amount) == (70, 69)
        later = figure(TUYEN_HOA, "MH02", date(2016, 1, 1), date(2018, 1, 1))
        assert (later.amount, later.declared_amount) == (1, 0)

    def test_what_is_outside_adds_to_the_declared(self) -> None:
        span = (date(2015, 12, 15), date(2016, 12, 14))
        declare_figure(TUYEN_HOA, "TT02", *span, 100)
        post(TUYEN_HOA, "TT02", date(2016, 5, 1), 20, within=[])
        post(TUYEN_HOA, "TT02", date(2016, 5, 2), 30, within=[uuid4()])
        assert figure(TUYEN_HOA, "TT02", *span).amount == 150

    def test_a_declaration_inside_another_counts_with_its_whole_total(self) -> None:
        span = (date(2021, 12, 15), date(2022, 12, 14))
        declare_figure(NHU_THANH_DISTRICT, "TT02", *span, 1000)
        declare_figure(HAI_LONG, "TT02", *span, 100)
        post(HAI_LONG, "TT02", date(2022, 8, 15), 40)
        found = figure(NHU_THANH_DISTRICT, "TT02", *span)
        assert (found.amount, found.declared_amount) == (1000, 960)
        post(HAI_LONG, "TT02", date(2022, 8, 16), 90)
        found = figure(NHU_THANH_DISTRICT, "TT02", *span)
        assert (found.amount, found.declared_amount) == (1000, 870)


class TestKinds:
    def test_a_rate_adds_up_before_it_divides(self) -> None:
        declare_figure(TUYEN_HOA, "MH07", date(2016, 12, 14), None, 50, dims=(("rating", "FAIR"),))
        declare_figure(TUYEN_HOA, "MH07", date(2016, 12, 14), None, 20, dims=(("rating", "WEAK"),))
        found = figure(TUYEN_HOA, "MH08", date(2016, 1, 1), date(2016, 12, 14))
        assert (str(found.amount), found.numerator, found.denominator) == ("71.43", 50, 70)

    def test_a_share_of_all_units_is_not_known_before_anybody_wrote_of_it(self) -> None:
        asked = (NHU_THANH, "AT03", date(2026, 1, 1), TODAY)
        seen = sheet(unit(NHU_THANH), Span(*asked[2:]))["AT03"]
        assert seen.denominator
        assert (figure(*asked).amount, seen.amount, seen.state) == (None, None, "BLANK")

        post(NHU_THANH, "AT01", date(2026, 3, 1), 0, dims=(("year", "2026"),))
        assert str(figure(*asked).amount) == "0.00"
        assert sheet(unit(NHU_THANH), Span(*asked[2:]))["AT03"].amount == figure(*asked).amount

    def test_distinct_kinds_are_a_union(self) -> None:
        for uid, kind in ((HAI_LONG, "T1"), (HAI_LONG, "T2"), ("C16249b", "T2")):
            post(uid, "MH02", date(2022, 8, 15), 1, dims=(("type", kind),))
        assert figure(THANH_HOA, "MH01", *Y2022).amount == 2
        assert sorted(r.amount for r in rows(NHU_THANH_DISTRICT, "MH01", *Y2022) if r.amount) == [
            1,
            2,
        ]

    def test_a_months_row_and_the_declared_row_sum_to_the_figure(self) -> None:
        post(HAI_LONG, "TT02", date(2022, 8, 15), 120)
        declare_figure(HAI_LONG, "TT02", date(2022, 1, 1), date(2022, 6, 30), 500)
        found = rows(HAI_LONG, "TT02", *Y2022, by="month")
        assert sum(row.amount or 0 for row in found) == 620
        assert [row.amount for row in found if row.declared] == [500]

    def test_rows_by_dimension_sum_to_the_figure(self) -> None:
        post(HAI_LONG, "TT02", date(2022, 8, 15), 120, dims=(("topic", "LAW"),))
        post(HAI_LONG, "TT02", date(2022, 8, 15), 7)
        found = rows(HAI_LONG, "TT02", *Y2022, by="dim:topic")
        assert [(row.dimension, row.amount) for row in found] == [("LAW", 120), (None, 7)]

    def test_communes_in_scope_are_counted_from_the_tree(self) -> None:
        day = date(2025, 7, 1)
        assert figure("VN", "DC03", day, day, filters=(("kind", "COMMUNE"),)).amount == 3321

    def test_units_in_scope_by_kind_sum_to_the_figure(self) -> None:
        day = date(2025, 7, 1)
        found = {row.dimension: row.amount for row in rows("VN", "DC03", day, day, by="dim:kind")}
        assert found["COMMUNE"] == 3321
        assert (
            sum(amount or 0 for amount in found.values()) == figure("VN", "DC03", day, day).amount
        )
