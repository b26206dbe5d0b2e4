"""Buckets: thirds of a month, so that every window of the law is whole (docs/rules/buckets.md).

A month is cut at the 1st, the 15th and the 16th: 15→14 (Decree 09/2019), 01/11→31/10 and
16/11→15/11 (Circular 124/2021) and the calendar year all begin and end on a cut.
"""

from datetime import date, timedelta
from typing import NamedTuple

BASE_YEAR = 2000
PER_YEAR = 36
MIDDLE = 15
NEXT_YEAR = 2  # thirds of December that belong to the next reporting year
YEAR_ROWS = 32768
FIRST_THIRD = (1368 - BASE_YEAR) * PER_YEAR  # no row of a year is numbered from here on
EVER = -YEAR_ROWS  # the row of all time, kept of levels
LAST_YEAR_ROW = FIRST_THIRD - 1
BEGINNING = date(1368, 12, 15)  # of the first whole reporting year; nothing recorded is older
ONE_DAY = timedelta(days=1)
LONGEST_MONTH = timedelta(days=31)


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


def year_row(bucket: int) -> int:
    """The row of the reporting year (15/12 to 14/12) that a third of a month lies in.

    Every sum is kept by these years too, in rows of the same tables numbered below every third
    of a month from 1368 on, so that long windows and levels are read from few rows.

    >>> year_row(bucket_of(date(2025, 12, 14))) - year_row(bucket_of(date(2024, 12, 15)))
    0
    """
    return BASE_YEAR + (bucket + NEXT_YEAR) // PER_YEAR - YEAR_ROWS


def thirds_of(row: int) -> tuple[int, int]:
    """The first and the last third of the month of a reporting year's row."""
    first = (row + YEAR_ROWS - BASE_YEAR) * PER_YEAR - NEXT_YEAR
    return first, first + PER_YEAR - 1


def month_of(day: date) -> int:
    return day.year * 100 + day.month


def period_of(day: date) -> int:
    """The month of Decree 09/2019 a day lies in: it runs from the 15th before to the 14th.

    >>> period_of(date(2026, 11, 14)), period_of(date(2026, 12, 15))
    (202611, 202701)
    """
    return month_of(day if day.day < MIDDLE else day.replace(day=1) + LONGEST_MONTH)


def month_named(month: int) -> int:
    """Name a month counted from January 2000 as in 202611.

    >>> month_named(0), month_named(-1)
    (200001, 199912)
    """
    years, months = divmod(month, 12)
    return (BASE_YEAR + years) * 100 + months + 1


class Range(NamedTuple):
    """Rows of consecutive buckets, to be added (+1) or taken away (-1)."""

    first: int
    last: int
    sign: int


def covering(first: int | None, last: int) -> list[Range]:
    """Few rows that together are the thirds of months from *first* (or ever) to *last*.

    A year of which more than half is asked is read whole, less what was not asked; a level is
    everything there ever was, less what came later.

    >>> covering(bucket_of(date(2024, 12, 15)), bucket_of(date(2025, 12, 14)))
    [Range(first=-30743, last=-30743, sign=1)]
    >>> covering(None, bucket_of(date(2025, 12, 14)))[1:]
    [Range(first=-30742, last=-22753, sign=-1)]
    """
    if first is None:
        later = [one._replace(sign=-one.sign) for one in _since(last + 1)]
        return [Range(EVER, EVER, 1), *later]
    newest, oldest = year_row(last), year_row(first)
    whole_from = oldest if first == thirds_of(oldest)[0] else oldest + 1
    whole_to = newest if last == thirds_of(newest)[1] else newest - 1
    ranges = [Range(whole_from, whole_to, 1)] if whole_from <= whole_to else []
    for row in sorted({oldest, newest}):
        if not whole_from <= row <= whole_to:
            begin, end = thirds_of(row)
            ranges += _within_year(row, max(first, begin), min(last, end))
    return ranges


def _since(first: int) -> list[Range]:
    """Everything from a third of a month on."""
    row = year_row(first)
    begin, end = thirds_of(row)
    if first == begin:
        return [Range(row, LAST_YEAR_ROW, 1)]
    return [Range(row + 1, LAST_YEAR_ROW, 1), *_within_year(row, first, end)]


def _within_year(row: int, first: int, last: int) -> list[Range]:
    begin, end = thirds_of(row)
    if (last - first + 1) * 2 <= PER_YEAR:
        return [Range(first, last, 1)]
    rest = [Range(begin, first - 1, -1), Range(last + 1, end, -1)]
    return [Range(row, row, 1), *(one for one in rest if one.first <= one.last)]


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
