"""A figure becomes a filing: opened filled, frozen, consolidated, adjusted, corrected."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from binhyen.accounts.models import Officer
from binhyen.filings.models import Filing, Obligation, Period, Snapshot
from binhyen.filings.rules.cells import CellState, difference
from binhyen.filings.rules.regime import Column
from binhyen.filings.selectors.sheets import (
    frozen_sheet,
    live_sheet,
    open_adjustments,
    sheet_of,
)
from binhyen.filings.services.filing import FilingError, accept, correct, return_filing
from binhyen.filings.services.obligations import PeriodNotOpenError
from binhyen.filings.services.talking import accept_all
from binhyen.ledger.rules.hedges import Hedge
from binhyen.rearrangement.rules.plan import Change, Kind, Plan
from binhyen.units.models import Level, Unit
from tests.builders.accounts import officer_at
from tests.builders.filings import AFTER_ALL, answered, filing, period, sent, taken_in
from tests.builders.ledger import clerk, declare_figure, post, unit
from tests.builders.rearrangement import REFORM, confirmed, make_province
from tests.builders.units import make_unit, the_unit

NHU_THANH, THANH_HOA, XUAN_THAI = "C16228n", "P38n", "C16258n"
IN_NOVEMBER = date(2026, 11, 2)
pytestmark = pytest.mark.django_db


def owe(of: Period, who: Unit, *, to: Unit) -> None:
    """Let a unit owe a filing, as if the period had been frozen with it."""
    Obligation.objects.create(period=of, unit=who, to=to, due_on=date(2026, 11, 18))


def nation_admin(name: str) -> Officer:
    return officer_at(the_unit("VN"), "ADMINISTRATOR", name=f"Quản trị {name}")


class TestOpenFiling:
    def test_opens_filled_from_the_ledger_and_in_words(self) -> None:
        declare_figure("D453b", "TT02", date(2015, 12, 15), date(2016, 12, 14), 26000, Hedge.NEARLY)
        found = filing("D453b", period("2016"))
        assert "gần 26.000 lượt" in found.narrative["results"]
        cell = live_sheet(found).cell("TT02", Column.THIS)
        assert (cell.amount, cell.hedge) == (26000, Hedge.NEARLY)

    def test_is_refused_to_a_unit_that_owes_nothing(self) -> None:
        with pytest.raises(FilingError):
            filing("C16252b", period("2026-M11"))

    def test_a_period_that_has_not_begun_is_not_open(self) -> None:
        with pytest.raises(PeriodNotOpenError):
            period("2026-M11", datetime(2026, 10, 1, 2, 0, tzinfo=UTC))


class TestObligations:
    def test_the_obliged_are_the_communes_and_provinces_valid_on_the_last_day(self) -> None:
        of = period("2026-M11")
        assert Obligation.objects.filter(period=of).count() == 3321 + 34
        due = Obligation.objects.get(period=of, unit=unit(NHU_THANH))
        assert (due.to_id, due.due_on) == (unit(THANH_HOA), date(2026, 11, 18))

    def test_a_due_day_on_a_sunday_moves_to_monday(self) -> None:
        due = Obligation.objects.get(period=period("2026-M10"), unit=unit(NHU_THANH))
        assert due.due_on == date(2026, 10, 19)

    def test_a_due_day_within_tet_moves_to_the_first_day_worked(self) -> None:
        due = Obligation.objects.get(period=period("2026-M02"), unit=unit(NHU_THANH))
        assert due.due_on == date(2026, 2, 23)


class TestSubmit:
    def test_freezes_what_a_later_session_cannot_change(self) -> None:
        post(NHU_THANH, "TT01", IN_NOVEMBER, 1)
        one = taken_in(filing(NHU_THANH, period("2026-M11")))
        post(NHU_THANH, "TT01", IN_NOVEMBER, 2)
        snapshot = Snapshot.objects.get(filing=one)
        assert frozen_sheet(snapshot).cell("TT01", Column.THIS).amount == 1
        assert open_adjustments(snapshot)["TT01"].measure.amount == 2

    def test_not_arising_is_refused_over_live_lines(self) -> None:
        post(NHU_THANH, "TT01", IN_NOVEMBER, 1)
        one = filing(NHU_THANH, period("2026-M11"))
        with pytest.raises(FilingError):
            answered(one, {"TT01": "NIL"})
        one = answered(one, {"TT03": "NIL"})
        assert live_sheet(one).cell("TT03", Column.THIS).state is CellState.NIL
        assert live_sheet(one).cell("TT05", Column.THIS).state is CellState.BLANK

    def test_a_second_submission_is_refused(self) -> None:
        one = sent(filing(NHU_THANH, period("2026-M11")))
        with pytest.raises(FilingError):
            sent(one)


class TestReturn:
    def test_needs_a_reason_and_lets_the_unit_send_again(self) -> None:
        one = sent(filing(NHU_THANH, period("2026-M11")))
        with pytest.raises(FilingError):
            return_filing(filing=one.pk, reason="  ", by=clerk(), at=AFTER_ALL)
        return_filing(filing=one.pk, reason="Thiếu khu phố 2", by=clerk(), at=AFTER_ALL)
        again = taken_in(one)
        assert again.state == "ACCEPTED"
        assert Snapshot.objects.filter(filing=again).count() == 2

    def test_leaves_what_was_sent_anew_to_be_read_before_it_is_accepted(self) -> None:
        read = sent(filing(NHU_THANH, period("2026-M11")))
        return_filing(filing=read.pk, reason="Thiếu khu phố 2", by=clerk(), at=AFTER_ALL)
        anew = sent(Filing.objects.get(pk=read.pk))
        with pytest.raises(FilingError, match="vừa được gửi lại"):
            accept(filing=read.pk, by=clerk(), at=AFTER_ALL, revision=read.revision)
        assert accept_all(filings=[read], by=clerk(), at=AFTER_ALL) == (0, 1)
        assert accept_all(filings=[anew], by=clerk(), at=AFTER_ALL) == (1, 0)

    def test_waits_while_the_unit_writes_a_new_version(self) -> None:
        one = sent(filing(NHU_THANH, period("2026-M11")))
        correct(filing=one.pk, by=clerk(), at=AFTER_ALL)
        with pytest.raises(FilingError):
            return_filing(filing=one.pk, reason="Thiếu khu phố 2", by=clerk(), at=AFTER_ALL)


class TestCorrect:
    def test_pressed_twice_at_once_is_a_sentence(self) -> None:
        one = sent(filing(NHU_THANH, period("2026-M11")))
        faster: list[Filing] = []

        def the_other_press(execute: Any, sql: str, *rest: Any) -> Any:
            if sql.startswith('INSERT INTO "filings_filing"') and not faster:
                faster.append(Filing(period=one.period, unit=one.unit, version=2, state="DRAFT"))
                faster[0].save(force_insert=True)
            return execute(sql, *rest)

        with (
            connection.execute_wrapper(the_other_press),
            pytest.raises(FilingError, match="Đã có bản mới hơn"),
        ):
            correct(filing=one.pk, by=clerk(), at=AFTER_ALL)
        assert faster


class TestConsolidation:
    def test_official_and_the_three_parts_make_the_provisional(self) -> None:
        of = period("2026-M11")
        post(NHU_THANH, "TT02", IN_NOVEMBER, 100)
        taken_in(filing(NHU_THANH, of))
        post(NHU_THANH, "TT02", IN_NOVEMBER, 7)
        post(XUAN_THAI, "TT02", IN_NOVEMBER, 30)
        post(THANH_HOA, "TT02", IN_NOVEMBER, 5)
        total = live_sheet(filing(THANH_HOA, of)).totals["TT02"]
        parts = (total.official, total.not_received, total.adjustments, total.not_filed)
        assert [cell.measure.amount for cell in parts] == [105, 30, 7, 0]
        assert total.provisional.amount == 142

    def test_is_compared_with_last_year_only_where_nobody_elses_work_is_missing(self) -> None:
        of = period("2026-M11")
        for code in ("TT01", "TT02"):
            post(NHU_THANH, code, date(2025, 11, 2), 90)
            post(NHU_THANH, code, IN_NOVEMBER, 100)
        taken_in(filing(NHU_THANH, of))
        post(XUAN_THAI, "TT02", IN_NOVEMBER, 30)
        one = taken_in(filing(THANH_HOA, of))
        sheet = sheet_of(one)
        this = {code: sheet.cell(code, Column.THIS) for code in ("TT01", "TT02")}
        last = {code: sheet.cell(code, Column.LAST_YEAR) for code in this}
        assert difference(this["TT01"], last["TT01"]) == (10, Decimal("11.1"))
        assert (this["TT02"].amount, this["TT02"].incomplete) == (100, True)
        assert difference(this["TT02"], last["TT02"]) is None
        assert (sheet.received, sheet.expected) == (1, 166)

    def test_says_how_many_were_received(self) -> None:
        of = period("2026-M11")
        taken_in(filing(NHU_THANH, of))
        sheet = live_sheet(filing(THANH_HOA, of))
        assert (sheet.received, sheet.expected) == (1, 166)

    def test_a_province_that_had_nothing_does_not_speak_for_its_communes(self) -> None:
        of = period("2026-M11")
        taken_in(answered(filing(NHU_THANH, of), {"TT03": "NIL"}))
        sheet = live_sheet(answered(filing(THANH_HOA, of), {"TT03": "NIL"}))
        assert sheet.cell("TT03", Column.THIS).state is CellState.BLANK
        assert sheet.totals["TT03"].official.state is CellState.BLANK


class TestAdjustments:
    def test_the_next_period_takes_an_adjustment_up_once(self) -> None:
        post(NHU_THANH, "TT01", IN_NOVEMBER, 1)
        first = taken_in(filing(NHU_THANH, period("2026-M11")))
        post(NHU_THANH, "TT01", IN_NOVEMBER, 2)
        second = filing(NHU_THANH, period("2026-M12"))
        sheet = live_sheet(second)
        assert sheet.adjustments["TT01"].measure.amount == 2
        assert sheet.cell("TT01", Column.CUMULATIVE).amount == 3
        taken_in(second)
        assert open_adjustments(Snapshot.objects.get(filing=first)) == {}

    def test_a_correction_shows_the_change_and_replaces_the_version_when_accepted(self) -> None:
        post(NHU_THANH, "TT01", IN_NOVEMBER, 1)
        one = taken_in(filing(NHU_THANH, period("2026-M11")))
        post(NHU_THANH, "TT01", IN_NOVEMBER, 2)
        two = correct(filing=one.pk, by=clerk(), at=AFTER_ALL)
        assert live_sheet(two).cell("TT01", Column.THIS).amount == 3
        taken_in(two)
        one.refresh_from_db()
        assert (one.is_replaced, two.version) == (True, 2)

    def test_what_a_commune_reports_late_is_in_the_line_and_the_year_of_the_province(self) -> None:
        october, november, december = (period(f"2026-M{month}") for month in (10, 11, 12))
        post(NHU_THANH, "TT01", date(2026, 10, 1), 5)
        taken_in(filing(NHU_THANH, october))
        taken_in(filing("P38n", october))
        post(NHU_THANH, "TT01", date(2026, 10, 2), 2)
        taken_in(filing(NHU_THANH, november))
        province = filing("P38n", november)
        assert live_sheet(province).adjustments["TT01"].amount == 2
        assert live_sheet(province).cell("TT01", Column.CUMULATIVE).amount == 7
        taken_in(province)
        assert sheet_of(Filing.objects.get(pk=province.pk)).adjustments["TT01"].amount == 2
        assert live_sheet(filing("P38n", december)).adjustments == {}
        assert live_sheet(filing("P38n", december)).cell("TT01", Column.CUMULATIVE).amount == 7

    def test_a_filing_sent_again_still_reports_the_adjustment(self) -> None:
        post(NHU_THANH, "TT01", IN_NOVEMBER, 1)
        taken_in(filing(NHU_THANH, period("2026-M11")))
        post(NHU_THANH, "TT01", IN_NOVEMBER, 2)
        second = sent(filing(NHU_THANH, period("2026-M12")))
        return_filing(filing=second.pk, reason="Thiếu khu phố 2", by=clerk(), at=AFTER_ALL)
        taken_in(second)
        sheet = sheet_of(filing(NHU_THANH, period("2026-M12")))
        assert sheet.adjustments["TT01"].measure.amount == 2
        assert sheet.cell("TT01", Column.CUMULATIVE).amount == 3

    def test_what_a_later_period_reported_is_open_no_more_after_a_correction(self) -> None:
        post(NHU_THANH, "TT01", IN_NOVEMBER, 1)
        first = taken_in(filing(NHU_THANH, period("2026-M11")))
        post(NHU_THANH, "TT01", IN_NOVEMBER, 2)
        taken_in(filing(NHU_THANH, period("2026-M12")))
        two = taken_in(correct(filing=first.pk, by=clerk(), at=AFTER_ALL))
        assert open_adjustments(Snapshot.objects.get(filing=two)) == {}

    def test_a_correction_that_was_sent_first_leaves_nothing_to_the_next_period(self) -> None:
        post(NHU_THANH, "TT01", IN_NOVEMBER, 1)
        first = taken_in(filing(NHU_THANH, period("2026-M11")))
        post(NHU_THANH, "TT01", IN_NOVEMBER, 2)
        sent(correct(filing=first.pk, by=clerk(), at=AFTER_ALL))
        assert live_sheet(filing(NHU_THANH, period("2026-M12"))).adjustments == {}


class TestEventsEnteredLate:
    """A commune that went elsewhere before the last day, written down when all was frozen."""

    def test_a_province_does_not_take_off_what_went_to_another(self) -> None:
        place, of = make_province(), period("2026-M11")
        other = make_unit(level=Level.PROVINCE, name="Bình Minh", valid_from=REFORM)
        owe(of, place.one, to=place.unit)
        post(place.one.uid, "TT01", IN_NOVEMBER, 4)
        post(place.two.uid, "TT01", IN_NOVEMBER, 3)
        moved = Change(unit=place.one.pk, name="Đông Hải", parent=other.pk)
        place = replace(place, admin=nation_admin("một"), second=nation_admin("hai"))
        confirmed(place, Kind.CHANGE, Plan(changes=(moved,)), on=date(2026, 11, 3))
        total = live_sheet(Filing(period=of, unit=place.unit, version=1)).totals["TT01"]
        assert (total.official.amount, total.provisional.amount) == (3, 3)
