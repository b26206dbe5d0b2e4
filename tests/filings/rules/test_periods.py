"""Windows from the 15th to the 14th, in leap years too; the periods around one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.filings.rules.periods import (
    Frequency,
    UnknownPeriodError,
    earlier_keys,
    keys_holding,
    last_year_key,
    previous_key,
    window_of,
)

ONE_DAY = timedelta(days=1)
years = st.integers(1950, 2150)
parts = st.sampled_from(
    [
        "",
        "-9M",
        "-H1",
        "-H2",
        *(f"-Q{n}" for n in range(1, 5)),
        *(f"-M{n:02}" for n in range(1, 13)),
    ]
)
cuts = st.integers(1, 31)


class TestWindowOf:
    def test_a_month_runs_from_the_15th_before_to_its_14th(self) -> None:
        window = window_of("2026-M11", 14)
        assert (window.start, window.end) == (date(2026, 10, 15), date(2026, 11, 14))
        assert (window.name, window.frequency) == ("tháng 11/2026", Frequency.MONTH)

    def test_january_and_the_first_quarter_begin_in_december(self) -> None:
        assert window_of("2026-M01", 14).start == date(2025, 12, 15)
        assert window_of("2026-Q1", 14).start == date(2025, 12, 15)

    def test_nine_months_end_in_september(self) -> None:
        window = window_of("2026-9M", 14)
        assert (window.start, window.end) == (date(2025, 12, 15), date(2026, 9, 14))

    def test_february_ends_as_the_year_has_it(self) -> None:
        assert window_of("2024-M02", 31).end == date(2024, 2, 29)
        assert window_of("2026-M02", 31).end == date(2026, 2, 28)
        assert window_of("2024-M03", 31).start == date(2024, 3, 1)

    @pytest.mark.parametrize(
        ("key", "name"),
        [
            ("2026-Q3", "quý III/2026"),
            ("2026-H1", "6 tháng đầu năm 2026"),
            ("2026-H2", "6 tháng cuối năm 2026"),
            ("2026-9M", "9 tháng năm 2026"),
            ("2026", "năm 2026"),
        ],
    )
    def test_is_called_as_officers_call_it(self, key: str, name: str) -> None:
        assert window_of(key, 14).name == name

    @pytest.mark.parametrize("key", ["2026-M13", "2026-M00", "2026-Q5", "26-M01", "1900", "", "x"])
    def test_what_is_no_period_is_refused(self, key: str) -> None:
        with pytest.raises(UnknownPeriodError):
            window_of(key, 14)


class TestPreviousKey:
    @given(year=years, part=parts.filter(lambda part: part != "-9M"), cut=cuts)
    def test_ends_on_the_eve_of_this_one(self, year: int, part: str, cut: int) -> None:
        key = f"{year}{part}"
        before = window_of(previous_key(key), cut)
        assert before.end + ONE_DAY == window_of(key, cut).start

    def test_what_is_no_period_is_refused(self) -> None:
        with pytest.raises(UnknownPeriodError):
            previous_key("chuyên đề")


class TestLastYearKey:
    def test_is_the_same_part_of_the_year_before(self) -> None:
        assert last_year_key("2026-M11") == "2025-M11"
        assert last_year_key("2026") == "2025"


class TestEarlierKeys:
    def test_are_those_of_the_year_first_first(self) -> None:
        assert earlier_keys("2026-M03") == ["2026-M01", "2026-M02"]

    def test_there_is_none_before_the_first(self) -> None:
        assert earlier_keys("2026-M01") == []
        assert earlier_keys("2026") == []


class TestKeysHolding:
    def test_the_15th_of_december_belongs_to_the_next_year(self) -> None:
        found = keys_holding(date(2026, 12, 15), 14)
        assert found[Frequency.MONTH] == "2027-M01"
        assert found[Frequency.YEAR] == "2027"

    @given(day=st.dates(date(1950, 1, 1), date(2150, 12, 31)), cut=cuts)
    def test_each_window_holds_the_day(self, day: date, cut: int) -> None:
        found = keys_holding(day, cut)
        assert {Frequency.MONTH, Frequency.QUARTER, Frequency.HALF, Frequency.YEAR} <= set(found)
        for key in found.values():
            window = window_of(key, cut)
            assert window.start <= day <= window.end
