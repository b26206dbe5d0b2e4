"""Accounts and assignments as an administrator sees them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from binhyen.accounts.models import Assignment, Officer
from binhyen.accounts.selectors.reach import Reach
from binhyen.kernel.text import fold_key
from binhyen.units.selectors import place_names


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """One assignment in words, and where it stands on the day asked."""

    assignment: Assignment
    place: str
    state: str  # PENDING, COMING, ACTIVE, ENDED

    @property
    def ended(self) -> bool:
        return self.state == "ENDED"


@dataclass(frozen=True, slots=True)
class OfficerLine:
    officer: Officer
    place: str
    lines: tuple[AssignmentLine, ...]


def officers_administered(reach: Reach, text: str = "") -> QuerySet[Officer]:
    """List the accounts the officer looks after: opened in, or assigned to, units administered."""
    assigned = Assignment.objects.filter(reach.administered_filter("unit")).values("officer")
    mine = Officer.objects.filter(reach.administered_filter("unit") | Q(pk__in=assigned))
    for word in fold_key(text).split():
        mine = mine.filter(search_key__contains=word)
    return mine.order_by("sort_key", "username")


def pending_assignments(reach: Reach) -> QuerySet[Assignment]:
    """List the assignments in the officer's charge that wait for a second person."""
    waiting = Assignment.objects.pending(reach.on).filter(reach.administered_filter("unit"))
    return waiting.select_related("officer", "unit", "entered_by").order_by("pk")


def assignment_lines(officers: Iterable[Officer], on: date) -> list[AssignmentLine]:
    rows = Assignment.objects.filter(officer__in=list(officers))
    return lines_of(
        rows.select_related("entered_by", "confirmed_by").order_by("-starts_on", "pk"), on
    )


def lines_of(assignments: Iterable[Assignment], on: date) -> list[AssignmentLine]:
    found = list(assignments)
    places = place_names({row.unit_id for row in found}, on)
    return [AssignmentLine(row, places.get(row.unit_id, ""), _state(row, on)) for row in found]


def officer_lines(officers: Iterable[Officer], on: date) -> list[OfficerLine]:
    """Put to each account where it was opened and what it may do, in a fixed number of queries."""
    shown = list(officers)
    by_officer: dict[int, list[AssignmentLine]] = defaultdict(list)
    for line in assignment_lines(shown, on):
        if not line.ended:
            by_officer[line.assignment.officer_id].append(line)
    places = place_names({o.unit_id for o in shown if o.unit_id is not None}, on)
    return [OfficerLine(o, places.get(o.unit_id or 0, ""), tuple(by_officer[o.pk])) for o in shown]


def _state(row: Assignment, on: date) -> str:
    if row.ends_on is not None and row.ends_on <= on:
        return "ENDED"
    if row.confirmed_by_id is None:
        return "PENDING"
    return "COMING" if row.starts_on > on else "ACTIVE"
