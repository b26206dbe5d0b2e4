"""Make postings what a record stands for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from binhyen.accounts.models import Officer
from binhyen.ledger.models import Entry
from binhyen.ledger.queries.posting import share_ledger
from binhyen.ledger.rules.postings import Posting
from binhyen.ledger.rules.transfers import Move, levels_moved
from binhyen.ledger.selectors.catalogue import dimension_set, indicator, indicators
from binhyen.ledger.services.desk import Desk, NewLine, Replacement
from binhyen.ledger.services.drawing import draw_down_for_record
from binhyen.units.selectors import current_tree

Placed = Sequence[tuple[int, Posting]]


@transaction.atomic(savepoint=False)  # callers let an error end their own transaction
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
    """Make *placed* (unit, posting) what the record stands for; nothing placed voids it.

    The reversal of its last entry, the new entry, the balances and every declaration that
    covers either are posted in the caller's transaction. *within* is the answer to "đã nằm
    trong số khai?": None takes part in every innermost live declaration, a list only in those.
    *moves* say where an open thing of a divided unit went.
    """
    share_ledger()
    lines = lines_of(placed, moves)
    desk = Desk(by=by, at=at)
    desk.read_standing([record])
    desk.replace(
        Replacement(
            record=record,
            revision=revision,
            source=source,
            kind=Entry.Kind.RECORD,
            lines=lines,
            why=why,
            within=None if within is None else [str(one) for one in within],
            opened_on=min((line.day for line in lines if line.opens), default=None),
        )
    )
    tree = current_tree(leaves=desk.units())
    draw_down_for_record(desk, tree, record=record, placed=placed, within=within)
    desk.post(tree)


def lines_of(placed: Placed, moves: Sequence[Move]) -> list[NewLine]:
    """Every line a record of these postings stands for, what divisions moved included."""
    return [*new_lines(placed), *_moved_lines(placed, moves)]


def _moved_lines(placed: Placed, moves: Sequence[Move]) -> list[NewLine]:
    if not moves:
        return []
    stocks = frozenset(code for code, facts in indicators().items() if facts.kind == "STOCK")
    moved: list[tuple[int, Posting]] = []
    for move in moves:  # what arrived by one move leaves with the next
        moved += levels_moved([*placed, *moved], move, stocks)
    return [replace(line, transfer=True) for line in new_lines(moved)]


def new_lines(placed: Placed) -> list[NewLine]:
    """Name the keys behind each posting's indicator and dimensions."""
    lines = []
    for unit, posting in placed:
        facts = indicator(posting.indicator)
        lines.append(
            NewLine(
                unit=unit,
                indicator=facts.id,
                day=posting.on,
                amount=posting.amount,
                hedge=posting.hedge,
                dims=dimension_set(facts.id, tuple(sorted(posting.dims))),
                takes_out=posting.takes_out,
                opens=posting.opens,
            )
        )
    return lines
