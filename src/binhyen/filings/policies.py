"""Who may read, write, sign and take in a filing."""

from binhyen.accounts.models import Assignment
from binhyen.accounts.rules.scope import ADMINISTRATOR, APPROVER, REPORTER, stands_at
from binhyen.accounts.selectors import Reach
from binhyen.units.selectors import current_tree


def may_read(reach: Reach, unit: int) -> bool:
    return reach.reads(unit)


def may_edit(reach: Reach, unit: int) -> bool:
    """Reporters write the words and answer what is blank."""
    return reach.may(REPORTER, unit)


def may_submit(reach: Reach, unit: int) -> bool:
    """The approver signs where the unit has one; elsewhere the reporter sends it."""
    if reach.may(APPROVER, unit):
        return True
    return may_edit(reach, unit) and not has_approver(reach, unit)


def may_decide(reach: Reach, to: int) -> bool:
    """Accept or return what was sent to a unit: its approver, or its reporter where none is."""
    if reach.may(APPROVER, to):
        return True
    return reach.may(REPORTER, to) and not has_approver(reach, to)


def may_receive(reach: Reach, to: int) -> bool:
    """See who has sent to a unit what: everybody who reads there."""
    return reach.reads(to)


def may_comment(reach: Reach, to: int) -> bool:
    return reach.may(APPROVER, to) or reach.may(REPORTER, to)


def may_answer(reach: Reach, unit: int) -> bool:
    return reach.may(REPORTER, unit) or reach.may(APPROVER, unit)


def may_open_past(reach: Reach, owner: int) -> bool:
    """Open a period of long ago for everybody it binds: who reports for the regime's issuer."""
    return reach.may(REPORTER, owner) or reach.may(APPROVER, owner)


def may_keep_regimes(reach: Reach, owner: int) -> bool:
    """A regime belongs to the unit that issued it; its administrator keeps it."""
    return any(grant.role == ADMINISTRATOR and grant.unit == owner for grant in reach.grants)


def has_approver(reach: Reach, unit: int) -> bool:
    """Whether somebody signs for the unit, there itself and today."""
    tree = current_tree((unit,))
    places = {unit, *stands_at(tree, unit, reach.on)}
    active = Assignment.objects.active(reach.on).of_roles({APPROVER})
    return active.filter(unit__in=places).exists()
