"""What is asked of the balances in one reading, and what was found."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from binhyen.ledger.queries.reading import Key
from binhyen.ledger.rules.maps import View
from binhyen.ledger.rules.measures import ZERO, Measure

Group = Literal["month", "period", "dims"] | None
SPANNING = 0  # the month of what is declared over more than a month


@dataclass(frozen=True, slots=True)
class Ask:
    """One reading: indicators of one kind, a window, a view; STOCK-like when start is None."""

    indicators: tuple[int, ...]
    start: date | None
    end: date
    view: View
    dims: tuple[int, ...] | None = None
    group: Group = None
    unallocated: bool = True  # whether what was placed undivided is asked for
    cut: bool = True  # whether the declared spans that the window cuts are to be counted

    @property
    def is_flow(self) -> bool:
        return self.start is not None


@dataclass
class Answer:
    """Sums by (row, indicator, group); what of each row was placed at it undivided; cut spans."""

    sums: dict[Key, Measure] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    unallocated: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    cut: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))

    def add(self, key: Key, measure: Measure) -> None:
        known = self.sums.get(key)
        self.sums[key] = measure if known is None else known + measure


class Spot(NamedTuple):
    """A row of the answer (None: outside it), and whether what lies there lies undivided."""

    row: int | None
    divided_here: bool


class Way(NamedTuple):
    """Where lines of a moved leaf are counted, and where they lie."""

    counted: Spot
    lies: Spot
