"""Which windows a page of figures offers."""

from datetime import date, timedelta

from binhyen.kernel.words import gettext as _
from binhyen.records.rules.windows import Window, month_holding, window_of

MONTHS, QUARTERS, YEARS = "M", "Q", "Y"
FREE = "free"  # days of one's own choosing, not a period of the law
YEARS_BACK = 11
MONTHS_BACK = 12
YEAR_OF_CODE = slice(0, 4)


def year_holding(day: date) -> Window:
    """The reporting year a day lies in: 15/12 begins the next one."""
    window = window_of(month_holding(day).code[YEAR_OF_CODE])
    if window is None:
        raise ValueError(f"no year holds {day}")
    return window


def offered(day: date) -> list[tuple[str, list[Window]]]:
    """Years, halves and quarters, months: the latest first, in groups with a name."""
    year, month = int(month_holding(day).code[YEAR_OF_CODE]), int(month_holding(day).code[-2:])
    years = [str(year - back) for back in range(YEARS_BACK)]
    parts = []
    for one in (year, year - 1):
        parts += [f"{one}-9M", f"{one}-H2", f"{one}-H1"]
        parts += [f"{one}-Q{number}" for number in (4, 3, 2, 1)]
    months = []
    for back in range(MONTHS_BACK):
        at = year * 12 + month - 1 - back
        months.append(f"{at // 12}-M{at % 12 + 1:02d}")
    named = ((_("Năm"), years), (_("6 tháng, 9 tháng, quý"), parts), (_("Tháng"), months))
    return [(name, _begun(codes, day)) for name, codes in named]


def _begun(codes: list[str], day: date) -> list[Window]:
    windows = [window for code in codes if (window := window_of(code))]
    return [window for window in windows if window.start <= day]


def months_until(day: date, count: int) -> list[Window]:
    """The last *count* months of the law that are over on *day*, oldest first."""
    latest = month_holding(day)
    found: list[Window] = []
    while len(found) < count:
        latest = month_holding(latest.start - timedelta(days=1))
        found.append(latest)
    return found[::-1]


def periods_until(day: date, kind: str, count: int) -> list[Window]:
    """The last *count* months, quarters or years of the law over by the end of *day*.

    >>> [one.code for one in periods_until(date(2026, 11, 14), "M", 2)]
    ['2026-M10', '2026-M11']
    >>> [one.code for one in periods_until(date(2026, 11, 16), "Q", 2)]
    ['2026-Q2', '2026-Q3']
    """
    if kind == MONTHS:
        return months_until(day + timedelta(days=1), count)
    year = year_holding(day + timedelta(days=1))
    found: list[Window] = []
    while len(found) < count:
        parts = [""] if kind == YEARS else [f"-Q{number}" for number in (4, 3, 2, 1)]
        windows = (window_of(f"{year.code}{part}") for part in parts)
        found += [window for window in windows if window and window.end <= day]
        year = year_holding(year.start - timedelta(days=1))
    return found[:count][::-1]
