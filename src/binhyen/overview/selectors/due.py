"""Đến hạn: what the unit has to send, what comes in from below, what the level above answered."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from binhyen.accounts.selectors import Reach
from binhyen.filings import policies
from binhyen.filings.models import Comment, Filing
from binhyen.filings.rules.states import State
from binhyen.filings.selectors.duties import (
    Arriving,
    Duty,
    answers_from_above,
    arriving,
    duties,
    open_comments,
    standing_units,
)
from binhyen.units.models import Level, Unit

MOST_DUE, MOST_COMING = 6, 4


@dataclass(frozen=True, slots=True)
class Due:
    """One filing to send: where it opens, or where one button makes it."""

    duty: Duty
    url: str
    opening_url: str
    tells_unit: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """A period that comes in from the units below."""

    arriving: Arriving
    url: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything about filings that the home page says first."""

    due: list[Due]
    coming: list[Coming]
    answers: list[Filing]
    comments: list[Comment]

    @property
    def late_count(self) -> int:
        return sum(one.duty.is_late for one in self.due)

    @property
    def soon_count(self) -> int:
        return sum(not one.duty.is_late and one.duty.days <= 7 for one in self.due)  # noqa: PLR2004 -- a week


def desk(reach: Reach, today: date) -> Desk:
    """What stands open at the officer's units on that day."""
    units = [unit for unit in standing_units(reach) if reach.reads(unit)]
    known = Unit.objects.in_bulk(units)
    rows = duties(units, today)[:MOST_DUE]
    return Desk(
        due=[_due(reach, duty, len(units) > 1) for duty in rows],
        coming=[
            Coming(one, reverse("filings:reception", args=[one.period.pk, known[unit].uid]))
            for unit in units
            if known[unit].level < Level.COMMUNE
            for one in arriving(unit, today)
            if one.accepted < one.expected and one.period.end < today
        ][:MOST_COMING],
        answers=[one for one in answers_from_above(units) if one.state == State.ACCEPTED][:1],
        comments=open_comments(units),
    )


def _due(reach: Reach, duty: Duty, several: bool) -> Due:  # noqa: FBT001 -- private
    unit = duty.obligation.unit
    if duty.filing is not None:
        return Due(duty, reverse("filings:filing", args=[duty.filing.pk]), "", several)
    opens = policies.may_edit(reach, unit.pk) and duty.period.start <= duty.today
    address = reverse("filings:opening", args=[duty.period.pk, unit.uid]) if opens else ""
    return Due(duty, "", address, several)
