"""What an open thing of a divided unit takes along to the successor that has its place.

On the day of the division its standing levels leave the old unit and arrive at the new one;
nothing is founded, nothing ends. Maps older than that day do not know the transfer.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from binhyen.ledger.rules.hedges import CODES, Hedge
from binhyen.ledger.rules.postings import Dims, Posting


@dataclass(frozen=True, slots=True)
class Move:
    """An open thing's place passes from *old* to *new* on a day."""

    old: int
    new: int
    on: date


def levels_moved(
    placed: Sequence[tuple[int, Posting]], move: Move, stocks: frozenset[str]
) -> list[tuple[int, Posting]]:
    """The pairs of postings (out of the old unit, into the new one) a move asks for."""
    amounts: dict[tuple[str, Dims], int] = defaultdict(int)
    hedges: dict[tuple[str, Dims], dict[Hedge, int]] = defaultdict(lambda: defaultdict(int))
    for unit, posting in placed:
        if unit != move.old or posting.on >= move.on or posting.indicator not in stocks:
            continue
        key = (posting.indicator, tuple(sorted(posting.dims)))
        amounts[key] += posting.amount
        hedges[key][posting.hedge] += -1 if posting.takes_out else 1
    found = []
    for (indicator, dims), amount in amounts.items():
        if amount == 0:
            continue
        kinds = [h for h, n in hedges[indicator, dims].items() if n and CODES[h]]
        hedge = Hedge.EXACT if not kinds else kinds[0] if len(kinds) == 1 else Hedge.ABOUT
        found += [
            (move.old, Posting(indicator, move.on, -amount, hedge, dims, takes_out=True)),
            (move.new, Posting(indicator, move.on, amount, hedge, dims)),
        ]
    return found
