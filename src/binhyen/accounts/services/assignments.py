"""Who does what where, from–to: entered by one administrator, confirmed by a second."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from binhyen.accounts.models import Assignment, Officer
from binhyen.accounts.services.trail import log_assignment
from binhyen.units.models import Unit


class OwnAssignmentError(Exception):
    """Nobody enters, confirms or ends an assignment of their own."""


class SecondPersonNeededError(Exception):
    """Whoever entered an assignment cannot be the one to confirm it."""


class AssignmentExistsError(Exception):
    """The officer already has this role at this unit in part of that time."""


class AssignmentSettledError(Exception):
    """Somebody else confirmed or ended the assignment first."""


@transaction.atomic
def assign(
    *,
    officer: Officer,
    unit: Unit,
    role: str,
    starts_on: date,
    ends_on: date | None = None,
    acts_below: bool = False,
    by: Officer,
    at: datetime,
) -> Assignment:
    """Enter an assignment. It gives nothing until a second administrator confirms it."""
    if officer == by:
        raise OwnAssignmentError
    assignment = enter(
        officer=officer,
        unit=unit,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        acts_below=acts_below,
        by=by,
    )
    log_assignment("assignment.entered", assignment, by=by, at=at, starts_on=str(starts_on))
    return assignment


def enter(
    *,
    officer: Officer,
    unit: Unit,
    role: str,
    starts_on: date,
    ends_on: date | None = None,
    acts_below: bool = False,
    by: Officer | None,
) -> Assignment:
    """Write the row, for ``assign`` and the import; the caller has the transaction and the log."""
    overlap = Q(ends_on=None) | Q(ends_on__gt=starts_on)
    if ends_on is not None:
        overlap &= Q(starts_on__lt=ends_on)
    if Assignment.objects.filter(overlap, officer=officer, unit=unit, role=role).exists():
        raise AssignmentExistsError
    return Assignment.objects.create(
        officer=officer,
        unit=unit,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        acts_below=acts_below,
        entered_by=by,
    )


@transaction.atomic
def confirm_assignment(*, assignment: Assignment, by: Officer, at: datetime) -> Assignment:
    """Put an assignment into force, as the second person. The conditional UPDATE decides a race."""
    if assignment.officer_id == by.pk:
        raise OwnAssignmentError
    if assignment.entered_by_id == by.pk:
        raise SecondPersonNeededError
    waiting = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=assignment.starts_on), pk=assignment.pk, confirmed_by=None
    )
    if not waiting.update(confirmed_by=by):
        raise AssignmentSettledError
    assignment.confirmed_by = by
    log_assignment("assignment.confirmed", assignment, by=by, at=at)
    return assignment


@transaction.atomic
def end_assignment(
    *, assignment: Assignment, ends_on: date, by: Officer, at: datetime
) -> Assignment:
    """End an assignment before *ends_on*; one that is not confirmed yet is declined altogether.

    It moves nothing: open work belongs to the unit. ``selectors.units_without_officer`` tells
    what has nobody in charge afterwards.
    """
    if assignment.officer_id == by.pk:
        raise OwnAssignmentError
    last = assignment.starts_on if assignment.confirmed_by_id is None else ends_on
    last = max(last, assignment.starts_on)
    running = Assignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=last),
        pk=assignment.pk,
        confirmed_by=assignment.confirmed_by_id,
    )
    if not running.update(ends_on=last):
        raise AssignmentSettledError
    assignment.ends_on = last
    declined = assignment.confirmed_by_id is None
    action = "assignment.declined" if declined else "assignment.ended"
    log_assignment(action, assignment, by=by, at=at, ends_on=str(last))
    return assignment
