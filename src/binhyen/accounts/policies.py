"""Who may look after whom."""

from datetime import date
from typing import Protocol

from binhyen.accounts.models import Assignment, Officer
from binhyen.accounts.rules import scope


class Charge(Protocol):
    """What a policy needs of a Reach (selectors stand above policies)."""

    @property
    def on(self) -> date: ...

    @property
    def grants(self) -> tuple[scope.Grant, ...]: ...

    def has(self, role: str) -> bool: ...

    def administers(self, unit_id: int) -> bool: ...


def may_administer(reach: Charge) -> bool:
    return reach.has(scope.ADMINISTRATOR)


def may_assign(user: Officer, reach: Charge, officer: Officer, unit_id: int) -> bool:
    """Tell whether *user* may enter an assignment of the officer at the unit."""
    return user != officer and reach.administers(unit_id)


def may_confirm(user: Officer, reach: Charge, assignment: Assignment) -> bool:
    """Tell whether *user* is a second person for this assignment."""
    others = user.pk not in {assignment.officer_id, assignment.entered_by_id}
    return others and assignment.confirmed_by_id is None and reach.administers(assignment.unit_id)


def may_end(user: Officer, reach: Charge, assignment: Assignment) -> bool:
    return user.pk != assignment.officer_id and reach.administers(assignment.unit_id)


def may_hold_the_door(user: Officer, reach: Charge, officer: Officer) -> bool:
    """Tell whether *user* may lock the account, or issue a code for it.

    A code is as good as the account. So every assignment of the officer must lie in the
    user's charge, and an administrator's account is held only from above: otherwise one
    administrator could become their own second person.
    """
    if user == officer:
        return False
    standing = Assignment.objects.filter(officer=officer).in_force_after(reach.on)
    held = set(standing.values_list("unit_id", "role"))
    if officer.unit_id is not None:
        held.add((officer.unit_id, ""))
    own = {grant.unit for grant in reach.grants if grant.role == scope.ADMINISTRATOR}
    return bool(held) and all(
        reach.administers(unit) and not (role == scope.ADMINISTRATOR and unit in own)
        for unit, role in held
    )
