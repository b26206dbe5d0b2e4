"""Make postings what a record stands for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from binhyen.accounts.models import Officer
from binhyen.ledger.models import Entry
from binhyen.ledger.queries.posting import share_ledger
from binhyen.ledger.rules.postings import Dims, Posting
from binhyen.ledger.rules.transfers import Move, levels_moved
from binhyen.ledger.selectors.catalogue import dimension_set, indicator, indicators
from binhyen.ledger.services.desk import Booking, Desk, NewLine, Placed, Replacement
from binhyen.ledger.services.drawing import draw_down
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree, with_leaves

Sets = dict[tuple[int, Dims], int | None]


def book(
    *,
    record: UUID,
    revision: int,
    source: str,
    placed: Placed,
    within: Sequence[UUID] | None,
    why: str,
    by: Officer,
    at: datetime,
    moves: Sequence[Move] = (),
) -> None:
    """Make *placed* what one record stands for (Booking says what the words mean)."""
    book_all([Booking(record, revision, source, placed, within, why, moves)], by=by, at=at)


@transaction.atomic(savepoint=False)  # callers let an error end their own transaction
def book_all(
    bookings: Sequence[Booking], *, by: Officer, at: datetime, tree: Tree | None = None
) -> None:
    """Make every booking what its record stands for; a record may appear once.

    The reversals of their last entries, the new entries, the balances and every declaration
    that covers any of them are posted in the caller's transaction, once for all. *tree* is what
    a caller read after it shared the ledger; without one it is read here.
    """
    if tree is None:
        share_ledger()
    desk = Desk(by=by, at=at)
    desk.read_standing(one.record for one in bookings if not one.is_first)
    sets: Sets = {}
    for one in bookings:
        desk.replace(_replacement(one, sets))
    tree = current_tree(desk.units()) if tree is None else with_leaves(tree, desk.units())
    draw_down(desk, tree, bookings)
    desk.post(tree)


def _replacement(one: Booking, sets: Sets) -> Replacement:
    return Replacement(
        record=one.record,
        revision=one.revision,
        source=one.source,
        kind=Entry.Kind.RECORD,
        lines=lines_of(one.placed, one.moves, sets),
        why=one.why,
        within=None if one.within is None else [str(key) for key in one.within],
        opened_on=one.opened_on,
        is_first=one.is_first,
    )


def lines_of(placed: Placed, moves: Sequence[Move], sets: Sets | None = None) -> list[NewLine]:
    """Every line a record of these postings stands for, what divisions moved included.

    *sets* remembers the keys of dimension sets from one record to the next.
    """
    sets = {} if sets is None else sets
    return [*_new_lines(placed, sets), *_moved_lines(placed, moves, sets)]


def _moved_lines(placed: Placed, moves: Sequence[Move], sets: Sets) -> list[NewLine]:
    if not moves:
        return []
    stocks = frozenset(code for code, facts in indicators().items() if facts.kind == "STOCK")
    moved: list[tuple[int, Posting]] = []
    for move in moves:  # what arrived by one move leaves with the next
        moved += levels_moved([*placed, *moved], move, stocks)
    return [replace(line, transfer=True) for line in _new_lines(moved, sets)]


def _new_lines(placed: Placed, sets: Sets) -> list[NewLine]:
    """Name the keys behind each posting's indicator and dimensions."""
    lines = []
    for unit, posting in placed:
        facts = indicator(posting.indicator)
        said = (facts.id, tuple(sorted(posting.dims)))
        if said not in sets:
            sets[said] = dimension_set(*said)
        lines.append(
            NewLine(
                unit=unit,
                indicator=facts.id,
                day=posting.on,
                amount=posting.amount,
                hedge=posting.hedge,
                dims=sets[said],
                takes_out=posting.takes_out,
                opens=posting.opens,
            )
        )
    return lines
