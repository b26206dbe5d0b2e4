"""What is done every week and is to be written down by now."""

from dataclasses import dataclass
from datetime import date

from binhyen.accounts.rules.scope import RECORDER
from binhyen.accounts.selectors import Reach
from binhyen.records.models import Record, Repetition
from binhyen.records.rules.repeating import due_day
from binhyen.units.selectors.naming import own_names

MOST_ASKED = 100


@dataclass(frozen=True, slots=True)
class Due:
    """A thing of every week, the day it was to be done, and where."""

    repetition: int
    record: Record
    day: date
    place: str


def due_repetitions(reach: Reach) -> list[Due]:
    """Those of the officer's own units that nobody has written down or passed over yet.

    A record of the same kind at the same unit on that day answers it, whoever wrote it.
    """
    roots = [grant.unit for grant in reach.grants if grant.role == RECORDER]
    if not roots:
        return []
    running = Repetition.objects.filter(reach.filter("unit"), stopped_at=None)
    asked = []
    for one in running.select_related("record", "record__unit").order_by("pk")[:MOST_ASKED]:
        day = due_day(weekday=one.weekday, since=one.since, passed_on=one.passed_on, today=reach.on)
        if day is not None and reach.may(RECORDER, one.unit_id):
            asked.append((one, day))
    done = _written({one.unit_id for one, _ in asked}, {day for _, day in asked})
    names = own_names({one.unit_id for one, _ in asked}, reach.on)
    return [
        Due(one.pk, one.record, day, names[one.unit_id])
        for one, day in asked
        if (one.unit_id, one.record.book, one.record.kind, day) not in done
    ]


def _written(units: set[int], days: set[date]) -> set[tuple[int, str, str, date]]:
    if not units:
        return set()
    records = Record.objects.kept().exclude(state=Record.State.VOIDED)
    found = records.filter(unit__in=units, on__in=days)
    return set(found.values_list("unit_id", "book", "kind", "on"))


def repeats(record: Record) -> bool:
    """Whether one like it is asked for every week."""
    return Repetition.objects.filter(record=record, stopped_at=None).exists()
