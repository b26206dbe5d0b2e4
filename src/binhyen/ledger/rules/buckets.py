"""Buckets: thirds of a month, so that every window of the law is whole (docs/rules/buckets.md).

A month is cut at the 1st, the 15th and the 16th: 15→14 (Decree 09/2019), 01/11→31/10 and
16/11→15/11 (Circular 124/2021) and the calendar year all begin and end on a cut.
"""

from datetime import date, timedelta
from typing import NamedTuple

BASE_YEAR = 2000
PER_YEAR = 36
MIDDLE = 15
YEAR_ROWS = 32768
ONE_DAY = timedelta(days=1)


def bucket_of(day: date) -> int:
    """The bucket holding *day*.

    >>> bucket_of(date(2000, 1, 1)), bucket_of(date(2000, 1, 15)), bucket_of(date(2000, 1, 16))
    (0, 1, 2)
    """
    third = 0 if day.day < MIDDLE else 1 if day.day == MIDDLE else 2
    return (day.year - BASE_YEAR) * PER_YEAR + (day.month - 1) * 3 + third


def first_day(bucket: int) -> date:
    years, rest = divmod(bucket, PER_YEAR)
    month, third = divmod(rest, 3)
    return date(BASE_YEAR + years, month + 1, (1, MIDDLE, MIDDLE + 1)[third])


def last_day(bucket: int) -> date:
    return first_day(bucket + 1) - ONE_DAY


def year_row(year: int) -> int:
    """The bucket that holds a whole calendar year of an indicator that never starts anew.

    Levels (STOCK, STATUS) are sums since the beginning: past years are read one row each.
    Year rows have numbers below every third of a month from 1368 on.

    >>> year_row(2025)
    -30743
    """
    return year - YEAR_ROWS


def since_beginning(day: date) -> tuple[tuple[int, int], ...]:
    """Ranges of buckets that together hold everything up to the end of the bucket of *day*.

    >>> since_beginning(date(2025, 1, 1))
    ((-32767, -30744), (900, 900))
    """
    first = bucket_of(date(day.year, 1, 1))
    return ((year_row(1), year_row(day.year - 1)), (first, bucket_of(day)))


class Window(NamedTuple):
    """A window as whole buckets (may be none) and the odd days beside them, inclusive."""

    first: int | None
    last: int | None
    edges: tuple[tuple[date, date], ...]


def split(start: date, end: date) -> Window:
    """Cut [start, end] into whole buckets and odd days.

    >>> split(date(2016, 12, 15), date(2017, 1, 14)).edges
    ()
    """
    first, last = bucket_of(start), bucket_of(end)
    if first_day(first) != start:
        first += 1
    if last_day(last) != end:
        last -= 1
    if first > last:
        return Window(None, None, ((start, end),))
    edges = []
    if first_day(first) > start:
        edges.append((start, first_day(first) - ONE_DAY))
    if last_day(last) < end:
        edges.append((last_day(last) + ONE_DAY, end))
    return Window(first, last, tuple(edges))
