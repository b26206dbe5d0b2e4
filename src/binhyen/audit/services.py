"""The only way into the log."""

from datetime import datetime

from binhyen.audit.models import AuditEntry


def record(
    action: str,
    *,
    subject: str,
    subject_id: str,
    unit_id: int | None,
    actor_id: int | None,
    actor_name: str,
    at: datetime,
    detail: dict[str, object] | None = None,
) -> AuditEntry:
    """Write one entry, inside the caller's transaction, so that it stands or falls with the write.

    *detail* holds codes, counts, dates and ids. Never a name of a resident, never the text of a
    record: those who read the log need not be allowed to read the book.
    """
    return AuditEntry.objects.create(
        action=action,
        subject=subject,
        subject_id=subject_id,
        unit_id=unit_id,
        actor_id=actor_id,
        actor_name=actor_name,
        at=at,
        detail=detail or {},
    )
