"""Who may make villages and organisations. Reading is open to every signed-in officer."""

from typing import Protocol

from binhyen.units.models import Level, Unit


class Reach(Protocol):
    """Where an officer may write; the Reach of accounts, the slice above, is one."""

    def writes(self, unit_id: int) -> bool: ...


def may_add_area(reach: Reach, unit: Unit) -> bool:
    """Villages are made by the officers of their commune."""
    return unit.level == Level.COMMUNE and reach.writes(unit.pk)


def may_add_organisation(reach: Reach, unit: Unit) -> bool:
    """Organisations are made by the officers of the unit they belong to."""
    return unit.level <= Level.COMMUNE and reach.writes(unit.pk)
