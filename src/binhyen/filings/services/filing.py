"""The life of a filing: opened, edited, submitted, returned or accepted, corrected."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zlib import compress

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.audit import services as audit
from binhyen.filings.models import (
    Filing,
    Obligation,
    Period,
    Snapshot,
    SnapshotFile,
    TakenUp,
    Used,
)
from binhyen.filings.rules.states import Act, State, allows
from binhyen.filings.selectors.drafting import drafted_narrative
from binhyen.filings.selectors.sent import latest_snapshot
from binhyen.filings.selectors.sheets import Sheet, live_sheet
from binhyen.kernel.text import nfc
from binhyen.records.rules.privacy import personal_data_in

LONGEST_REASON = 1000
Files = Mapping[str, bytes]


class FilingError(Exception):
    """Something about the filing stands in the way; the sentence says what to do."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


def without_personal_data(text: str, field: str) -> str:
    """Give the words back, or refuse those that hold a person's number."""
    if sentence := personal_data_in(text):
        raise FilingError(sentence, field)
    return text


class StaleFilingError(FilingError):
    """Somebody else edited the filing first; both versions are at hand."""

    def __init__(self, filing: Filing, offered: Mapping[str, str]) -> None:
        super().__init__(_("Báo cáo vừa có người sửa. Xem hai bản rồi chọn một."))
        self.filing = filing
        self.offered = dict(offered)


@transaction.atomic
def open_filing(*, period: Period, unit: int, by: Officer, at: datetime) -> Filing:
    """The unit's filing to work on: the open one, or the latest, or a new first version."""
    found = Filing.objects.filter(period=period, unit=unit).order_by("-version").first()
    if found is not None:
        return found
    if not Obligation.objects.filter(period=period, unit=unit).exists():
        raise FilingError(_("Đơn vị không phải gửi báo cáo này."))
    filing = Filing(period=period, unit_id=unit, version=1, state=State.DRAFT)
    filing.narrative = filing.drafted = drafted_narrative(filing, live_sheet(filing))
    try:
        with transaction.atomic():
            filing.save(force_insert=True)
    except IntegrityError:
        return Filing.objects.get(period=period, unit=unit, version=1)
    log("filing.opened", filing, by, at)
    return filing


def submit(
    *, filing: UUID, files: Files, sheet: Sheet, revision: int, by: Officer, at: datetime
) -> Filing:
    """Freeze the sheet that was read and its files, as one numbered snapshot."""
    with transaction.atomic():
        head = Filing.objects.select_related("period__version").get(pk=filing)
        if not allows(State(head.state), Act.SUBMIT):
            raise FilingError(_("Báo cáo này đã gửi."))
        taken = Filing.objects.filter(pk=filing, revision=revision, state=head.state).update(
            state=State.SUBMITTED,
            submitted_at=at,
            submitted_by=by,
            revision=revision + 1,
            decided_at=None,
            decided_by=None,
        )
        if not taken:
            raise StaleFilingError(Filing.objects.get(pk=filing), head.narrative)
        head.refresh_from_db()
        snapshot = _freeze(head, sheet, by, at)
        for kind, content in files.items():
            digest = hashlib.sha256(content).hexdigest()
            SnapshotFile.objects.create(
                snapshot=snapshot, kind=kind, content=compress(content), sha256=digest
            )
        log("filing.submitted", head, by, at)
    return head


@transaction.atomic
def accept(*, filing: UUID, by: Officer, at: datetime, revision: int | None = None) -> Filing:
    """Take a filing in; the version accepted before it is replaced, and stays as it was.

    *revision* is the one that was read: what was returned and sent anew meanwhile is another.
    """
    if revision is not None and not Filing.objects.filter(pk=filing, revision=revision).exists():
        raise FilingError(_("Báo cáo vừa được gửi lại. Xem bản vừa gửi rồi mới chấp nhận."))
    head = _decided(filing, Act.ACCEPT, State.ACCEPTED, by, at, revision=revision)
    Filing.objects.filter(
        period=head.period_id, unit=head.unit_id, state=State.ACCEPTED, version__lt=head.version
    ).update(is_replaced=True)
    log("filing.accepted", head, by, at)
    return head


@transaction.atomic
def return_filing(*, filing: UUID, reason: str, by: Officer, at: datetime) -> Filing:
    """Send a filing back with a reason; the unit edits it and sends it again."""
    reason = " ".join(nfc(reason).split())
    if not reason:
        raise FilingError(_("Ghi lý do trả lại để đơn vị biết cần sửa gì."), "reason")
    if len(reason) > LONGEST_REASON:
        raise FilingError(_("Viết lý do ngắn lại, không quá 1.000 chữ cái."), "reason")
    without_personal_data(reason, "reason")
    head = _decided(filing, Act.RETURN, State.RETURNED, by, at, reason=reason)
    log("filing.returned", head, by, at)
    return head


@transaction.atomic
def correct(*, filing: UUID, by: Officer, at: datetime) -> Filing:
    """Begin version n+1 of a filing that was sent; version n stays valid until it is accepted."""
    head = Filing.objects.get(pk=filing)
    newest = Filing.objects.filter(period=head.period_id, unit=head.unit_id).latest("version")
    if newest.pk != head.pk or not allows(State(head.state), Act.CORRECT):
        raise FilingError(_("Đã có bản mới hơn của báo cáo này."))
    try:
        with transaction.atomic():
            made = Filing.objects.create(
                period=head.period,
                unit=head.unit,
                version=head.version + 1,
                state=State.DRAFT,
                narrative=head.narrative,
                drafted=head.drafted,
                answers=head.answers,
            )
    except IntegrityError as error:  # pressed twice at once
        raise FilingError(_("Đã có bản mới hơn của báo cáo này.")) from error
    log("filing.corrected", made, by, at)
    return made


def _decided(
    filing: UUID, act: Act, state: State, by: Officer, at: datetime, *,
    reason: str = "", revision: int | None = None,
) -> Filing:  # fmt: skip
    head = Filing.objects.get(pk=filing)
    newer = Filing.objects.filter(
        period=head.period_id, unit=head.unit_id, version__gt=head.version
    )
    if newer.exclude(state=State.DRAFT).exists() or head.is_replaced:
        raise FilingError(_("Đơn vị đã gửi bản mới hơn; xem bản mới."))
    if act is Act.RETURN and newer.exists():  # two versions cannot be written at once
        raise FilingError(_("Đơn vị đang soạn bản mới thay bản này; chờ bản mới."))
    taken = allows(State(head.state), act) and Filing.objects.filter(
        pk=filing, state=State.SUBMITTED, revision=head.revision if revision is None else revision
    ).update(state=state, decided_by=by, decided_at=at, reason=reason)
    if not taken:
        raise FilingError(_("Báo cáo không ở trạng thái chờ duyệt."))
    head.refresh_from_db()
    return head


def _freeze(filing: Filing, sheet: Sheet, by: Officer, at: datetime) -> Snapshot:
    last = latest_snapshot(filing)
    rows: dict[str, dict[str, Any]] = {}
    for column, cells in sheet.columns.items():
        for row, cell in cells.items():
            rows.setdefault(row, {})[column.value] = cell.stored()
    snapshot = Snapshot.objects.create(
        filing=filing,
        number=last.number + 1 if last else 1,
        cells=rows,
        own={row: cell.stored() for row, cell in sheet.own.items()},
        narrative=filing.narrative,
        taken_at=at,
        by=by,
    )
    Used.objects.bulk_create(Used(parent=snapshot, child=child) for child in sheet.used)
    TakenUp.objects.bulk_create(  # so that no other filing reports these changes again
        TakenUp(snapshot=snapshot, of=before, row=row, change=cell.stored())
        for before, changes in sheet.taken_up
        for row, cell in changes.items()
    )
    return snapshot


def log(action: str, filing: Filing, by: Officer, at: datetime) -> None:
    audit.record(
        action,
        subject="filing",
        subject_id=str(filing.pk),
        unit_id=filing.unit_id,
        actor_id=by.pk,
        actor_name=by.display_name,
        at=at,
        detail={"version": filing.version, "state": filing.state},
    )
