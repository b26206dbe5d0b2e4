"""Undoing an event: every row as it was, every figure on every map; its history stays."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.kernel.words import kept
from binhyen.ledger.models import Line
from binhyen.ledger.services import hold_ledger, rerolled
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.outcome import below
from binhyen.rearrangement.selectors.facts import plan_of
from binhyen.rearrangement.selectors.undoing import obstacles
from binhyen.rearrangement.services.entering import LONGEST
from binhyen.rearrangement.services.refusing import (
    EventRefusedError,
    NotUndoableError,
    WrongStateError,
    note,
    refused,
    require_above,
)
from binhyen.rearrangement.services.writing import take_back
from binhyen.records.services.continuing import Continuation, restore_continuation
from binhyen.units.models import Unit
from binhyen.units.selectors import current_tree
from binhyen.units.services import stamp_changes


@transaction.atomic
def undo_event(*, event: int, reason: str, by: Officer, at: datetime) -> Event:
    """Take a confirmed event back whole, as long as nobody has worked at the new unit."""
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST:
        raise refused(EventRefusedError, _("Ghi lý do hoàn tác, không quá 300 chữ cái."))
    hold_ledger()
    head = Event.objects.get(pk=event)
    require_above(by, plan_of(head), head.on, localdate(at))
    taken = Event.objects.filter(pk=event, state=Event.State.CONFIRMED).update(
        state=Event.State.UNDONE, undone_by=by, undone_at=at, undo_reason=reason
    )
    if not taken:
        raise refused(WrongStateError, _("Chỉ hoàn tác được sắp xếp đã xác nhận."))
    stamp_changes(head.written["touched"])
    if found := obstacles(head):
        sentence = _("Không hoàn tác được nữa. Ghi một sắp xếp mới để sửa.")
        raise refused(NotUndoableError, *found, sentence)
    _take_back(head, reason, by, at)
    head.refresh_from_db()
    note("event.undone", head, by=by, at=at)
    return head


def _take_back(head: Event, reason: str, by: Officer, at: datetime) -> None:
    """The tree first: what was kept on is put back on the map it was written on."""
    written = head.written
    why = kept(f"Hoàn tác: {reason}")[:300]
    touched = set(written["touched"])
    units = touched | below(current_tree(touched), touched, head.on)
    with rerolled(units=units, since=head.on, why=why, by=by, at=at):
        take_back(written)
        stamp_changes(touched)
        for moved in written["records"]:
            place = _place(moved["was"])
            restore_continuation(record=UUID(moved["record"]), place=place, why=why, by=by, at=at)
        _forget_units(written["units"])
        stamp_changes(touched)


def _forget_units(created: list[int]) -> None:
    """Delete the new units; one whose transfers stay in the history keeps its bare identity."""
    remembered = set(Line.objects.filter(unit__in=created).values_list("unit_id", flat=True))
    Unit.objects.filter(pk__in=set(created) - remembered).delete()


def _place(was: dict[str, Any]) -> Continuation:
    on = date.fromisoformat(was["on"]) if was["on"] else None
    return Continuation(was["at"], on, tuple((int(u), str(day)) for u, day in was["before"]))
