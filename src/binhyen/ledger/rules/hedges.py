"""What people say of a number, and what a sum of such numbers says (docs/rules/hedges.md)."""

from enum import StrEnum


class Hedge(StrEnum):
    EXACT = "EXACT"
    ABOUT = "ABOUT"
    OVER = "OVER"
    NEARLY = "NEARLY"
    UNDER = "UNDER"


# The small numbers under which the database keeps them.
CODES = {Hedge.EXACT: 0, Hedge.ABOUT: 1, Hedge.OVER: 2, Hedge.NEARLY: 3, Hedge.UNDER: 4}
HEDGES = {code: hedge for hedge, code in CODES.items()}


def combined(*, about: int, over: int, nearly: int, under: int, amount: int) -> Hedge:
    """The hedge of a sum from the signed counts of its hedged lines.

    EXACT when nothing hedged is left in it or when the sum is zero; one kind beside exact
    numbers gives that kind; a mixture is ABOUT.

    >>> combined(about=0, over=2, nearly=0, under=0, amount=31)
    <Hedge.OVER: 'OVER'>
    >>> combined(about=1, over=1, nearly=0, under=0, amount=31)
    <Hedge.ABOUT: 'ABOUT'>
    """
    kinds = [
        hedge
        for hedge, count in (
            (Hedge.ABOUT, about),
            (Hedge.OVER, over),
            (Hedge.NEARLY, nearly),
            (Hedge.UNDER, under),
        )
        if count != 0
    ]
    if not kinds or amount == 0:
        return Hedge.EXACT
    return kinds[0] if len(kinds) == 1 else Hedge.ABOUT
