"""What a record of a book asks the ledger to post."""

from dataclasses import dataclass
from datetime import date

from binhyen.ledger.rules.hedges import Hedge

Dims = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Posting:
    """One line a record wants; the unit is found by ``records``, day by day.

    ``amount`` is in the indicator's smallest step and may be negative for a STOCK.
    ``takes_out`` marks a line that takes an earlier level out (recount, end, moved rating),
    so that its hedge leaves the sum with it. ``opens`` marks what is founded, replicated or
    opened on that day: it is never inside a STOCK declared before.
    """

    indicator: str
    on: date
    amount: int
    hedge: Hedge = Hedge.EXACT
    dims: Dims = ()
    takes_out: bool = False
    opens: bool = False


def canonical(dims: Dims) -> str:
    """A set of dimensions as text, always the same for the same set.

    >>> canonical((("topic", "LAW"), ("form", "MEETING")))
    'form=MEETING;topic=LAW'
    """
    return ";".join(f"{name}={value}" for name, value in sorted(dims))


def parsed(text: str) -> Dims:
    if not text:
        return ()
    return tuple((name, value) for name, _, value in (p.partition("=") for p in text.split(";")))


def narrower_or_equal(dims: Dims, than: Dims) -> bool:
    """Whether *dims* says at least all that *than* says."""
    return set(than) <= set(dims)
