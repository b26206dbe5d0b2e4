"""Reporting periods and their windows (docs/rules/periods.md; Decree 09/2019, article 12).

A window runs from the day after the cut of the month before its first month to the cut of its
last month: with the cut on the 14th, July is 15/6 → 14/7. The cut is data of the regime.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from binhyen.kernel.periods import PERIOD_KEY, period_words

MONTHS = 12
END_OF_MONTH = 31
EARLIEST, LATEST = 1946, 2200
BEFORE_ANY_PERIOD = date(EARLIEST, 1, 1)


class Frequency(StrEnum):
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    HALF = "HALF"
    NINE_MONTHS = "NINE_MONTHS"
    YEAR = "YEAR"
    FREE = "FREE"


@dataclass(frozen=True, slots=True)
class Window:
    """A period: its key, its name as a report writes it, its first and last day, both inside."""

    key: str
    frequency: Frequency
    name: str
    start: date
    end: date


class UnknownPeriodError(ValueError):
    """The text is no period: write 2016, 2016-H1, 2016-Q3, 2016-M07 or 2016-9M."""


def window_of(key: str, cut: int) -> Window:
    """Read a period's key with the regime's cut-off day.

    >>> window_of("2016", 14).start, window_of("2016", 14).end
    (datetime.date(2015, 12, 15), datetime.date(2016, 12, 14))
    >>> window_of("2016-Q3", 31).start, window_of("2016-Q3", 31).end
    (datetime.date(2016, 7, 1), datetime.date(2016, 9, 30))
    """
    found = PERIOD_KEY.fullmatch(key)
    if found is None or not EARLIEST <= int(found[1]) <= LATEST:
        raise UnknownPeriodError(key)
    year = int(found[1])
    part = _part(found[2] or "")
    before = (year - 1, MONTHS) if part.first == 1 else (year, part.first - 1)
    start = _cut_day(*before, cut) + timedelta(days=1)
    words, number = period_words(found[2] or "")
    name = words.format(year=year, number=number)
    return Window(key, part.frequency, name, start, _cut_day(year, part.last, cut))


def _cut_day(year: int, month: int, cut: int) -> date:
    return date(year, month, min(cut, monthrange(year, month)[1]))


class _Part(NamedTuple):
    """What a key says: which kind, its first and last month."""

    frequency: Frequency
    first: int
    last: int


def _part(part: str) -> _Part:
    if not part:
        return _Part(Frequency.YEAR, 1, MONTHS)
    if part == "9M":
        return _Part(Frequency.NINE_MONTHS, 1, 9)
    number = int(part[1:])
    if part[0] == "M":
        return _Part(Frequency.MONTH, number, number)
    if part[0] == "Q":
        return _Part(Frequency.QUARTER, number * 3 - 2, number * 3)
    return _Part(Frequency.HALF, number * 6 - 5, number * 6)


def previous_key(key: str) -> str:
    """The period before of the same kind.

    >>> previous_key("2016-M01"), previous_key("2016-H1"), previous_key("2016-9M")
    ('2015-M12', '2015-H2', '2015-9M')
    """
    found = PERIOD_KEY.fullmatch(key)
    if found is None:
        raise UnknownPeriodError(key)
    year, part = int(found[1]), found[2] or ""
    if part in {"", "9M"}:
        return key.replace(str(year), str(year - 1), 1)
    number = int(part[1:])
    if number > 1:
        width = len(part) - 1
        return f"{year}-{part[0]}{number - 1:0{width}d}"
    return f"{year - 1}-{ {'M': 'M12', 'Q': 'Q4', 'H': 'H2'}[part[0]] }".replace(" ", "")


def last_year_key(key: str) -> str:
    """The same period a year before.

    >>> last_year_key("2016-Q3")
    '2015-Q3'
    """
    year = int(key[:4])
    return f"{year - 1}{key[4:]}"


def earlier_keys(key: str) -> list[str]:
    """The earlier periods of the same kind in the same year, first first.

    >>> earlier_keys("2016-Q3")
    ['2016-Q1', '2016-Q2']
    """
    found: list[str] = []
    here = key
    while (here := previous_key(here))[:4] == key[:4]:
        found.insert(0, here)
    return found


def keys_holding(day: date, cut: int) -> dict[Frequency, str]:
    """The period of each kind whose window holds the day."""
    keys: dict[Frequency, str] = {}
    for year in (day.year, day.year + 1):
        for key in _keys_of(year):
            window = window_of(key, cut)
            if window.start <= day <= window.end:
                keys.setdefault(window.frequency, key)
    return keys


def _keys_of(year: int) -> list[str]:
    months = [f"{year}-M{n:02d}" for n in range(1, MONTHS + 1)]
    quarters = [f"{year}-Q{n}" for n in range(1, 5)]
    return [*months, *quarters, f"{year}-H1", f"{year}-H2", f"{year}-9M", str(year)]
