"""What stops a write, and what a write must find out before it: life of a unit, place of a line."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db.models import F, UUIDField
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.audit import services as audit
from binhyen.kernel.dates import vn_date
from binhyen.kernel.statements import Given, Prepared
from binhyen.ledger.rules import Posting
from binhyen.records.models import Record, Revision
from binhyen.records.rules import Book
from binhyen.records.rules.content import Content, ContentError, Refusal
from binhyen.units.rules.tree import FOREVER, ONE_DAY, Tree
from binhyen.units.selectors import current_tree
from binhyen.units.selectors.naming import place_name

BATCH = 5000
_NEWEST = Prepared(
    lambda: Revision.objects.filter(
        record=Given("record", UUIDField()), number=F("record__revision")
    ).select_related("record")
)
Key = TypeVar("Key")


class RecordError(Exception):
    """A write that was refused as a whole: *sentence* says why, *field* where, if anywhere."""

    def __init__(self, sentence: str, *, record: Record | None = None, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.record = record
        self.field = field


class ConflictError(RecordError):
    """The id is taken by a record that said something else from its first revision on."""


class WrongStateError(RecordError):
    """The record is no longer, or not yet, in a state that allows this."""


class OwnRecordError(RecordError):
    """The officer wrote it, and another is there to confirm it."""


class StaleRevisionError(RecordError):
    """Someone else wrote first; carries what stands now and what was offered."""

    def __init__(
        self, sentence: str, *, record: Record, present: Revision, offered: Content | None
    ) -> None:
        super().__init__(sentence, record=record)
        self.present = present
        self.offered = offered


def stale(record: Record, present: Revision, offered: Content | None) -> StaleRevisionError:
    sentence = _("Bản ghi này vừa có người sửa. Xem hai bản rồi chọn một.")
    return StaleRevisionError(sentence, record=record, present=present, offered=offered)


class Hand(NamedTuple):
    """Whose hand it was, and when."""

    by: Officer
    at: datetime


def note(action: str, record: Record, hand: Hand, **detail: object) -> None:
    """Write the one audit entry of a write: codes and counts, never what the record says."""
    audit.record(
        action,
        subject=record.book,
        subject_id=str(record.pk),
        unit_id=record.unit_id,
        actor_id=hand.by.pk,
        actor_name=hand.by.display_name,
        at=hand.at,
        detail={"revision": record.revision, **detail},
    )


def note_each(action: str, hand: Hand, told: Sequence[tuple[Record, Mapping[str, object]]]) -> None:
    """Write the one audit entry of each of many like writes, as `note` would."""
    for book, found in groupby(told, key=lambda one: one[0].book):
        audit.record_each(
            action,
            subject=book,
            told=[
                audit.Told(str(head.pk), head.unit_id, {"revision": head.revision, **detail})
                for head, detail in found
            ],
            actor_id=hand.by.pk,
            actor_name=hand.by.display_name,
            at=hand.at,
        )


def plain(within: Sequence[UUID] | None) -> list[str] | None:
    """Give an answer to "đã nằm trong số khai?" as a revision keeps it."""
    return None if within is None else sorted({str(one) for one in within})


def newest(record: UUID) -> tuple[Record, Revision]:
    """Read a record's head and its newest revision; Record.DoesNotExist when there is none."""
    for row in _NEWEST.objects(record=record):
        return row.record, row
    raise Record.DoesNotExist


def newest_of(records: Sequence[UUID]) -> list[tuple[Record, Revision]]:
    """Read these heads, each with its newest revision, in the order of their ids."""
    found = []
    for some in batches(records):
        rows = Revision.objects.filter(record__in=some, number=F("record__revision"))
        found += [(row.record, row) for row in rows.select_related("record")]
    return sorted(found, key=lambda pair: pair[0].pk)


def check(*, book: Book, unit: int, content: Content, today: date) -> Content:
    """Settle a content and refuse what a write would refuse; nothing is written."""
    settled: Content = book.settle(content, unit)
    check_content(book, settled, unit, today)
    return settled


def check_content(book: Book, content: Content, unit_id: int, today: date) -> None:
    """Refuse days to come, a day outside the unit's life, a name that leads nowhere."""
    if refusals := refusals_of(book, [(content, unit_id)], today)[0]:
        raise ContentError(refusals)


def refusals_of(
    book: Book, contents: Sequence[tuple[Content, int]], today: date
) -> list[list[Refusal]]:
    """Say of each content at its unit what a write would refuse; one question for all."""
    tree = current_tree({unit for _, unit in contents})
    links = [book.links(content) for content, _ in contents]
    alive = _books_of({link.record for found in links for link in found})
    said = []
    for (content, unit), found in zip(contents, links, strict=True):
        refusals = content.refused_days(today)
        on = book.summary(content).on
        if not refusals:
            outside = outside_life(tree, unit, on, _first_day_field(content, on))
            refusals += [outside] if outside else []
        refusals += [
            Refusal(link.field, _("Không có mô hình này trong sổ."))
            for link in found
            if alive.get(link.record) != link.book
        ]
        said.append(refusals)
    return said


def _first_day_field(content: Content, on: date) -> str:
    return next((field for field, day in content.days() if day == on), "on")


def outside_life(tree: Tree, unit_id: int, on: date, field: str) -> Refusal | None:
    """Say that the unit was not there on that day, and which unit was."""
    if tree.valid(unit_id, on):
        return None
    image = tree.image(unit_id, on)
    there = place_name(image.unit, on)
    place = tree.places[unit_id]
    if place.end <= on:
        last = place.end - ONE_DAY if place.end != FOREVER else on
        name = place_name(unit_id, last)
        sentence = (
            _("{name} kết thúc từ ngày {day}, nay thuộc nhiều đơn vị của {there}.")
            if image.divided
            else _("{name} kết thúc từ ngày {day}, nay là {there}. Ghi vào sổ của {there}.")
        )
        said = sentence.format(name=name, day=vn_date(place.end), there=there)
    else:
        sentence = _("{name} có từ ngày {day}. Trước đó nơi này là {there}.")
        name = place_name(unit_id, place.start)
        said = sentence.format(name=name, day=vn_date(place.start), there=there)
    return Refusal(field, said[0].upper() + said[1:])


def _books_of(records: Collection[UUID]) -> dict[UUID, str]:
    """In which book these records stand, those that were not thrown away."""
    found: dict[UUID, str] = {}
    for some in batches(sorted(records)):
        found |= dict(Record.objects.kept().filter(pk__in=some).values_list("pk", "book"))
    return found


def batches(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    """Cut a list of keys into lists that one query takes."""
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def placed(tree: Tree, unit_id: int, postings: Iterable[Posting]) -> list[tuple[int, Posting]]:
    """Put each posting where it belongs on its day.

    At the record's unit while it lives; later at what it became, unless it was divided: what a
    divided unit leaves open stays its own until a transfer moves it.
    """
    found = []
    for posting in postings:
        at = unit_id
        if not tree.valid(unit_id, posting.on):
            image = tree.image(unit_id, posting.on)
            at = unit_id if image.divided else image.unit
        found.append((at, posting))
    return found
