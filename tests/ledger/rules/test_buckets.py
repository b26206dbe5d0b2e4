"""Every day lies in one bucket, and what is read since the beginning holds each day once."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from binhyen.ledger.rules.buckets import (
    EVER,
    ONE_DAY,
    bucket_of,
    covering,
    first_day,
    last_day,
    split,
    year_row,
)

DAYS = st.dates(date(1400, 1, 1), date(2900, 12, 31))


class TestBucketOf:
    @given(DAYS)
    def test_lies_around_its_day(self, day: date) -> None:
        assert first_day(bucket_of(day)) <= day <= last_day(bucket_of(day))


class TestSplit:
    def test_of_a_year_of_reports_is_whole(self) -> None:
        assert split(date(2024, 12, 15), date(2025, 12, 14)).edges == ()


class TestYearRow:
    def test_holds_the_reporting_year_of_decree_09(self) -> None:
        held = {year_row(bucket_of(date(2024, 12, 15) + n * ONE_DAY)) for n in range(365)}
        assert len(held) == 1
        assert year_row(bucket_of(date(2025, 12, 15))) == held.pop() + 1


class TestCovering:
    @given(DAYS, st.none() | DAYS, DAYS)
    def test_holds_a_day_of_the_window_once_and_no_other(
        self, day: date, start: date | None, end: date
    ) -> None:
        bucket, last = bucket_of(day), bucket_of(end)
        first = None if start is None else min(bucket_of(start), last)
        held = sum(
            one.sign
            for one in covering(first, last)
            for row in (bucket, year_row(bucket), EVER)
            if one.first <= row <= one.last
        )
        assert held == ((first is None or first <= bucket) and bucket <= last)

    @given(DAYS, DAYS)
    def test_reads_a_few_rows_however_long_the_window(self, start: date, end: date) -> None:
        first, last = sorted((bucket_of(start), bucket_of(end)))
        thirds = sum(
            one.last - one.first + 1 for one in covering(first, last) if one.first > -22768
        )
        assert thirds <= 36
