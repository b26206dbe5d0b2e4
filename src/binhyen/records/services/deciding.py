"""Deciding on what was written: a confirmed record counts at that moment, a voided one no more."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.accounts.selectors import has_other_verifier
from binhyen.kernel.statements import change
from binhyen.kernel.words import kept
from binhyen.ledger import services as ledger
from binhyen.ledger.services.declaring import Coverage, OverlappingDeclarationError
from binhyen.records.models import Record, Revision
from binhyen.records.rules import Book
from binhyen.records.rules import book as book_of
from binhyen.records.rules.content import ContentError, Refusal
from binhyen.records.rules.declaration import DeclarationContent
from binhyen.records.rules.states import Act, State, allows
from binhyen.records.selectors.declaring import terms_of
from binhyen.records.services.checking import (
    Hand,
    OwnRecordError,
    RecordError,
    WrongStateError,
    batches,
    newest,
    newest_of,
    note,
    note_each,
    plain,
    stale,
)
from binhyen.records.services.continuing import moves_of, placed_of, units_of
from binhyen.units.selectors import current_tree

LONGEST_REASON = 300


class AsWritten:
    """The answer to “đã nằm trong số khai?” stays the one the revision was written with."""


AS_WRITTEN: Final = AsWritten()


class Waiting(NamedTuple):
    """A draft about to be confirmed: head and newest revision, what counts until now, the answer.

    *own*: by the officer who wrote it.
    """

    head: Record
    revision: Revision
    replaces: int | None
    own: bool
    answer: list[str] | None

    @property
    def is_declared(self) -> bool:
        return book_of(self.head.book).content is DeclarationContent

    @property
    def within(self) -> list[UUID] | None:
        return None if self.answer is None else [UUID(one) for one in self.answer]

    @property
    def why(self) -> str:
        if self.replaces is None:
            return kept("Xác nhận")
        return kept(f"Sửa, lần {self.head.revision}")


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
    answer = revision.within if isinstance(within, AsWritten) else plain(within)
    own = _is_own(head, revision, Hand(by, at), {})
    _settle([Waiting(head, revision, head.confirmed_revision, own, answer)], Hand(by, at))
    return head


@transaction.atomic
def confirm_many(*, records: Collection[UUID], by: Officer, at: datetime) -> list[Record]:
    """Confirm the newest revisions of many records in one transaction, all of them or none.

    Each is checked, posted and logged as `confirm` would, with the answer it was written with,
    but the balances are added to once: twenty thousand rows of a sheet take seconds. Raises
    what `confirm` raises, with the record it is about. Records come back in the order of ids.
    """
    found = newest_of(sorted(set(records)))
    if len(found) != len(set(records)):
        raise Record.DoesNotExist
    others: dict[int, bool] = {}
    waiting = []
    for head, revision in found:
        own = _is_own(head, revision, Hand(by, at), others)
        until_now = head.confirmed_revision
        waiting.append(Waiting(head, revision, until_now, own, revision.within))
    _settle(waiting, Hand(by, at))
    return [one.head for one in waiting]


def _waiting_book(head: Record) -> Book:
    """Refuse a record that waits for nobody; give the book of one that does."""
    confirmed = head.confirmed_revision is not None
    if not allows(State(head.state), confirmed=confirmed, act=Act.CONFIRM):
        raise _not_waiting(head)
    return book_of(head.book)


def _settle(waiting: Sequence[Waiting], hand: Hand) -> None:
    """Mark drafts as confirmed, let them count, and log it.

    The ledger comes first: whoever changes the tree holds it while giving records to other
    units, and must not wait for a head that waits for him.
    """
    declared = [one for one in waiting if one.is_declared]
    ledger.hold_ledger() if declared else ledger.share_ledger()
    _take(waiting, hand)
    _sign(waiting, hand)
    _post([one for one in waiting if not one.is_declared], hand)
    for one in declared:
        _declare(one, hand)
    note_each(
        "record.confirmed", hand, [(one.head, {"self_confirmed": one.own}) for one in waiting]
    )


def _take(waiting: Sequence[Waiting], hand: Hand) -> None:
    """Turn every head, as it was read, into a confirmed one; refuse when another was faster."""
    alike: dict[tuple[int, int | None, date | None], list[Waiting]] = defaultdict(list)
    for one in waiting:
        head = one.head
        alike[head.revision, head.continued_at_id, head.continued_on].append(one)
    for (number, kept_at, since), found in alike.items():
        for some in batches([one.head.pk for one in found]):
            still = {
                "id": list(some),
                "revision": number,
                "state": State.DRAFT,
                "continued_at_id": kept_at,
                "continued_on": since,
            }
            now = {"state": State.CONFIRMED, "confirmed_revision": number, "changed_at": hand.at}
            taken = change(Record, still, now)
            if taken != len(some):
                raise _faster(found)
    for one in waiting:
        one.head.state, one.head.changed_at = State.CONFIRMED, hand.at
        one.head.confirmed_revision = one.head.revision


def _sign(waiting: Sequence[Waiting], hand: Hand) -> None:
    """Note on every revision who confirmed it, and another answer where one was given."""
    for own in (False, True):
        signed = {"confirmed_by_id": hand.by.pk, "confirmed_at": hand.at, "self_confirmed": own}
        plainly = []
        for one in waiting:
            if one.own is own and one.answer == one.revision.within:
                plainly.append(one.revision.pk)
            elif one.own is own:
                change(Revision, {"id": one.revision.pk}, {**signed, "within": one.answer})
        for keys in batches(plainly):
            change(Revision, {"id": list(keys)}, signed)


def _faster(waiting: Sequence[Waiting]) -> RecordError:
    """Say of the first of these that is no longer as it was read what became of it."""
    for one in waiting:
        head, revision = newest(one.head.pk)
        if head.state != State.DRAFT:
            return _not_waiting(head)
        if head.revision != one.head.revision or head.kept_at != one.head.kept_at:
            return stale(head, revision, None)
    return _not_waiting(waiting[0].head)


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
    declared = book_of(head.book).content is DeclarationContent
    ledger.hold_ledger() if declared else ledger.share_ledger()
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
    content = book.kept(revision.content)
    if isinstance(content, DeclarationContent):
        return []
    tree = current_tree(units_of(head))
    return ledger.covering(placed=placed_of(tree, head, book.postings(content)))


def _post(waiting: Sequence[Waiting], hand: Hand) -> None:
    if not waiting:
        return
    tree = current_tree(set().union(*(units_of(one.head) for one in waiting)))
    bookings = []
    for one in waiting:
        head, book = one.head, book_of(one.head.book)
        standing = placed_of(tree, head, book.postings(book.kept(one.revision.content)))
        bookings.append(
            ledger.Booking(
                record=head.pk,
                revision=head.revision,
                source=head.book,
                placed=standing,
                within=one.within,
                why=one.why,
                moves=moves_of(head, standing),
                is_first=one.replaces is None,
            )
        )
    ledger.book_all(bookings, by=hand.by, at=hand.at, tree=tree)


def _declare(one: Waiting, hand: Hand) -> None:
    head = one.head
    content = book_of(head.book).kept(one.revision.content)
    if not isinstance(content, DeclarationContent):
        raise TypeError(head.book)
    try:
        ledger.declare(
            declaration=head.pk,
            revision=head.revision,
            terms=terms_of(content, head.unit_id, one.within),
            takes_in_standing=content.takes_in_standing,
            why=one.why,
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


def _is_own(head: Record, revision: Revision, hand: Hand, others: dict[int, bool]) -> bool:
    """Whether the officer confirms what he wrote; refused where a second person is there.

    *others* keeps what was found out of each unit, for those who ask of many records.
    """
    book = _waiting_book(head)
    if revision.author_id != hand.by.pk:
        return False
    unit = head.kept_at
    if not book.always_two and unit not in others:
        others[unit] = has_other_verifier(unit, hand.by, localdate(hand.at))
    if book.always_two or others[unit]:
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
