"""The only way into the log."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from binhyen.audit.models import AuditEntry
from binhyen.kernel.statements import insert


class Told(NamedTuple):
    """What one of many like writes was about."""

    subject_id: str
    unit_id: int | None
    detail: dict[str, object]


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
    entry = AuditEntry(
        action=action,
        subject=subject,
        subject_id=subject_id,
        unit_id=unit_id,
        actor_id=actor_id,
        actor_name=actor_name,
        at=at,
        detail=detail or {},
    )
    insert(AuditEntry, [entry])
    return entry


def record_each(
    action: str,
    *,
    subject: str,
    told: Iterable[Told],
    actor_id: int | None,
    actor_name: str,
    at: datetime,
) -> None:
    """Write one entry for each of many like writes of one transaction."""
    insert(
        AuditEntry,
        [
            AuditEntry(
                action=action,
                subject=subject,
                subject_id=one.subject_id,
                unit_id=one.unit_id,
                actor_id=actor_id,
                actor_name=actor_name,
                at=at,
                detail=one.detail,
            )
            for one in told
        ],
    )
