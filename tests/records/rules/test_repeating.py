"""On which day a thing done every week is asked for."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from binhyen.records.rules.repeating import due_day

FRIDAY, THURSDAY = date(2026, 11, 20), date(2026, 11, 26)


def asked(today: date, *, passed_on: date | None = None) -> date | None:
    return due_day(weekday=4, since=date(2026, 11, 13), passed_on=passed_on, today=today)


class TestDueDay:
    def test_is_the_last_such_day_of_the_week(self) -> None:
        assert asked(THURSDAY) == FRIDAY

    def test_is_the_day_itself(self) -> None:
        assert asked(FRIDAY) == FRIDAY

    def test_is_none_before_the_first_week_is_over(self) -> None:
        assert asked(date(2026, 11, 19)) is None

    def test_is_none_when_it_was_passed_over(self) -> None:
        assert asked(THURSDAY, passed_on=FRIDAY) is None

    def test_comes_again_the_week_after(self) -> None:
        assert asked(date(2026, 11, 27), passed_on=FRIDAY) == date(2026, 11, 27)

    @given(st.integers(0, 6), st.dates(), st.dates())
    def test_never_lies_ahead_nor_before_it_began(
        self, weekday: int, since: date, today: date
    ) -> None:
        day = due_day(weekday=weekday, since=since, passed_on=None, today=today)
        assert day is None or (since < day <= today and day.weekday() == weekday)
