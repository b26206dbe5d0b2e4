"""What a balance counts: amount, declared part, hedged part, live lines, hedges."""

from functools import partial
from operator import add, neg, sub
from typing import NamedTuple

from binhyen.ledger.rules.hedges import Hedge, combined


class Measure(NamedTuple):
    """Everything that adds up in a balance; all of it is signed, so a reversal takes it back.

    Only ``posted`` is not: it counts every line ever posted, so that a row exists exactly as
    long as lines belong to it, be its sums zero or not.
    """

    amount: int = 0
    declared: int = 0
    hedged: int = 0
    n: int = 0
    declared_n: int = 0
    about: int = 0
    over: int = 0
    nearly: int = 0
    under: int = 0
    posted: int = 0

    def __add__(self, other: tuple[int, ...]) -> "Measure":  # type: ignore[override]
        return measured(map(add, self, other))

    def __sub__(self, other: tuple[int, ...]) -> "Measure":
        return measured(map(sub, self, other))

    def __neg__(self) -> "Measure":
        return measured(map(neg, self))

    @property
    def hedge(self) -> Hedge:
        return combined(
            about=self.about,
            over=self.over,
            nearly=self.nearly,
            under=self.under,
            amount=self.amount,
        )


# What ``_make`` does without its look at the length: an answer is made of thousands.
measured = partial(tuple.__new__, Measure)
ZERO = Measure()
FIELDS = Measure._fields
_HEDGE_AT = {Hedge.ABOUT: 5, Hedge.OVER: 6, Hedge.NEARLY: 7, Hedge.UNDER: 8}


def measure_of(*, amount: int, hedge: Hedge, sign: int, hedge_sign: int, declared: bool) -> Measure:
    """What one line adds to every balance it belongs to."""
    values = [amount, 0, 0, sign, 0, 0, 0, 0, 0, 1]
    if declared:
        values[1], values[4] = amount, sign
    if hedge is not Hedge.EXACT:
        values[2] = amount
        values[_HEDGE_AT[hedge]] = hedge_sign
    return Measure(*values)
