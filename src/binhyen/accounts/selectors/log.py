"""The log as an officer may read it: entries of the units in reach, without record text."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from binhyen.accounts.models import Officer
from binhyen.accounts.selectors.reach import Reach
from binhyen.audit.models import AuditEntry
from binhyen.units.models import Unit


@dataclass(frozen=True, slots=True)
class LogQuestion:
    """What the page of the log asks for; every part may be left out."""

    since: date | None = None
    until: date | None = None
    action: str = ""
    actor: Officer | None = None
    unit: Unit | None = None


def log_entries(reach: Reach, question: LogQuestion) -> QuerySet[AuditEntry]:
    """List the entries of every unit below the officer's assignments, newest first."""
    entries = AuditEntry.objects.filter(reach.figures_filter("unit_id"))
    if question.since:
        entries = entries.since(question.since)
    if question.until:
        entries = entries.until(question.until)
    if question.action:
        entries = entries.filter(
            Q(action=question.action) | Q(action__startswith=f"{question.action}.")
        )
    if question.actor:
        entries = entries.filter(actor_id=question.actor.pk)
    if question.unit:
        entries = entries.filter(unit_id=question.unit.pk)
    return entries.newest_first()
