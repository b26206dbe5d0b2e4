"""Who may enter, confirm and undo a rearrangement: administrators of the level above."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from binhyen.accounts.models import Officer
from binhyen.accounts.rules import scope
from binhyen.rearrangement.models import Event
from binhyen.units.rules.tree import Tree


class Charge(Protocol):
    """What a policy needs of a Reach (selectors stand above policies)."""

    @property
    def on(self) -> date: ...

    @property
    def grants(self) -> tuple[scope.Grant, ...]: ...

    def has(self, role: str) -> bool: ...


def is_administrator(reach: Charge) -> bool:
    return reach.has(scope.ADMINISTRATOR)


def may_enter(reach: Charge, tree: Tree, parents: Iterable[int]) -> bool:
    """Whether one assignment as administrator reaches every unit right above the event.

    So a province's administrator rearranges its communes, a commune's its villages, and what
    passes from one province to another needs the nation's.
    """
    wanted = set(parents)
    return bool(wanted) and any(
        all(scope.covers(tree, grant.unit, parent, reach.on) for parent in wanted)
        for grant in reach.grants
        if grant.role == scope.ADMINISTRATOR
    )


def may_confirm(user: Officer, event: Event) -> bool:
    """A second person, another account."""
    return event.state == Event.State.DRAFT and event.entered_by_id != user.pk
