"""Numerators and denominators of rates: sums of indicators with filters."""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from binhyen.ledger.rules.postings import Dims

Term = tuple[str, Dims]
_TERM = re.compile(r"([A-Z]{2}\d\d[a-z]?)(?:\[([^\]]*)\])?")
HUNDREDTH = Decimal("0.01")


@cache
def terms(text: str) -> tuple[Term, ...]:
    """Read a sum of indicators; of the catalogue's few expressions each is read once.

    >>> terms("MH07[rating=GOOD]+MH07[rating=FAIR]")
    (('MH07', (('rating', 'GOOD'),)), ('MH07', (('rating', 'FAIR'),)))
    """
    found = []
    for part in text.split("+"):
        match = _TERM.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"not a sum of indicators: {text!r}")
        filters = tuple(
            (name, value)
            for name, _, value in (f.partition("=") for f in (match[2] or "").split(",") if f)
        )
        found.append((match[1], filters))
    return tuple(found)


def rate(numerator: int, denominator: int) -> Decimal | None:
    """A percentage with two places, half up; None without a denominator.

    >>> rate(50, 70)
    Decimal('71.43')
    """
    if denominator == 0:
        return None
    return (Decimal(numerator) * 100 / Decimal(denominator)).quantize(HUNDREDTH, ROUND_HALF_UP)
