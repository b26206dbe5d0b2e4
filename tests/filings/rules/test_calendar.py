"""Due dates move to the next working day; days off and days worked in exchange are data."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from binhyen.filings.rules.calendar import Calendar, due_on

TET = {date(2026, 2, day): "Tết Nguyên đán" for day in range(16, 21)}
EXCHANGED = date(2026, 8, 22)  # a Saturday
CALENDAR = Calendar({**TET, date(2026, 9, 2): "Quốc khánh"}, {EXCHANGED: "Làm bù ngày 31/8"})
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


class TestWorks:
    def test_a_week_end_is_off_and_a_monday_is_not(self) -> None:
        assert not CALENDAR.works(date(2026, 11, 21))
        assert not CALENDAR.works(date(2026, 11, 22))
        assert CALENDAR.works(date(2026, 11, 23))

    def test_a_holiday_is_off_and_a_saturday_worked_in_exchange_is_not(self) -> None:
        assert not CALENDAR.works(date(2026, 9, 2))
        assert CALENDAR.works(EXCHANGED)


class TestNextWorking:
    def test_tet_ends_on_the_monday_after(self) -> None:
        assert CALENDAR.next_working(date(2026, 2, 14)) == date(2026, 2, 23)

    @given(day=days)
    def test_is_worked_and_nothing_before_it_is(self, day: date) -> None:
        found = CALENDAR.next_working(day)
        assert CALENDAR.works(found)
        skipped = (day + timedelta(days=n) for n in range((found - day).days))
        assert not any(CALENDAR.works(one) for one in skipped)


class TestWorkingDaysBetween:
    def test_leaves_tet_and_week_ends_out(self) -> None:
        assert CALENDAR.working_days_between(date(2026, 2, 13), date(2026, 2, 24)) == 2

    def test_the_first_day_does_not_count_and_the_last_does(self) -> None:
        assert CALENDAR.working_days_between(date(2026, 11, 16), date(2026, 11, 16)) == 0
        assert CALENDAR.working_days_between(date(2026, 11, 16), date(2026, 11, 18)) == 2

    @given(one=days, other=days)
    def test_is_negative_when_late_and_as_long(self, one: date, other: date) -> None:
        there = CALENDAR.working_days_between(one, other)
        assert CALENDAR.working_days_between(other, one) == -there


class TestDueOn:
    def test_is_the_day_of_the_last_month(self) -> None:
        assert due_on(date(2026, 11, 14), 18, CALENDAR) == date(2026, 11, 18)

    def test_a_sunday_moves_to_monday(self) -> None:
        assert due_on(date(2026, 10, 14), 18, CALENDAR) == date(2026, 10, 19)

    def test_tet_moves_it_to_the_first_day_at_work(self) -> None:
        assert due_on(date(2026, 2, 14), 18, CALENDAR) == date(2026, 2, 23)

    def test_the_31st_of_a_short_month_is_its_last_day(self) -> None:
        assert due_on(date(2024, 2, 14), 31, Calendar({}, {})) == date(2024, 2, 29)
