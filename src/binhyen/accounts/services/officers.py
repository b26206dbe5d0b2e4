"""Accounts: opened, opened many at once, locked, unlocked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from binhyen.accounts.models import Assignment, Officer
from binhyen.accounts.services.assignments import AssignmentExistsError, OwnAssignmentError, enter
from binhyen.accounts.services.entrance import new_code
from binhyen.accounts.services.trail import log_officer
from binhyen.units.models import Unit


class UsernameTakenError(Exception):
    """Another account has this name already."""


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """One checked line of an import."""

    username: str
    display_name: str
    unit: Unit
    roles: tuple[str, ...]
    starts_on: date


@dataclass(frozen=True, slots=True)
class Issued:
    """An account and its one-time code, to be printed once."""

    officer: Officer
    unit: Unit
    code: str


@transaction.atomic
def create_officer(
    *, username: str, display_name: str, unit: Unit, by: Officer | None, at: datetime
) -> Officer:
    """Open an account. It has no password until a one-time code is redeemed, and no rights."""
    officer = _open(username=username, display_name=display_name, unit=unit)
    log_officer("officer.created", officer, by=by, at=at)
    return officer


@transaction.atomic
def import_officers(*, rows: Iterable[NewOfficer], by: Officer, at: datetime) -> list[Issued]:
    """Open many accounts at once, each with its assignments and a one-time code; all or none.

    The assignments wait for a second administrator like any other. One entry in the log an
    account.
    """
    issued = []
    for row in rows:
        officer = _open(username=row.username, display_name=row.display_name, unit=row.unit)
        for role in row.roles:
            enter(officer=officer, unit=row.unit, role=role, starts_on=row.starts_on, by=by)
        code = new_code(officer=officer, resets_second_factor=False, by=by, at=at)
        log_officer("officer.imported", officer, by=by, at=at, roles=list(row.roles))
        issued.append(Issued(officer=officer, unit=row.unit, code=code))
    return issued


@transaction.atomic
def open_first_administrators(
    *, unit: Unit, usernames: tuple[str, str], at: datetime
) -> list[Issued]:
    """Open the first two administrators of a unit from the machine's console.

    Each is the second person of the other. Refused once anybody administers the unit.
    """
    role = Assignment.Role.ADMINISTRATOR
    if Assignment.objects.filter(unit=unit, role=role).exists():
        raise AssignmentExistsError
    pair = [_open(username=name, display_name=name, unit=unit) for name in usernames]
    issued = []
    for officer, other in zip(pair, reversed(pair), strict=True):
        Assignment.objects.create(
            officer=officer, unit=unit, role=role, starts_on=localdate(at), confirmed_by=other
        )
        code = new_code(officer=officer, resets_second_factor=False, by=None, at=at)
        log_officer("officer.imported", officer, by=None, at=at, roles=[str(role)])
        issued.append(Issued(officer=officer, unit=unit, code=code))
    return issued


def _open(*, username: str, display_name: str, unit: Unit) -> Officer:
    officer = Officer(username=username.lower(), display_name=display_name, unit=unit)
    officer.set_unusable_password()
    try:
        with transaction.atomic():
            officer.save(force_insert=True)
    except IntegrityError as error:
        raise UsernameTakenError(username) from error
    return officer


@transaction.atomic
def lock_officer(*, officer: Officer, by: Officer | None, at: datetime) -> Officer:
    """Shut an account: sessions, keys and assignments stop at once, nothing is deleted."""
    if officer == by:
        raise OwnAssignmentError
    if Officer.objects.filter(pk=officer.pk, is_active=True).update(is_active=False):
        log_officer("officer.locked", officer, by=by, at=at)
    officer.is_active = False
    return officer


@transaction.atomic
def unlock_officer(*, officer: Officer, by: Officer | None, at: datetime) -> Officer:
    if officer == by:
        raise OwnAssignmentError
    if Officer.objects.filter(pk=officer.pk, is_active=False).update(is_active=True):
        log_officer("officer.unlocked", officer, by=by, at=at)
    officer.is_active = True
    return officer
