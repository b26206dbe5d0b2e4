"""Who works where: second persons, units with nobody in charge, accounts one looks after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from binhyen.accounts.models import Assignment, Officer
from binhyen.accounts.rules import scope
from binhyen.accounts.selectors.reach import Reach
from binhyen.units.models import Level
from binhyen.units.selectors import current_tree, own_names


def has_other_verifier(unit_id: int, officer: Officer, on: date) -> bool:
    """Whether someone else may confirm what this officer wrote at the unit.

    Another active officer with VERIFIER at that very unit; for a village or organisation,
    at it or at the unit it lies in. Support from above (``acts_below``) does not count.
    """
    tree = current_tree((unit_id,))
    holders = Assignment.objects.active(on).of_roles({scope.VERIFIER})
    places = {unit_id, *scope.stands_at(tree, unit_id, on)}
    return holders.filter(unit__in=places).exclude(officer=officer).exists()


def units_without_officer(unit_ids: Iterable[int], on: date) -> set[int]:
    """Pick the units whose open work has nobody in charge (chưa có người phụ trách)."""
    wanted = set(unit_ids)
    tree = current_tree(wanted)
    standing = {unit: {unit, *scope.stands_at(tree, unit, on)} for unit in wanted}
    places = set().union(*standing.values()) if standing else set()
    working = Assignment.objects.active(on).of_roles(scope.WRITING).filter(unit__in=places)
    staffed = set(working.values_list("unit_id", flat=True))
    return {unit for unit, places in standing.items() if not places & staffed}


@dataclass(frozen=True, slots=True)
class Left:
    """What ending an assignment leaves behind: open work stays, and somebody must see it."""

    role_label: str
    role_is_empty: bool
    unit_is_empty: bool


def left_without_officer(assignment: Assignment, on: date) -> Left:
    """Tell whether the role, or all work, of the unit would have nobody in charge."""
    others = Assignment.objects.active(on).filter(unit=assignment.unit_id).exclude(pk=assignment.pk)
    working = set(others.of_roles(scope.WRITING).values_list("role", flat=True))
    same = others.of_roles({assignment.role}).exists()
    writes = assignment.role in scope.WRITING
    return Left(
        role_label=assignment.get_role_display(),
        role_is_empty=not same,
        unit_is_empty=writes and not working,
    )


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """What the band says of the officer's own body; all empty for nobody."""

    name: str = ""
    parent_name: str = ""
    short_name: str = ""


def own_unit(reach: Reach) -> OwnUnit:
    """Name the body of the officer's highest assignment, and the one above it."""
    if not reach.roots:
        return OwnUnit()
    unit = reach.roots[0]
    tree = current_tree((unit,))
    place = tree.image(unit, reach.on).unit
    parent = tree.parent(place, reach.on)
    names = own_names([unit] if parent is None else [unit, parent], reach.on)
    level = tree.level(unit)
    above = "" if parent is None else body_name(names[parent], tree.level(parent))
    return OwnUnit(
        name=body_name(names[unit], level),
        parent_name=above,
        short_name=body_name(names[unit], level, short=True),
    )


def body_names(units: Iterable[int], on: date) -> dict[int, str]:
    """Call the bodies of many units, as they were called on *on*."""
    names = own_names(units, on)
    tree = current_tree(names)
    return {unit: body_name(name, tree.level(unit)) for unit, name in names.items()}


def body_name(name: str, level: int, *, short: bool = False) -> str:
    """Call the body by its unit: "Ban Chỉ đạo 138 xã Như Thanh"; a village by its own name."""
    if level >= Level.AREA:
        return name[:1].upper() + name[1:]
    if level == Level.NATION:
        return _("BCĐ 138 Trung ương") if short else _("Ban Chỉ đạo 138 Trung ương")
    pattern = _("BCĐ 138 %(unit)s") if short else _("Ban Chỉ đạo 138 %(unit)s")
    return pattern % {"unit": name}
