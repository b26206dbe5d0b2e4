"""Writing things down: a new record, a new revision, a draft thrown away, a unit joining."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.kernel.statements import insert
from binhyen.records.models import Record, RecordLink, RecordOrganiser, Revision, search_keys
from binhyen.records.rules import Book
from binhyen.records.rules import book as book_of
from binhyen.records.rules.content import Content, ContentError, Refusal
from binhyen.records.rules.states import Act, State, allows
from binhyen.records.selectors.duplicates import duplicates_of
from binhyen.records.services.checking import (
    ConflictError,
    Hand,
    WrongStateError,
    check_content,
    newest,
    note,
    plain,
    stale,
)

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Written:
    """What a write left behind; *repeated* when it had been done before and nothing happened."""

    record: Record
    revision: Revision
    duplicates: tuple[Record, ...] = ()
    repeated: bool = False


def create(
    *,
    book: str,
    unit: int,
    content: Content,
    by: Officer,
    at: datetime,
    id: UUID | None = None,  # noqa: A002 -- the client's word
    within: Sequence[UUID] | None = None,
    organisers: Iterable[int] = (),
    on_behalf_of: str = "",
) -> Written:
    """Write a new record down as a draft. A repeated call with the same id does nothing.

    Records alike in the same commune are told, not refused. *within*: None asks the ledger
    which declarations hold it, an empty list says none.
    """
    the_book = book_of(book)
    content = the_book.settle(content, unit)
    if id is not None and (known := written_before(id, book, unit, content, within)):
        return known
    check_content(the_book, content, unit, localdate(at))
    hand = Hand(by, at)
    record = new_head(the_book, unit, content, id or uuid4(), hand)
    try:
        with transaction.atomic():
            insert(Record, [record])
            revision = new_revision(record, content, within, on_behalf_of, hand)
            insert(Revision, [revision])
            RecordOrganiser.objects.bulk_create(organisers_of(record, organisers))
            RecordLink.objects.bulk_create(links_of(the_book, record, content))
            note("record.created", record, hand)
    except IntegrityError:
        if known := written_before(record.pk, book, unit, content, within):
            return known
        raise
    return Written(record, revision, duplicates_of(record))


def write_revision(
    *,
    record: UUID,
    base_revision: int,
    content: Content,
    by: Officer,
    at: datetime,
    within: Sequence[UUID] | None = None,
    organisers: Iterable[int] | None = None,
    on_behalf_of: str = "",
) -> Written:
    """Write the next revision as a draft; what is confirmed goes on counting until it is.

    Needs the revision the officer has read. A retry of what already became that next revision
    is answered with the record as it stands. *organisers*: None leaves them as they are.
    """
    head = Record.objects.get(pk=record)
    the_book = book_of(head.book)
    content = the_book.settle(content, head.unit_id)
    if again := _revised_before(head, base_revision, content, within, by):
        return again
    _refuse_unless_open(head, base_revision, content)
    check_content(the_book, content, head.unit_id, localdate(at))
    with transaction.atomic():
        changes = _shown(the_book, content)
        taken = (
            Record.objects.filter(pk=record, revision=base_revision)
            .exclude(state=State.VOIDED)
            .update(revision=base_revision + 1, state=State.DRAFT, changed_at=at, **changes)
        )
        if not taken:
            return _lost_race(record, base_revision, content, within, by)
        head.refresh_from_db()
        revision = new_revision(head, content, within, on_behalf_of, Hand(by, at))
        revision.save()
        if organisers is not None:
            _join_up(head, set(organisers) - {head.unit_id})
        _link_up(the_book, head, content)
        note("record.amended", head, Hand(by, at))
    return Written(head, revision, duplicates_of(head))


@transaction.atomic
def discard(*, record: UUID, by: Officer, at: datetime) -> Record:
    """Throw away a draft that never counted. It leaves every list; its history stays."""
    head = Record.objects.get(pk=record)
    taken = Record.objects.filter(
        pk=record, revision=head.revision, state=State.DRAFT, confirmed_revision=None
    ).update(state=State.VOIDED, changed_at=at, voided_by=by, voided_at=at)
    head.refresh_from_db()
    if not taken:
        sentence = _("Chỉ bỏ được bản nháp chưa từng xác nhận.")
        raise WrongStateError(sentence, record=head)
    note("record.discarded", head, Hand(by, at))
    return head


@transaction.atomic
def join(*, record: UUID, unit: int, by: Officer, at: datetime) -> Record:
    """Say that the unit was one of the organisers it was named among."""
    head = Record.objects.get(pk=record)
    asked = RecordOrganiser.objects.filter(record=record, unit=unit)
    if not asked.exists():
        raise WrongStateError(
            _("Bản ghi này không nêu đơn vị của đồng chí là đơn vị phối hợp."), record=head
        )
    if asked.filter(joined_at=None).update(joined_by=by, joined_at=at):
        note("record.joined", head, Hand(by, at), unit=unit)
    return head


def written_before(
    id: UUID,  # noqa: A002 -- the client's word
    book: str,
    unit: int,
    content: Content,
    within: Sequence[UUID] | None,
) -> Written | None:
    head = Record.objects.filter(pk=id).first()
    if head is None:
        return None
    first = Revision.objects.get(record=head, number=1)
    if (head.book, head.unit_id) == (book, unit) and _says(first, head, content, within):
        _known, latest = newest(id)
        return Written(head, latest, repeated=True)
    raise ConflictError(_("Mã này đã dùng cho một bản ghi khác."), record=head, field="id")


def _revised_before(
    head: Record,
    base: int,
    content: Content,
    within: Sequence[UUID] | None,
    by: Officer,
) -> Written | None:
    if head.revision <= base:
        return None
    made = Revision.objects.filter(record=head, number=base + 1, author=by).first()
    if made is None or not _says(made, head, content, within):
        return None
    _known, latest = newest(head.pk)
    return Written(head, latest, repeated=True)


def _lost_race(
    record: UUID, base: int, content: Content, within: Sequence[UUID] | None, by: Officer
) -> Written:
    head = Record.objects.get(pk=record)
    if again := _revised_before(head, base, content, within, by):
        return again
    _refuse_unless_open(head, base, content)
    raise stale(head, newest(record)[1], content)


def _refuse_unless_open(head: Record, base: int, offered: Content) -> None:
    state, confirmed = State(head.state), head.confirmed_revision is not None
    if not allows(state, confirmed=confirmed, act=Act.AMEND):
        raise WrongStateError(_("Bản ghi này đã hủy, không sửa được nữa."), record=head)
    if head.revision != base:
        raise stale(head, newest(head.pk)[1], offered)


def _says(
    revision: Revision, head: Record, content: Content, within: Sequence[UUID] | None
) -> bool:
    """Whether a revision already says exactly this."""
    try:
        stored = book_of(head.book).kept(revision.content)
    except ContentError:
        return False
    asked = revision.within if revision.confirmed_at is None else None
    same_within = revision.confirmed_at is not None or asked == plain(within)
    return stored == content and same_within


def _shown(book: Book, content: Content) -> dict[str, Any]:
    """Give the columns of a head that follow its newest revision."""
    summary = book.summary(content)
    measures = [
        None if measure is None else [_plain_amount(measure.amount), *measure[1:]]
        for measure in summary.measures
    ]
    return {
        "kind": summary.kind,
        "title": summary.title,
        "place": summary.place,
        "on": summary.on,
        "ends_on": summary.ends_on,
        "measures": measures,
        **search_keys(summary.title, summary.place),
    }


def _plain_amount(amount: int | Decimal | None) -> int | str | None:
    return str(amount) if isinstance(amount, Decimal) else amount


def new_head(book: Book, unit: int, content: Content, key: UUID, hand: Hand) -> Record:
    return Record(
        pk=key,
        book=book.code,
        unit_id=unit,
        created_by=hand.by,
        created_at=hand.at,
        changed_at=hand.at,
        **_shown(book, content),
    )


def new_revision(
    record: Record,
    content: Content,
    within: Sequence[UUID] | None,
    on_behalf_of: str,
    hand: Hand,
) -> Revision:
    if len(on_behalf_of) > LONGEST_NAME:
        raise ContentError([Refusal("on_behalf_of", _("Viết ngắn lại, không quá 200 chữ."))])
    return Revision(
        record=record,
        number=record.revision,
        content=content.stored(),
        within=plain(within),
        author=hand.by,
        on_behalf_of=on_behalf_of,
        at=hand.at,
    )


def _join_up(record: Record, units: set[int]) -> None:
    """Name these organisers; one that already joined keeps its date."""
    standing = RecordOrganiser.objects.filter(record=record)
    standing.exclude(unit__in=units).delete()
    known = set(standing.values_list("unit_id", flat=True))
    RecordOrganiser.objects.bulk_create(organisers_of(record, units - known))


def _link_up(book: Book, record: Record, content: Content) -> None:
    RecordLink.objects.filter(record=record).delete()
    RecordLink.objects.bulk_create(links_of(book, record, content))


def organisers_of(record: Record, units: Iterable[int]) -> list[RecordOrganiser]:
    others = sorted(set(units) - {record.unit_id})
    holder = record.unit_id
    return [RecordOrganiser(record=record, holder_id=holder, unit_id=unit) for unit in others]


def links_of(book: Book, record: Record, content: Content) -> list[RecordLink]:
    links = {(link.record, link.kind) for link in book.links(content)}
    return [RecordLink(record=record, named_id=named, kind=kind) for named, kind in sorted(links)]
