"""Writing an event down: a draft, changed until it is confirmed, or thrown away."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.kernel.text import nfc
from binhyen.rearrangement.models import Event, EventUnit
from binhyen.rearrangement.rules.checks import DECREE, Problem
from binhyen.rearrangement.rules.outcome import parents_concerned
from binhyen.rearrangement.rules.plan import Plan
from binhyen.rearrangement.services.refusing import (
    EventRefusedError,
    StaleEventError,
    WrongStateError,
    note,
    refused,
    require_above,
)
from binhyen.units.selectors import current_tree

LONGEST = 300


@transaction.atomic
def enter_event(
    *, kind: str, on: date, decree: str, title: str, plan: Plan, by: Officer, at: datetime
) -> Event:
    """Write an event down as a draft. It moves nothing until a second person confirms it.

    A draft may be incomplete: ``selectors.problems_of`` says what is still missing.
    """
    require_above(by, plan, on, localdate(at))
    event = Event.objects.create(
        kind=kind,
        on=on,
        decree=_line(decree),
        title=_line(title),
        plan=plan.model_dump(mode="json"),
        entered_by=by,
        entered_at=at,
    )
    _list_units(event, plan)
    note("event.entered", event, by=by, at=at)
    return event


@transaction.atomic
def rewrite_event(
    *,
    event: int,
    revision: int,
    plan: Plan,
    by: Officer,
    at: datetime,
    on: date | None = None,
    decree: str | None = None,
    title: str | None = None,
) -> Event:
    """Change a draft; whoever writes is from then on the one who entered it."""
    head = Event.objects.get(pk=event)
    require_above(by, plan, on or head.on, localdate(at))
    taken = Event.objects.filter(pk=event, state=Event.State.DRAFT, revision=revision).update(
        revision=revision + 1,
        on=on or head.on,
        decree=head.decree if decree is None else _line(decree),
        title=head.title if title is None else _line(title),
        plan=plan.model_dump(mode="json"),
        entered_by=by,
        entered_at=at,
    )
    if not taken:
        raise _not_open(event)
    head.refresh_from_db()
    _list_units(head, plan)
    note("event.rewritten", head, by=by, at=at, revision=head.revision)
    return head


@transaction.atomic
def discard_event(*, event: int, by: Officer, at: datetime) -> Event:
    """Throw a draft away; it leaves the list."""
    head = Event.objects.get(pk=event)
    require_above(by, Plan.model_validate(head.plan), head.on, localdate(at))
    taken = Event.objects.filter(pk=event, state=Event.State.DRAFT)
    if not taken.update(state=Event.State.DISCARDED):
        raise _not_open(event)
    head.refresh_from_db()
    note("event.discarded", head, by=by, at=at)
    return head


def _not_open(event: int) -> EventRefusedError:
    if Event.objects.get(pk=event).state == Event.State.DRAFT:
        return refused(
            StaleEventError, _("Bản này vừa có người sửa. Mở lại để xem bản mới rồi sửa tiếp.")
        )
    return refused(WrongStateError, _("Sắp xếp này không còn là bản nháp, không sửa được."))


def _line(text: str) -> str:
    line = nfc(" ".join(text.split()))
    if len(line) > LONGEST:
        raise EventRefusedError([Problem(DECREE, _("Viết ngắn lại, không quá 300 chữ cái."))])
    return line


def _list_units(event: Event, plan: Plan) -> None:
    tree = current_tree(set(plan.named()))
    units = {unit for unit in plan.named() if unit in tree}
    units |= parents_concerned(tree, plan, event.on)
    EventUnit.objects.filter(event=event).delete()
    EventUnit.objects.bulk_create(EventUnit(event=event, unit_id=unit) for unit in sorted(units))
