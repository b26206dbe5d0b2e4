"""Things done every week: to begin asking for them, to say "not this week", to stop."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.records.models import Record, Repetition
from binhyen.records.rules.repeating import due_day
from binhyen.records.services.checking import Hand, WrongStateError, note


@transaction.atomic
def start_repeating(*, record: UUID, by: Officer, at: datetime) -> Repetition:
    """Ask for one like this every week, on its day of the week. Asked again, nothing changes."""
    head = Record.objects.get(pk=record)
    if head.state == Record.State.VOIDED:
        raise WrongStateError(_("Bản ghi này đã hủy, không lặp lại được."), record=head)
    found, made = Repetition.objects.get_or_create(
        record=head,
        stopped_at=None,
        defaults={
            "unit_id": head.kept_at,
            "weekday": head.on.weekday(),
            "since": head.on,
            "started_by": by,
        },
    )
    if made:
        note("repetition.started", head, Hand(by, at), weekday=found.weekday)
    return found


@transaction.atomic
def pass_over(*, record: UUID, day: date, by: Officer, at: datetime) -> bool:
    """Say that it was not done on that day, so that it is not asked for until the next week.

    Only the day that is asked for: False when the page was older than that.
    """
    head = Record.objects.get(pk=record)
    found = Repetition.objects.filter(record=head, stopped_at=None).first()
    if found is None or day != due_day(
        weekday=found.weekday, since=found.since, passed_on=found.passed_on, today=localdate(at)
    ):
        return False
    Repetition.objects.filter(pk=found.pk).update(passed_on=day)
    note("repetition.passed", head, Hand(by, at), day=day.isoformat())
    return True


@transaction.atomic
def stop_repeating(*, record: UUID, by: Officer, at: datetime) -> None:
    """Ask for it no more. What was written stays."""
    head = Record.objects.get(pk=record)
    if Repetition.objects.filter(record=head, stopped_at=None).update(stopped_at=at):
        note("repetition.stopped", head, Hand(by, at))
