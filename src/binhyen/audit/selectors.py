"""Reading the log. Who may read which entries is the caller's question (accounts)."""

from collections.abc import Iterable

from django.db.models import QuerySet

from binhyen.audit.models import AuditEntry


def entries_of(subject: str, subject_id: str) -> QuerySet[AuditEntry]:
    """List what happened to one thing, oldest first."""
    return AuditEntry.objects.of(subject, subject_id).order_by("at", "pk")


def entries_within(unit_ids: Iterable[int]) -> QuerySet[AuditEntry]:
    """List what happened at these units, newest first."""
    return AuditEntry.objects.within(unit_ids).newest_first()
