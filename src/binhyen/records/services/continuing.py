"""Where what a divided unit left open is kept on, and what that posts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from binhyen.accounts.models import Officer
from binhyen.ledger import services as ledger
from binhyen.ledger.rules import Posting
from binhyen.ledger.rules.transfers import Move
from binhyen.records.models import Record, Revision
from binhyen.records.rules import book as book_of
from binhyen.records.services.checking import placed
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree

Stage = tuple[int, date]


@dataclass(frozen=True, slots=True)
class Continuation:
    """Where a record is kept on, since when, and where it was before; all None when nowhere."""

    at: int | None
    on: date | None
    before: tuple[tuple[int, str], ...] = ()


def continuation_of(head: Record) -> Continuation:
    before = tuple((int(unit), str(on)) for unit, on in head.continued_before)
    return Continuation(head.continued_at_id, head.continued_on, before)


def units_of(head: Record) -> set[int]:
    """Whoever kept the record's book on any day: what a tree must hold to place it."""
    return {head.unit_id, *(unit for unit, _ in _stages(head))}


def placed_of(tree: Tree, head: Record, postings: Iterable[Posting]) -> list[tuple[int, Posting]]:
    """Put each posting of a record where its book was kept on that day."""
    stages = _stages(head)
    found = []
    for posting in postings:
        unit = next((at for at, on in reversed(stages) if on <= posting.on), head.unit_id)
        found += placed(tree, unit, [posting])
    return found


def moves_of(head: Record, standing: Sequence[tuple[int, Posting]]) -> list[Move]:
    """List what each division of the record's unit took along: its levels, wherever they stood."""
    moves = []
    left = {head.unit_id}
    for unit, on in _stages(head):
        left |= {at for at, posting in standing if posting.on < on}
        moves += [Move(old, unit, on) for old in sorted(left - {unit})]
        left.add(unit)
    return moves


@transaction.atomic
def continue_at(
    *, record: UUID, unit: int, on: date, why: str, by: Officer, at: datetime
) -> Continuation:
    """Let a unit keep the record on from a day; returns where it was kept until then.

    What counts is posted anew: its levels leave the old unit and arrive at the new one.
    """
    head = Record.objects.get(pk=record)
    until_now = continuation_of(head)
    before = until_now.before
    if until_now.at is not None and until_now.on is not None:
        before = (*before, (until_now.at, until_now.on.isoformat()))
    restore_continuation(record=record, place=Continuation(unit, on, before), why=why, by=by, at=at)
    return until_now


@transaction.atomic
def restore_continuation(
    *, record: UUID, place: Continuation, why: str, by: Officer, at: datetime
) -> None:
    """Keep the record where *place* says, and post what counts of it accordingly."""
    Record.objects.filter(pk=record).update(
        continued_at=place.at,
        continued_on=place.on,
        continued_before=[list(b) for b in place.before],
    )
    head = Record.objects.get(pk=record)
    if head.confirmed_revision is None or head.state == Record.State.VOIDED:
        return
    counts = Revision.objects.get(record=head, number=head.confirmed_revision)
    book = book_of(head.book)
    tree = current_tree(units_of(head))
    standing = placed_of(tree, head, book.postings(book.kept(counts.content)))
    ledger.book(
        record=head.pk,
        revision=head.confirmed_revision,
        source=head.book,
        placed=standing,
        within=None if counts.within is None else [UUID(one) for one in counts.within],
        moves=moves_of(head, standing),
        why=why,
        by=by,
        at=at,
    )


def _stages(head: Record) -> list[Stage]:
    """List each unit that kept the record on after its own, with its first day, in order."""
    stages = [(int(unit), date.fromisoformat(on)) for unit, on in head.continued_before]
    if head.continued_at_id is not None and head.continued_on is not None:
        stages.append((head.continued_at_id, head.continued_on))
    return stages
