"""The reporting windows of Decree 09/2019: a month runs from the 15th before to the 14th."""

import re
from dataclasses import dataclass
from datetime import date

from binhyen.kernel.words import gettext as _

FIRST, LAST = 15, 14
PERIOD = re.compile(r"^(\d{4})(?:-(M0[1-9]|M1[0-2]|Q[1-4]|H[12]|9M))?$")
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Window:
    """A period of the law: its code, its name, its first and last day (both inside)."""

    code: str
    name: str
    start: date
    end: date


def window_of(code: str) -> Window | None:
    """Read a period: 2026, 2026-H1, 2026-Q3, 2026-M07, 2026-9M; None when it is none.

    >>> window_of("2026-M11").start, window_of("2026-M11").end
    (datetime.date(2026, 10, 15), datetime.date(2026, 11, 14))
    """
    found = PERIOD.match(code)
    if found is None:
        return None
    year, part = int(found[1]), found[2] or ""
    if not 1946 <= year <= 9998:  # noqa: PLR2004 -- years a date can hold, and the movement lived
        return None
    first, last, name = _months(part, year)
    before = (year - 1, MONTHS) if first == 1 else (year, first - 1)
    return Window(code, name, date(*before, FIRST), date(year, last, LAST))


def _months(part: str, year: int) -> tuple[int, int, str]:
    if part == "":
        return 1, MONTHS, _("Năm {year}").format(year=year)
    if part == "9M":
        return 1, 9, _("9 tháng năm {year}").format(year=year)
    number = int(part[1:])
    if part[0] == "M":
        words = _("Kỳ tháng {number}/{year}")
        return number, number, words.format(number=f"{number:02d}", year=year)
    if part[0] == "Q":
        return number * 3 - 2, number * 3, _("Quý {number}/{year}").format(number=number, year=year)
    words = _("6 tháng đầu năm {year}") if number == 1 else _("6 tháng cuối năm {year}")
    return number * 6 - 5, number * 6, words.format(year=year)


def month_holding(day: date) -> Window:
    """The month's window a day lies in: 15/11 belongs to tháng 12."""
    year, month = day.year, day.month
    if day.day >= FIRST:
        year, month = (year + 1, 1) if month == MONTHS else (year, month + 1)
    window = window_of(f"{year}-M{month:02d}")
    if window is None:
        raise ValueError(f"no window holds {day}")
    return window


def windows_up_to(day: date, months: int = 6) -> list[Window]:
    """The windows a book offers: the latest months, this year's longer periods, last year."""
    latest = month_holding(day)
    year, month = int(latest.code[:4]), int(latest.code[-2:])
    codes = []
    for back in range(months):
        index = year * MONTHS + month - 1 - back
        codes.append(f"{index // MONTHS}-M{index % MONTHS + 1:02d}")
    codes += [f"{year}-Q{number}" for number in range((month - 1) // 3 + 1, 0, -1)]
    codes += [f"{year}-H{2 if month > MONTHS // 2 else 1}", f"{year}", f"{year - 1}"]
    return [window for code in codes if (window := window_of(code))]
