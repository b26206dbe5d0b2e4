"""The door for many records of one book at once: a sheet, an import, the demonstration.

`check_many` says what is wrong, row by row; `create_many` writes all as drafts or none;
`deciding.confirm_many` lets them count. The checks, the log and the ledger are those of one
record, asked and written once for all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.records.models import Record, RecordLink, RecordOrganiser, Revision
from binhyen.records.rules import Book
from binhyen.records.rules import book as book_of
from binhyen.records.rules.content import Content, ContentError, Refusal
from binhyen.records.selectors.duplicates import duplicates_of_each
from binhyen.records.services.checking import Hand, batches, note_each, refusals_of
from binhyen.records.services.writing import (
    Written,
    links_of,
    new_head,
    new_revision,
    organisers_of,
    written_before,
)

ROWS = 1000  # of one INSERT


@dataclass(frozen=True, slots=True)
class Draft:
    """One record to be written; the words are those of `create`."""

    unit: int
    content: Content
    id: UUID | None = None
    within: Sequence[UUID] | None = None
    organisers: tuple[int, ...] = ()
    on_behalf_of: str = ""


class ManyRefusedError(Exception):
    """Nothing was written: *refusals* by the place of their draft in the list, from 0."""

    def __init__(self, refusals: Mapping[int, Sequence[Refusal]]) -> None:
        super().__init__(f"{len(refusals)} drafts were refused")
        self.refusals = refusals


def check_many(*, book: str, drafts: Sequence[Draft], today: date) -> dict[int, list[Refusal]]:
    """Say what `create_many` would refuse, by the place of the draft; nothing is written."""
    the_book = book_of(book)
    settled, refusals = _settled(the_book, drafts)
    return refusals | _refused(the_book, settled, refusals.keys(), today)


def create_many(*, book: str, drafts: Sequence[Draft], by: Officer, at: datetime) -> list[Written]:
    """Write many new records of one book down as drafts, in their order: all of them or none.

    ManyRefusedError tells every row that is wrong. A draft whose id was written before and says
    the same is answered as repeated, as `create` does; ConflictError when it says otherwise.
    """
    the_book = book_of(book)
    settled, refusals = _settled(the_book, [one if one.id else _named(one) for one in drafts])
    known = _known(book, [one for place, one in enumerate(settled) if place not in refusals])
    done = {place for place, one in enumerate(settled) if one.id in known}
    refusals |= _refused(the_book, settled, done | refusals.keys(), localdate(at))
    if refusals:
        raise ManyRefusedError(refusals)
    fresh = [one for one in settled if one.id not in known]
    try:
        with transaction.atomic():
            written = _write(the_book, fresh, Hand(by, at))
    except IntegrityError:
        if not _known(book, fresh):
            raise
        return create_many(book=book, drafts=settled, by=by, at=at)  # some came meanwhile
    alike = duplicates_of_each([one.record for one in written])
    found = known | {
        one.record.pk: replace(one, duplicates=alike.get(one.record.pk, ())) for one in written
    }
    return [found[one.id] for one in settled if one.id]


def _named(draft: Draft) -> Draft:
    return replace(draft, id=uuid4())


def _settled(book: Book, drafts: Sequence[Draft]) -> tuple[list[Draft], dict[int, list[Refusal]]]:
    """Complete every content; what no book takes, and an id that comes twice, is refused."""
    settled: list[Draft] = []
    refusals: dict[int, list[Refusal]] = {}
    seen: set[UUID] = set()
    for place, one in enumerate(drafts):
        try:
            settled.append(replace(one, content=book.settle(one.content, one.unit)))
        except ContentError as error:
            settled.append(one)
            refusals[place] = list(error.refusals)
        if one.id in seen:
            sentence = _("Mã này đã dùng cho một bản ghi khác.")
            refusals.setdefault(place, []).append(Refusal("id", sentence))
        elif one.id is not None:
            seen.add(one.id)
    return settled, refusals


def _refused(
    book: Book, drafts: Sequence[Draft], but: Collection[int], today: date
) -> dict[int, list[Refusal]]:
    """What is wrong with these drafts, save those at the places *but*."""
    places = [place for place in range(len(drafts)) if place not in but]
    asked = [(drafts[place].content, drafts[place].unit) for place in places]
    said = refusals_of(book, asked, today) if asked else []
    return {place: found for place, found in zip(places, said, strict=True) if found}


def _known(book: str, drafts: Sequence[Draft]) -> dict[UUID, Written]:
    """Those of these drafts that were written before; refuses an id that said otherwise."""
    by_id = {one.id: one for one in drafts if one.id}
    known: dict[UUID, Written] = {}
    for some in batches(list(by_id)):
        for key in Record.objects.filter(pk__in=some).values_list("pk", flat=True):
            one = by_id[key]
            if before := written_before(key, book, one.unit, one.content, one.within):
                known[key] = before
    return known


def _write(book: Book, drafts: Sequence[Draft], hand: Hand) -> list[Written]:
    written = []
    for one in drafts:
        head = new_head(book, one.unit, one.content, one.id or uuid4(), hand)
        revision = new_revision(head, one.content, one.within, one.on_behalf_of, hand)
        written.append(Written(head, revision))
    heads = [one.record for one in written]
    Record.objects.bulk_create(heads, batch_size=ROWS)
    Revision.objects.bulk_create([one.revision for one in written], batch_size=ROWS)
    pairs = list(zip(heads, drafts, strict=True))
    RecordOrganiser.objects.bulk_create(
        [row for head, one in pairs for row in organisers_of(head, one.organisers)],
        batch_size=ROWS,
    )
    RecordLink.objects.bulk_create(
        [row for head, one in pairs for row in links_of(book, head, one.content)],
        batch_size=ROWS,
    )
    note_each("record.created", hand, [(head, {}) for head in heads])
    return written
