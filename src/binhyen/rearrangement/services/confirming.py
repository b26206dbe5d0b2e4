"""Confirming an event: units, ledger and records follow in one transaction."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.kernel.dates import vn_date
from binhyen.ledger.models import Entry
from binhyen.ledger.services import hold_ledger, rerolled
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.outcome import below
from binhyen.rearrangement.rules.plan import Plan
from binhyen.rearrangement.selectors.facts import children_of, plan_of, problems_of
from binhyen.rearrangement.services.refusing import (
    EventRefusedError,
    SecondPersonNeededError,
    WrongStateError,
    note,
    refused,
    require_above,
)
from binhyen.rearrangement.services.writing import Writing, created_units
from binhyen.records.services.continuing import continue_at
from binhyen.units.selectors import current_tree
from binhyen.units.services import stamp_changes


@transaction.atomic
def confirm_event(*, event: int, by: Officer, at: datetime) -> Event:
    """Carry an event out, as the second person, on its day or later.

    Whatever was already booked at the units for days after the event follows the new tree; an
    event entered late gives the same figures as one entered in time.
    """
    hold_ledger()
    head = Event.objects.get(pk=event)
    plan = plan_of(head)
    _refuse_unless_ready(head, plan, by, at)
    taken = Event.objects.filter(pk=event, state=Event.State.DRAFT, revision=head.revision)
    if not taken.update(state=Event.State.CONFIRMED, confirmed_by=by, confirmed_at=at):
        raise _not_waiting()
    stamp_changes(plan.named())
    if problems := problems_of(head):
        raise EventRefusedError(problems)
    written = _carry_out(head, plan, by, at)
    Event.objects.filter(pk=event).update(written=written)
    head.refresh_from_db()
    note("event.confirmed", head, by=by, at=at, units=len(written["units"]))
    return head


def _refuse_unless_ready(head: Event, plan: Plan, by: Officer, at: datetime) -> None:
    if head.state != Event.State.DRAFT:
        raise _not_waiting()
    require_above(by, plan, head.on, localdate(at))
    if head.entered_by_id == by.pk:
        raise refused(
            SecondPersonNeededError,
            _("Đồng chí đã ghi sắp xếp này nên cần người quản trị thứ hai xác nhận."),
        )
    if head.on > localdate(at):
        raise refused(
            WrongStateError,
            _("Sắp xếp có hiệu lực từ ngày %(day)s; xác nhận từ ngày ấy.")
            % {"day": vn_date(head.on)},
        )


def _carry_out(head: Event, plan: Plan, by: Officer, at: datetime) -> dict[str, Any]:
    why = f"{head.title} ({head.decree})"[:300]
    children = children_of(plan.ends, head.on)
    created = created_units(plan)
    heads = {*plan.named(), *created.values()}
    with rerolled(
        units=heads | set(children) | below(current_tree(heads), plan.named(), head.on),
        since=head.on,
        why=why,
        by=by,
        at=at,
    ):
        writing = Writing(head, plan, created)
        writing.write(children)
        stamp_changes(writing.touched)
    continued = _continue_records(head, plan, created, why=why, by=by, at=at)
    return {
        "units": list(created.values()),
        "heads": sorted({*plan.into, *(change.unit for change in plan.changes)}),
        "touched": sorted(writing.touched),
        **writing.rows(),
        "records": continued,
        "last_entry": Entry.objects.aggregate(last=Max("pk"))["last"] or 0,
    }


def _continue_records(
    head: Event, plan: Plan, created: dict[str, int], *, why: str, by: Officer, at: datetime
) -> list[dict[str, Any]]:
    """Give the open things of a divided unit to whoever has their place."""
    found = []
    for record, target in sorted(plan.open_records.items()):
        unit = created.get(target) or int(target.removeprefix("u"))
        until_now = continue_at(record=UUID(record), unit=unit, on=head.on, why=why, by=by, at=at)
        place = asdict(until_now)
        place["on"] = until_now.on.isoformat() if until_now.on else None
        found.append({"record": record, "was": place})
    return found


def _not_waiting() -> EventRefusedError:
    return refused(WrongStateError, _("Sắp xếp này đã được xác nhận hoặc đã bỏ."))
