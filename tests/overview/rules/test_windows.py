from datetime import date

from binhyen.overview.rules.windows import months_until, offered, year_holding


class TestYearHolding:
    def test_begins_on_the_fifteenth_of_december(self) -> None:
        assert year_holding(date(2026, 12, 14)).code == "2026"
        assert year_holding(date(2026, 12, 15)).code == "2027"


class TestMonthsUntil:
    def test_end_with_the_last_month_that_is_over(self) -> None:
        found = months_until(date(2026, 11, 16), 12)

        assert [found[0].code, found[-1].code] == ["2025-M12", "2026-M11"]

    def test_leave_out_the_month_that_still_runs(self) -> None:
        assert months_until(date(2026, 11, 14), 1)[0].code == "2026-M10"


class TestOffered:
    def test_holds_no_window_that_has_not_begun(self) -> None:
        today = date(2026, 11, 16)

        windows = [window for _name, group in offered(today) for window in group]

        assert all(window.start <= today for window in windows)
        assert "2016" in {window.code for window in windows}
