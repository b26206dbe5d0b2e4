"""What a checked file becomes: drafts, all or none; later confirmed, or thrown away together."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.accounts.rules.scope import RECORDER, VERIFIER
from binhyen.accounts.selectors import Reach, has_other_verifier, reach_of
from binhyen.kernel.background import Clock
from binhyen.records.models import FileImport, FileRow, Record
from binhyen.records.rules import book as book_of
from binhyen.records.services.checking import ConflictError, OwnRecordError, RecordError
from binhyen.records.services.deciding import AS_WRITTEN, AsWritten, confirm, confirm_many
from binhyen.records.services.file_imports import (
    AT_ONCE,
    LostError,
    claim,
    folder_of,
    note_file,
    progress,
)
from binhyen.records.services.many import Draft, ManyRefusedError, create_many

State, Work, Outcome = FileImport.State, FileImport.Work, FileRow.Outcome


class NotReadyError(RecordError):
    """The file is not in a state that allows this."""


@contextmanager
def let_go_when_it_breaks(file: UUID, worker: str) -> Iterator[None]:
    """Leave a file free to be asked for again when its work broke; nothing of it was kept."""
    try:
        yield
    except LostError:
        return
    except Exception:
        FileImport.objects.filter(pk=file, worker=worker).update(work="")
        raise


def ask_to_write(*, file: FileImport, by: Officer, at: datetime) -> None:
    """Say that the rows of a checked file shall become drafts; refused while one row is wrong."""
    ready = FileImport.objects.filter(pk=file.pk, state=State.CHECKED, work="", wrong=0, new__gt=0)
    if not ready.update(work=Work.WRITE, seen_at=None, written_by=by, written_at=at):
        raise NotReadyError(_("Tệp này chưa ghi được: còn dòng có lỗi, hoặc đã ghi rồi."))


def write_file(*, file: UUID, clock: Clock) -> None:
    """Write every new row as a draft in one transaction: all of them, or none."""
    worker = claim(file, Work.WRITE, clock())
    if worker is None:
        return
    with let_go_when_it_breaks(file, worker):
        _write_all(file, worker, clock)


def _write_all(file: UUID, worker: str, clock: Clock) -> None:
    head = FileImport.objects.select_related("written_by").get(pk=file)
    rows = list(FileRow.objects.filter(file=head, outcome=Outcome.NEW).order_by("number"))
    book = book_of(head.book)
    drafts = [
        Draft(
            unit=row.unit_id or 0,
            content=book.parse(row.content or {}),
            id=row.record,
            on_behalf_of=row.on_behalf_of,
        )
        for row in rows
    ]
    reach = reach_of(_writer(head), localdate(clock()))
    units = {draft.unit for draft in drafts}
    reach.load(units)
    progress(file, worker, clock())
    try:
        if not all(reach.may(RECORDER, unit) for unit in units):
            raise ManyRefusedError({})  # noqa: TRY301 -- the way out of the door below too
        _write(head, worker, drafts)
    except (ManyRefusedError, ConflictError):
        # what the check found holds no longer: the rows are read again, and say why
        again = FileImport.objects.filter(pk=file, worker=worker)
        again.update(state=State.UPLOADED, work=Work.CHECK, seen_at=None)
        return
    shutil.rmtree(folder_of(head), ignore_errors=True)


def _writer(head: FileImport) -> Officer:
    return head.written_by or head.asked_by


@transaction.atomic
def _write(head: FileImport, worker: str, drafts: list[Draft]) -> None:
    """The row of the file is the lock: of two workers one writes, the other finds it done."""
    mine = FileImport.objects.filter(pk=head.pk, worker=worker, work=Work.WRITE)
    if not mine.update(state=State.WRITTEN, work=""):
        raise LostError
    by, at = _writer(head), head.written_at or head.asked_at
    written = create_many(book=head.book, drafts=drafts, by=by, at=at)
    rows = FileRow.objects.filter(file=head)
    repeated = [one.record.pk for one in written if one.repeated]
    for some in _parts(repeated):
        rows.filter(record__in=some).update(outcome=Outcome.KNOWN)
    rows.update(content=None)
    note_file("file.written", head, by, at, records=len(written) - len(repeated))


def _parts(keys: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def waiting_records(file: FileImport) -> list[UUID]:
    """The drafts this file wrote that nobody has changed since, in the order of the file."""
    rows = FileRow.objects.filter(file=file).exclude(outcome=Outcome.KNOWN).exclude(record=None)
    keys = list(rows.order_by("number").values_list("record", flat=True))
    found: set[UUID] = set()
    for some in _parts([key for key in keys if key]):
        untouched = Record.objects.waiting().filter(
            pk__in=some, revision=1, confirmed_revision=None
        )
        found |= set(untouched.values_list("pk", flat=True))
    return [key for key in keys if key in found]


def refuse_own(file: FileImport, by: Officer, at: datetime) -> None:
    """Refuse whoever wrote the file where another verifier is there."""
    own = _writer(file).pk == by.pk
    if own and has_other_verifier(file.unit_id, by, localdate(at)):
        raise OwnRecordError(_("Đồng chí đã ghi tệp này nên cần người thứ hai xác nhận."))


def ask_to_confirm(*, file: FileImport, is_outside: bool, by: Officer, at: datetime) -> None:
    """Say that everything the file wrote shall count; whether inside declared totals or not."""
    refuse_own(file, by, at)
    ready = FileImport.objects.filter(pk=file.pk, state=State.WRITTEN, work="")
    taken = ready.update(
        work=Work.CONFIRM, seen_at=None, is_outside=is_outside, confirmed_by=by, confirmed_at=at,
        done=0,
    )  # fmt: skip
    if not taken:
        raise NotReadyError(_("Tệp này không còn bản ghi nào chờ xác nhận cùng lúc."))


def confirm_file(*, file: UUID, clock: Clock) -> None:
    """Confirm record by record; what was done stays done, and is gone on with if left."""
    worker = claim(file, Work.CONFIRM, clock())
    if worker is None:
        return
    with let_go_when_it_breaks(file, worker):
        _confirm_all(file, worker, clock)


def _confirm_all(file: UUID, worker: str, clock: Clock) -> None:
    head = FileImport.objects.select_related("confirmed_by").get(pk=file)
    by, at = head.confirmed_by or head.asked_by, head.confirmed_at or head.asked_at
    keys = waiting_records(head)
    reach = reach_of(by, localdate(at))
    left: list[UUID] = []
    progress(file, worker, clock(), total=len(keys), done=0)
    done = 0
    for some in _parts(keys):
        if head.is_outside or not _confirmed_together(some, reach, by, at):
            left += _confirmed_one_by_one(some, reach, head, by, at)
        done += len(some)
        progress(file, worker, clock(), done=done)
    _close_confirmed(head, worker, left, len(keys))


def _confirmed_together(keys: list[UUID], reach: Reach, by: Officer, at: datetime) -> bool:
    """Confirm all of these at once; False, with nothing done, where one of them cannot be."""
    try:
        with transaction.atomic():
            heads = Record.objects.filter(pk__in=keys).values_list("unit", "continued_at")
            if not all(reach.may(VERIFIER, later or unit) for unit, later in heads):
                return False
            confirmed = confirm_many(records=keys, by=by, at=at)
            if any(record.revision != 1 for record in confirmed):
                raise NotReadyError(_("Có bản ghi vừa được sửa."))
    except RecordError:
        return False
    return True


def _confirmed_one_by_one(
    keys: list[UUID], reach: Reach, head: FileImport, by: Officer, at: datetime
) -> list[UUID]:
    """Confirm what can be; give the others."""
    within: list[UUID] | AsWritten = [] if head.is_outside else AS_WRITTEN
    left = []
    for key in keys:
        record = Record.objects.only("unit", "continued_at").get(pk=key)
        try:
            if not reach.may(VERIFIER, record.kept_at):
                raise NotReadyError(_("Không thuộc phạm vi xác nhận."), record=record)
            confirm(record=key, by=by, at=at, if_match=1, within=within)
        except RecordError:
            left.append(key)
    return left


@transaction.atomic
def _close_confirmed(head: FileImport, worker: str, left: list[UUID], count: int) -> None:
    state = State.WRITTEN if left else State.CONFIRMED
    mine = FileImport.objects.filter(pk=head.pk, worker=worker, work=Work.CONFIRM)
    if not mine.update(state=state, work="", done=count, wrong=len(left)):
        raise LostError
    for some in _parts(left):
        FileRow.objects.filter(file=head, record__in=some).update(outcome=Outcome.LEFT)
    by, at = head.confirmed_by or head.asked_by, head.confirmed_at or head.asked_at
    note_file("file.confirmed", head, by, at, records=count - len(left), left=len(left))


@transaction.atomic
def discard_file(*, file: FileImport, by: Officer, at: datetime) -> int:
    """Throw away every draft the file wrote that nobody changed or confirmed since."""
    ready = FileImport.objects.filter(pk=file.pk, state=State.WRITTEN, work="")
    if not ready.update(state=State.DISCARDED):
        raise NotReadyError(_("Tệp này không còn bản nháp nào bỏ được cùng lúc."))
    gone = 0
    for some in _parts(waiting_records(file)):
        drafts = Record.objects.waiting().filter(pk__in=some, revision=1, confirmed_revision=None)
        gone += drafts.update(state=Record.State.VOIDED, changed_at=at, voided_by=by, voided_at=at)
    note_file("file.discarded", file, by, at, records=gone)
    return gone
