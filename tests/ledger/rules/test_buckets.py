"""Every day lies in one bucket, and what is read since the beginning holds each day once."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from binhyen.ledger.rules.buckets import (
    bucket_of,
    first_day,
    last_day,
    since_beginning,
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


class TestSinceBeginning:
    @given(DAYS, DAYS)
    def test_holds_a_day_once_when_it_is_past_and_never_later(self, day: date, end: date) -> None:
        held = sum(
            first <= bucket <= last
            for first, last in since_beginning(end)
            for bucket in (bucket_of(day), year_row(day.year))
        )
        assert held == (bucket_of(day) <= bucket_of(end))
