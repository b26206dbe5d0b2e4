"""What stops a write about an event, and who may make one."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.accounts.selectors import reach_of
from binhyen.audit import services as audit
from binhyen.rearrangement import policies
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.checks import Problem
from binhyen.rearrangement.rules.outcome import parents_concerned
from binhyen.rearrangement.rules.plan import Plan
from binhyen.units.selectors import current_tree


class EventRefusedError(Exception):
    """A write about an event that was refused; *problems* say why, each at its field."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.sentence for problem in self.problems))


class NotAboveError(EventRefusedError):
    """The officer does not administer every unit right above the event."""


class SecondPersonNeededError(EventRefusedError):
    """Whoever entered an event does not confirm it."""


class WrongStateError(EventRefusedError):
    """The event is no longer, or not yet, in a state that allows this."""


class StaleEventError(EventRefusedError):
    """Someone else wrote the draft first."""


class NotUndoableError(EventRefusedError):
    """Somebody has worked at the new unit; only a new event can correct this one."""


def refused(kind: type[EventRefusedError], *sentences: str) -> EventRefusedError:
    return kind(Problem("", sentence) for sentence in sentences)


def require_above(by: Officer, plan: Plan, on: date, today: date) -> None:
    """Refuse whoever is not an administrator of the level above all that the event touches."""
    tree = current_tree(set(plan.named()))
    parents = parents_concerned(tree, plan, on)
    if policies.may_enter(reach_of(by, today), tree, parents):
        return
    raise refused(
        NotAboveError,
        _(
            "Sắp xếp này cần quản trị của cấp trên trực tiếp. Việc giữa hai tỉnh, thành phố do "
            "quản trị toàn quốc ghi."
        ),
    )


def note(action: str, event: Event, *, by: Officer, at: datetime, **detail: object) -> None:
    """Write the one audit entry of a write."""
    plan = Plan.model_validate(event.plan)
    tree = current_tree(set(plan.named()))
    parents = parents_concerned(tree, plan, event.on)
    audit.record(
        action,
        subject="event",
        subject_id=str(event.pk),
        unit_id=min(parents, key=lambda u: (-tree.level(u), u), default=None),
        actor_id=by.pk,
        actor_name=by.display_name,
        at=at,
        detail={"kind": event.kind, "on": event.on.isoformat(), **detail},
    )
