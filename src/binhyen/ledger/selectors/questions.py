"""Questions to the ledger and the rows that answer them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from binhyen.ledger.rules.expressions import rate, terms
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.rules.measures import Measure
from binhyen.ledger.rules.postings import Dims
from binhyen.ledger.selectors.catalogue import Facts, indicator
from binhyen.units.rules.tree import Tree

State = Literal["NUMBER", "BLANK", "SUPPRESSED"]
VISIBLE_HEDGE = 20  # tables print the word when the hedged part is 1/20 or more


class NotOnMapError(Exception):
    """The unit is not on the asked map; ``image`` is what stands for it there."""

    def __init__(self, image: int, on: date) -> None:
        super().__init__(str(image))
        self.image = image
        self.on = on


class UnknownDimensionError(Exception):
    """The indicator has no such dimension, or the dimension no such value."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question. ``map`` None is `then`; ``by`` is unit, child, month or dim:NAME."""

    indicator: str
    unit: int
    start: date
    end: date
    map: date | None = None
    by: str = "unit"
    filters: Dims = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of an answer. ``amount`` is in smallest steps; None is not known, never zero."""

    unit: int
    start: date
    end: date
    amount: int | Decimal | None
    hedge: Hedge = Hedge.EXACT
    state: State = "NUMBER"
    own: bool = False
    declared: bool = False
    declared_amount: int = 0
    hedged_amount: int = 0
    unallocated: int = 0
    cut_declarations: int = 0
    lines_count: int = 0
    numerator: int | None = None
    denominator: int | None = None
    dimension: str | None = None
    unmatched: int = 0

    @property
    def says_hedge(self) -> bool:
        """Whether a table prints the hedge as a word, not as a footnote mark (5 % rule)."""
        if self.hedge is Hedge.EXACT or not isinstance(self.amount, int):
            return False
        return abs(self.hedged_amount) * VISIBLE_HEDGE >= abs(self.amount)

    @property
    def evidence(self) -> Decimal | None:
        """The share of the amount that has a record behind it, in percent."""
        if not isinstance(self.amount, int) or self.amount <= 0 or self.state != "NUMBER":
            return None
        return rate(self.amount - self.declared_amount, self.amount)


def map_date(query: Query, facts: Facts) -> date | None:
    """The date of the map a question is read on; None when each line has its own."""
    if query.map is None and facts.kind != "FLOW":
        return query.end
    return query.map


def check_map(tree: Tree, query: Query, facts: Facts) -> None:
    on = query.map
    if on is None and not _adds_up_over_time(facts):
        on = query.end
    if on is not None:
        if not tree.valid(query.unit, on):
            raise NotOnMapError(tree.image(query.unit, on).unit, on)
        return
    place = tree.places[query.unit]
    lived = any(s.start <= query.end and query.start < s.end for s in place.spans)
    if not lived:
        at = query.end if place.start > query.end else query.start
        raise NotOnMapError(tree.image(query.unit, at).unit, at)


def _adds_up_over_time(facts: Facts) -> bool:
    """A FLOW, or a rate of nothing but FLOW: read day by day, not on the map of the last."""
    if facts.kind != "RATE":
        return facts.kind == "FLOW"
    parts = (*terms(facts.numerator), *terms(facts.denominator))
    return all(indicator(code).kind == "FLOW" for code, _ in parts)


def from_measure(
    measure: Measure,
    unit: int,
    start: date,
    end: date,
    *,
    own: bool = False,
    unallocated: int = 0,
    cut: int = 0,
) -> Figure:
    known = measure.n > 0 or measure.amount != 0
    return Figure(
        unit=unit,
        start=start,
        end=end,
        amount=measure.amount if known else None,
        hedge=measure.hedge,
        state="NUMBER" if known else "BLANK",
        declared=measure.declared != 0,
        declared_amount=measure.declared,
        hedged_amount=measure.hedged,
        lines_count=measure.n,
        own=own,
        unallocated=unallocated,
        cut_declarations=cut,
    )
