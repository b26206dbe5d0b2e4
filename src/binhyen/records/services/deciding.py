"""Deciding on what was written: a confirmed record counts at that moment, a voided one no more."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.accounts.selectors import has_other_verifier
from binhyen.ledger import services as ledger
from binhyen.ledger.services.declaring import Coverage, OverlappingDeclarationError
from binhyen.records.models import Record, Revision
from binhyen.records.rules import Book
from binhyen.records.rules import book as book_of
from binhyen.records.rules.content import Content, ContentError, Refusal
from binhyen.records.rules.declaration import DeclarationContent
from binhyen.records.rules.states import Act, State, allows
from binhyen.records.selectors.declaring import terms_of
from binhyen.records.services.checking import (
    Hand,
    OwnRecordError,
    WrongStateError,
    newest,
    note,
    plain,
    stale,
)
from binhyen.records.services.continuing import moves_of, placed_of

LONGEST_REASON = 300


class AsWritten:
    """The answer to “đã nằm trong số khai?” stays the one the revision was written with."""


AS_WRITTEN: Final = AsWritten()


@transaction.atomic
def confirm(
    *,
    record: UUID,
    by: Officer,
    at: datetime,
    if_match: int | None = None,
    within: Sequence[UUID] | AsWritten | None = AS_WRITTEN,
) -> Record:
    """Confirm the newest revision: from this moment it is part of every figure above it.

    The conditional UPDATE is the lock: of two officers confirming at once, one is told so.
    """
    head, revision = newest(record)
    if if_match is not None and head.revision != if_match:
        raise stale(head, revision, None)
    confirmed = head.confirmed_revision is not None
    if not allows(State(head.state), confirmed=confirmed, act=Act.CONFIRM):
        raise _not_waiting(head)
    book = book_of(head.book)
    own = _is_own(book, head, revision, by, at)
    taken = Record.objects.filter(pk=record, revision=head.revision, state=State.DRAFT).update(
        state=State.CONFIRMED, confirmed_revision=head.revision, changed_at=at
    )
    if not taken:
        raise _not_waiting(Record.objects.get(pk=record))
    answer = revision.within if isinstance(within, AsWritten) else plain(within)
    Revision.objects.filter(pk=revision.pk).update(
        confirmed_by=by, confirmed_at=at, self_confirmed=own, within=answer
    )
    head.state, head.confirmed_revision, head.changed_at = State.CONFIRMED, head.revision, at
    why = _("Sửa, lần {number}").format(number=head.revision) if confirmed else _("Xác nhận")
    _post(head, book.parse(revision.content), answer, why, Hand(by, at))
    note("record.confirmed", head, Hand(by, at), self_confirmed=own)
    return head


@transaction.atomic
def void(
    *, record: UUID, reason: str, by: Officer, at: datetime, if_match: int | None = None
) -> Record:
    """Take a record that counts out of every figure; who reads later finds the reason."""
    reason = " ".join(reason.split())
    if not reason:
        raise ContentError([Refusal("reason", _("Ghi lý do để người sau hiểu."))])
    if len(reason) > LONGEST_REASON:
        raise ContentError([Refusal("reason", _("Viết lý do ngắn lại, không quá 300 chữ cái."))])
    head, revision = newest(record)
    if if_match is not None and head.revision != if_match:
        raise stale(head, revision, None)
    confirmed = head.confirmed_revision is not None
    if not allows(State(head.state), confirmed=confirmed, act=Act.VOID):
        raise _not_voidable(head)
    taken = Record.objects.filter(pk=record, revision=head.revision, state=head.state).update(
        state=State.VOIDED, void_reason=reason, voided_by=by, voided_at=at, changed_at=at
    )
    if not taken:
        raise _not_voidable(Record.objects.get(pk=record))
    head.refresh_from_db()
    _take_out(head, reason, by, at)
    note("record.voided", head, Hand(by, at))
    return head


def covering(*, record: UUID) -> list[Coverage]:
    """List the live declarations that would hold what confirming this record posts."""
    head, revision = newest(record)
    book = book_of(head.book)
    content = book.parse(revision.content)
    if isinstance(content, DeclarationContent):
        return []
    return ledger.covering(placed=placed_of(head, book.postings(content)))


def _post(head: Record, content: Content, within: list[str] | None, why: str, hand: Hand) -> None:
    inside = None if within is None else [UUID(one) for one in within]
    if isinstance(content, DeclarationContent):
        _declare(head, content, inside, why, hand)
        return
    standing = placed_of(head, book_of(head.book).postings(content))
    ledger.book(
        record=head.pk,
        revision=head.revision,
        source=head.book,
        placed=standing,
        within=inside,
        moves=moves_of(head, standing),
        why=why,
        by=hand.by,
        at=hand.at,
    )


def _declare(
    head: Record,
    content: DeclarationContent,
    inside: list[UUID] | None,
    why: str,
    hand: Hand,
) -> None:
    try:
        ledger.declare(
            declaration=head.pk,
            revision=head.revision,
            terms=terms_of(content, head.unit_id, inside),
            takes_in_standing=content.takes_in_standing,
            why=why,
            by=hand.by,
            at=hand.at,
        )
    except OverlappingDeclarationError as error:
        sentence = _(
            "Số khai này chồng một phần lên một số khai khác; không số nào nằm trọn trong số nào."
        )
        other = Record.objects.filter(pk=error.other).first()
        raise WrongStateError(sentence, record=other or head, field="from") from error


def _take_out(head: Record, reason: str, by: Officer, at: datetime) -> None:
    if book_of(head.book).content is DeclarationContent:
        ledger.withdraw(declaration=head.pk, revision=head.revision, why=reason, by=by, at=at)
        return
    ledger.book(
        record=head.pk,
        revision=head.revision,
        source=head.book,
        placed=[],
        within=None,
        why=reason,
        by=by,
        at=at,
    )


def _is_own(book: Book, head: Record, revision: Revision, by: Officer, at: datetime) -> bool:
    """Whether the officer confirms what he wrote; refused where a second person is there."""
    if revision.author_id != by.pk:
        return False
    if book.always_two or has_other_verifier(head.kept_at, by, localdate(at)):
        sentence = _("Đồng chí đã ghi bản này nên cần người thứ hai xác nhận.")
        raise OwnRecordError(sentence, record=head)
    return True


def _not_waiting(head: Record) -> WrongStateError:
    sentence = (
        _("Bản ghi này đã hủy, không xác nhận được nữa.")
        if head.state == State.VOIDED
        else _("Bản ghi này đã được xác nhận.")
    )
    return WrongStateError(sentence, record=head)


def _not_voidable(head: Record) -> WrongStateError:
    sentence = (
        _("Bản ghi này đã hủy.")
        if head.state == State.VOIDED
        else _("Bản nháp này chưa từng xác nhận. Bỏ nháp thay vì hủy.")
    )
    return WrongStateError(sentence, record=head)
