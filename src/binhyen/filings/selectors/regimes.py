"""Regimes, their versions and the working calendar."""

from datetime import date

from binhyen.filings.models import Holiday, Period, Regime, RegimeVersion
from binhyen.filings.rules.calendar import Calendar
from binhyen.filings.rules.periods import Frequency, Window, window_of
from binhyen.filings.rules.regime import Definition


def movement_regime() -> Regime:
    return Regime.objects.get(is_default=True)


def version_for(regime: Regime, end: date) -> RegimeVersion:
    """The version in force for a period ending on that day."""
    versions = RegimeVersion.objects.filter(regime=regime, is_in_force=True)
    found = versions.filter(valid_from__lte=end).order_by("-valid_from", "-number").first()
    if found is None:
        raise RegimeVersion.DoesNotExist
    return found


def definition_of(version: RegimeVersion) -> Definition:
    return version.said


def window_in(regime: Regime, key: str, definition: Definition) -> Window:
    """The window of a period's key; a thematic period that was opened by hand has its own."""
    opened = Period.objects.filter(regime=regime, key=key).first()
    if opened is not None:
        return Window(key, Frequency(opened.frequency), opened.name, opened.start, opened.end)
    return window_of(key, definition.cut)


def calendar(first: date, last: date) -> Calendar:
    """The dated days off and days worked in exchange between two days, two weeks about them."""
    off: dict[date, str] = {}
    worked: dict[date, str] = {}
    for holiday in Holiday.objects.filter(day__range=(first, last)):
        (worked if holiday.is_worked else off)[holiday.day] = holiday.name
    return Calendar(off, worked)


def past_period(regime: Regime, key: str) -> Period:
    """The period of a key, opened or not: to read a window nobody need report any more."""
    opened = Period.objects.filter(regime=regime, key=key).select_related("version", "regime")
    if found := opened.first():
        return found
    newest = definition_of(RegimeVersion.objects.filter(regime=regime).latest("number"))
    version = version_for(regime, window_of(key, newest.cut).end)
    window = window_of(key, definition_of(version).cut)
    return Period(
        version=version, regime=regime, key=key, frequency=window.frequency, name=window.name,
        start=window.start, end=window.end,
    )  # fmt: skip
