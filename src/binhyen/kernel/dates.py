"""Days written as Vietnam writes them, with the day of the lunar calendar beside them."""

from datetime import date, datetime
from functools import lru_cache
from math import floor, pi, sin

from django.utils import timezone
from django.utils.translation import gettext as _

STEMS = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
BRANCHES = (
    "Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi",
)  # fmt: skip
HOURS_AHEAD = 7
SYNODIC_MONTH = 29.530588853
MONTHS_IN_LEAP_YEAR = 13
WINTER_SOLSTICE_SECTOR = 9
NOVEMBER = 11
DAYS_IN_YEAR = 365
LAST_PADDED_MONTH = 2
JULIAN_DAY_OF_ORDINAL = 1721425


def vn_date(day: date | None) -> str:
    """Write 02/03/2017, for screens and workbooks; nothing for no day."""
    return "" if day is None else f"{_local(day):%d/%m/%Y}"


def vn_day_month(day: date) -> str:
    """Write 18/11, where the year is plain."""
    return f"{_local(day):%d/%m}"


def vn_time(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M}"


def vn_datetime(at: datetime | None) -> str:
    """Write 09:12, 16/11/2026."""
    return "" if at is None else f"{vn_time(at)}, {vn_date(at)}"


def document_date(day: date) -> str:
    """Write 02/3/2017, as documents do: days below 10 and months 1 and 2 only are padded."""
    return f"{day.day:02d}/{_document_month(day)}/{day.year}"


def document_date_in_words(day: date) -> str:
    """Write ngày 05 tháng 02 năm 2026, as under the name of a place in a document."""
    return f"ngày {day.day:02d} tháng {_document_month(day)} năm {day.year}"


def weekday_name(day: date) -> str:
    names = (
        _("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"),
        _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật"),
    )  # fmt: skip
    return names[day.weekday()]


def page_date(day: date) -> str:
    """Write the line above every page: Thứ Hai, 16/11/2026 (8/10 Bính Ngọ)."""
    return f"{weekday_name(day)}, {vn_date(day)} ({lunar_label(day)})"


def lunar_label(day: date) -> str:
    """Write 8/10 Bính Ngọ; a leap month says so: 1/6 nhuận Ất Tỵ. A year's name is a name."""
    number, month, year, leap = lunar_date(day)
    name = f"{STEMS[(year + 6) % 10]} {BRANCHES[(year + 8) % 12]}"
    when = f"{number}/{month}"
    return _("{when} nhuận {name}").format(when=when, name=name) if leap else f"{when} {name}"


@lru_cache(maxsize=64)
def lunar_date(day: date) -> tuple[int, int, int, bool]:
    """Count the day, month and year of Vietnam's calendar, and whether the month is a leap one.

    The month begins on the day of the new moon in Hà Nội; the winter solstice falls in month 11;
    of thirteen months between two solstices, the first without a new solar sector is the leap one.
    """
    today = day.toordinal() + JULIAN_DAY_OF_ORDINAL
    month_start = _new_moon_on_or_before(today)
    eleventh, year = _eleventh_month(day.year), day.year
    if eleventh >= month_start:
        last_eleventh, next_eleventh = _eleventh_month(day.year - 1), eleventh
    else:
        last_eleventh, next_eleventh = eleventh, _eleventh_month(day.year + 1)
        year += 1
    ahead = (month_start - last_eleventh) // 29
    month, leap = ahead + NOVEMBER, False
    if next_eleventh - last_eleventh > DAYS_IN_YEAR:
        leap_ahead = _leap_month_after(last_eleventh)
        if ahead >= leap_ahead:
            month, leap = ahead + NOVEMBER - 1, ahead == leap_ahead
    if month > 12:  # noqa: PLR2004 -- twelve months
        month -= 12
    if month >= NOVEMBER and ahead < 4:  # noqa: PLR2004 -- still the old year
        year -= 1
    return today - month_start + 1, month, year, leap


def _local(day: date) -> date:
    return timezone.localtime(day) if isinstance(day, datetime) and timezone.is_aware(day) else day


def _document_month(day: date) -> str:
    return f"{day.month:02d}" if day.month <= LAST_PADDED_MONTH else str(day.month)


def _new_moon_on_or_before(julian_day: int) -> int:
    count = floor((julian_day - 2415021.076998695) / SYNODIC_MONTH)
    start = _new_moon(count + 1)
    return start if start <= julian_day else _new_moon(count)


def _eleventh_month(year: int) -> int:
    december_31 = date(year, 12, 31).toordinal() + JULIAN_DAY_OF_ORDINAL
    count = floor((december_31 - 2415021) / SYNODIC_MONTH)
    start = _new_moon(count)
    return _new_moon(count - 1) if _sun_sector(start) >= WINTER_SOLSTICE_SECTOR else start


def _leap_month_after(eleventh: int) -> int:
    count = floor((eleventh - 2415021.076998695) / SYNODIC_MONTH + 0.5)
    sector = _sun_sector(_new_moon(count + 1))
    for ahead in range(2, MONTHS_IN_LEAP_YEAR + 2):
        following = _sun_sector(_new_moon(count + ahead))
        if following == sector:
            return ahead - 1
        sector = following
    raise ArithmeticError(f"No leap month after julian day {eleventh}.")


@lru_cache(maxsize=512)
def _new_moon(count: int) -> int:
    """Find the julian day, in Hà Nội, of the new moon number *count* since 1900 (Meeus 1991)."""
    t = count / 1236.85
    degrees = pi / 180
    mean = 2415020.75933 + 29.53058868 * count + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t**2) * degrees)
    sun = (359.2242 + 29.10535608 * count - 0.0000333 * t**2 - 0.00000347 * t**3) * degrees
    moon = (306.0253 + 385.81691806 * count + 0.0107306 * t**2 + 0.00001236 * t**3) * degrees
    node = (21.2964 + 390.67050646 * count - 0.0016528 * t**2 - 0.00000239 * t**3) * degrees
    moved = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun)
    moved += -0.4068 * sin(moon) + 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon)
    moved += 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    moved += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun)
    moved += -0.0006 * sin(2 * node + moon) + 0.0010 * sin(2 * node - moon)
    moved += 0.0005 * sin(sun + 2 * moon)
    clock = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(mean + moved - clock + 0.5 + HOURS_AHEAD / 24)


def _sun_sector(julian_day: int) -> int:
    """Say in which twelfth of its yearly way the sun stands as the day begins in Hà Nội."""
    t = (julian_day - 2451545.5 - HOURS_AHEAD / 24) / 36525
    degrees = pi / 180
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3) * degrees
    centre = (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(anomaly)
    centre += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    longitude = (280.46645 + 36000.76983 * t + 0.0003032 * t**2 + centre) * degrees
    return floor((longitude % (2 * pi)) / pi * 6)
