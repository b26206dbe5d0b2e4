"""One record opened: what it says, what it put into the figures, who did what and when."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from binhyen.accounts.models import Officer
from binhyen.ledger.models import Line, Standing
from binhyen.ledger.rules.hedges import HEDGES
from binhyen.ledger.selectors.catalogue import indicator_by_id
from binhyen.records.models import Record, RecordLink, RecordOrganiser, Revision
from binhyen.records.rules import Shown
from binhyen.records.rules import book as book_of
from binhyen.records.rules.changes import Change, differences
from binhyen.units.selectors.naming import own_names


@dataclass(frozen=True, slots=True)
class PostedLine:
    """A line the record stands by today, with what opens the figure it is part of."""

    indicator: str
    name: str
    day: date
    amount: int | Decimal
    hedge: str
    unit_of_measure: str
    unit: str
    uid: str


@dataclass(frozen=True, slots=True)
class Step:
    """One revision in the history: who wrote it, who confirmed it, what it says otherwise."""

    revision: Revision
    changes: tuple[Change, ...]
    is_counting: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything a record's page shows."""

    record: Record
    newest: Revision
    words: tuple[Shown, ...]
    lines: tuple[PostedLine, ...]
    steps: tuple[Step, ...]
    organisers: tuple[tuple[str, datetime | None, int], ...]
    named: tuple[Record, ...]
    voided_by: Officer | None


def opened(record: Record, on: date) -> Opened:
    """Read a record whole, in a fixed number of queries."""
    revisions = list(
        Revision.objects.filter(record=record)
        .select_related("author", "confirmed_by")
        .order_by("number")
    )
    words = {revision.number: _words(record, revision) for revision in revisions}
    posted = list(_standing_lines(record))
    asked = list(RecordOrganiser.objects.filter(record=record).order_by("pk"))
    units = {line.unit_id for line in posted} | {one.unit_id for one in asked}
    names = own_names(units, on) if units else {}
    return Opened(
        record=record,
        newest=revisions[-1],
        words=words[revisions[-1].number],
        lines=tuple(_posted(line, names) for line in posted),
        steps=_steps(record, revisions, words),
        organisers=tuple((names.get(a.unit_id, ""), a.joined_at, a.unit_id) for a in asked),
        named=tuple(link.named for link in _named(record)),
        voided_by=Officer.objects.filter(pk=record.voided_by_id).first()
        if record.voided_by_id
        else None,
    )


def revision_of(record: Record, number: int | None = None) -> Revision:
    """Read one revision, the newest unless said."""
    wanted = record.revision if number is None else number
    found = Revision.objects.filter(record=record, number=wanted)
    return found.select_related("author", "confirmed_by").get()


def first_revision(record: UUID) -> Revision:
    return Revision.objects.get(record=record, number=1)


def _words(record: Record, revision: Revision) -> tuple[Shown, ...]:
    book = book_of(record.book)
    return tuple(book.said(book.kept(revision.content)))


def _steps(
    record: Record, revisions: list[Revision], words: dict[int, tuple[Shown, ...]]
) -> tuple[Step, ...]:
    """Order the history newest first; the first revision differs from nothing."""
    found = []
    for revision in revisions:
        before = words.get(revision.number - 1)
        changes = differences(before, words[revision.number]) if before else []
        counting = (
            revision.number == record.confirmed_revision and record.state != Record.State.VOIDED
        )
        found.append(Step(revision, tuple(changes), counting))
    return tuple(reversed(found))


def _standing_lines(record: Record) -> QuerySet[Line]:
    standing = Standing.objects.filter(pk=record.pk).values("entry")
    return Line.objects.filter(entry__in=standing).select_related("unit").order_by("pk")


def _posted(line: Line, names: dict[int, str]) -> PostedLine:
    facts = indicator_by_id(line.indicator_id)
    return PostedLine(
        indicator=facts.code,
        name=facts.name,
        day=line.day,
        amount=facts.shown(line.amount),
        hedge=str(HEDGES[line.hedge]),
        unit_of_measure=facts.unit_of_measure,
        unit=names.get(line.unit_id, ""),
        uid=line.unit.uid,
    )


def _named(record: Record) -> QuerySet[RecordLink]:
    return RecordLink.objects.filter(record=record).select_related("named").order_by("pk")
