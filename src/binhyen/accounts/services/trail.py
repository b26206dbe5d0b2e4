"""What the writes of this slice put into the log: ids, roles and dates, never a name."""

from datetime import datetime

from binhyen.accounts.models import Assignment, Officer
from binhyen.audit.services import record


def log_officer(
    action: str, officer: Officer, *, by: Officer | None, at: datetime, **detail: object
) -> None:
    """Tell what was done to an account; *by* None means somebody at the machine's console."""
    record(
        action,
        subject="officer",
        subject_id=str(officer.pk),
        unit_id=officer.unit_id,
        actor_id=by.pk if by else None,
        actor_name=by.display_name if by else "console",
        at=at,
        detail=detail,
    )


def log_assignment(
    action: str, assignment: Assignment, *, by: Officer | None, at: datetime, **detail: object
) -> None:
    record(
        action,
        subject="assignment",
        subject_id=str(assignment.pk),
        unit_id=assignment.unit_id,
        actor_id=by.pk if by else None,
        actor_name=by.display_name if by else "console",
        at=at,
        detail={"officer": assignment.officer_id, "role": assignment.role, **detail},
    )
