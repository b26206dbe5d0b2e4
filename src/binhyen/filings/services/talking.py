"""What is said about a filing: comments answered in place, reminders of the late."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.audit import services as audit
from binhyen.filings.models import Comment, Filing, Obligation, Period
from binhyen.filings.rules.states import SENT
from binhyen.filings.selectors.duties import newest_filings
from binhyen.filings.selectors.regimes import definition_of
from binhyen.filings.services.filing import FilingError, accept, log, without_personal_data
from binhyen.kernel.text import nfc


@transaction.atomic
def comment(*, filing: UUID, row: str, text: str, by: Officer, at: datetime) -> Comment:
    """Ask about a row, or about the whole; the unit answers in place."""
    head = Filing.objects.select_related("period__version").get(pk=filing)
    if row and row not in {one.key for one in definition_of(head.period.version).rows}:
        raise FilingError(_("Mẫu báo cáo không có chỉ tiêu này."), "row")
    words = without_personal_data(nfc(text).strip(), "text")
    made = Comment.objects.create(filing=head, row=row, text=words, by=by, at=at)
    log("filing.commented", head, by, at)
    return made


@transaction.atomic
def answer(*, comment: int, text: str, by: Officer, at: datetime) -> Comment:
    """Answer once; what was answered stays."""
    words = without_personal_data(nfc(text).strip(), "text")
    taken = Comment.objects.filter(pk=comment, answer="").update(
        answer=words, answered_by=by, answered_at=at
    )
    made = Comment.objects.select_related("filing").get(pk=comment)
    if not taken:
        raise FilingError(_("Ý kiến này đã có người trả lời."))
    log("filing.answered", made.filing, by, at)
    return made


@transaction.atomic
def remind_late(*, period: Period, to: int, by: Officer, at: datetime) -> int:
    """Remind every unit that has not sent on its due date; once a day is enough."""
    today = localdate(at)
    rows = list(Obligation.objects.filter(period=period, to=to, due_on__lt=today))
    newest = newest_filings(rows)
    late = []
    for row in rows:
        filing = newest.get((row.period_id, row.unit_id))
        sent = filing is not None and (filing.version > 1 or filing.state in SENT)
        already = row.reminded_at is not None and localdate(row.reminded_at) == today
        if not sent and not already:
            late.append(row.pk)
    Obligation.objects.filter(pk__in=late).update(reminded_at=at)
    if late:
        audit.record(
            "obligation.reminded",
            subject="period",
            subject_id=str(period.pk),
            unit_id=to,
            actor_id=by.pk,
            actor_name=by.display_name,
            at=at,
            detail={"period": period.key, "units": len(late)},
        )
    return len(late)


def accept_all(*, filings: Sequence[Filing], by: Officer, at: datetime) -> tuple[int, int]:
    """Accept each of these as it was read; one that changed meanwhile is passed over, counted."""
    done = 0
    for filing in filings:
        try:
            accept(filing=filing.pk, by=by, at=at, revision=filing.revision)
        except FilingError:
            continue
        done += 1
    return done, len(filings) - done
