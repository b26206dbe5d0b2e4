"""Officers for tests: people with a post, and what they may do from a day on."""

from datetime import UTC, date, datetime
from itertools import count

from binhyen.accounts.models import Assignment, Officer
from binhyen.units.models import Unit

PASSWORD = "đồng lúa chín vàng 2026"
LONG_AGO = date(2020, 1, 1)
MORNING = datetime(2026, 8, 18, 2, 0, tzinfo=UTC)  # 09:00 in Hà Nội
TODAY = date(2026, 8, 18)

_numbers = count(1)


def make_officer(
    name: str = "Cán bộ xã", *, username: str = "", unit: Unit | None = None, password: str = ""
) -> Officer:
    """Make an officer without any right; a password only where a test signs in."""
    officer = Officer(username=username or f"can.bo.{next(_numbers)}", display_name=name, unit=unit)
    if password:
        officer.set_password(password)
    else:
        officer.set_unusable_password()
    officer.save()
    return officer


def give_role(
    officer: Officer,
    role: str,
    unit: Unit,
    *,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
    acts_below: bool = False,
    confirmed: bool = True,
) -> Assignment:
    """Put an assignment into force without asking anybody."""
    return Assignment.objects.create(
        officer=officer,
        unit=unit,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        acts_below=acts_below,
        confirmed_by=make_officer("Người xác nhận phân công") if confirmed else None,
    )


def officer_at(
    unit: Unit,
    *roles: str,
    name: str = "Cán bộ xã",
    username: str = "",
    password: str = "",
    acts_below: bool = False,
) -> Officer:
    """Make an officer who holds these roles at the unit."""
    officer = make_officer(name, username=username, unit=unit, password=password)
    for role in roles:
        give_role(officer, role, unit, acts_below=acts_below)
    return officer
