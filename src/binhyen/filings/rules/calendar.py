"""Working days and due dates: a due day that is no working day moves to the next one."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class Calendar(NamedTuple):
    """Days off beside the week-ends, and week-end days worked in exchange, by date."""

    off: Mapping[date, str]
    worked: Mapping[date, str]

    def works(self, day: date) -> bool:
        if day in self.worked:
            return True
        return day.weekday() < SATURDAY and day not in self.off

    def next_working(self, day: date) -> date:
        """The day itself when it is worked, else the first one after it that is."""
        while not self.works(day):
            day += ONE_DAY
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after *start* up to and with *end*; negative when late."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (start + ONE_DAY * n for n in range(1, (end - start).days + 1))
        return sum(1 for day in days if self.works(day))


def due_on(end: date, day_of_month: int, calendar: Calendar) -> date:
    """The due date of a period: that day of the month, the first time it comes after *end*.

    A month's last day stands for one it lacks; on a day off the next working day counts.
    """
    due = _day_of(end, day_of_month)
    if due <= end:
        due = _day_of(end.replace(day=1) + timedelta(days=31), day_of_month)
    return calendar.next_working(due)


def _day_of(month: date, day: int) -> date:
    last = monthrange(month.year, month.month)[1]
    return month.replace(day=min(day, last))
