"""Indicators over time, period by period of the law, in one reading a kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from binhyen.ledger.queries.reading import Key
from binhyen.ledger.rules.maps import View
from binhyen.ledger.rules.measures import ZERO, Measure
from binhyen.ledger.selectors.asking import Ask
from binhyen.ledger.selectors.catalogue import indicator
from binhyen.ledger.selectors.questions import Figure, from_measure
from binhyen.ledger.selectors.reading import Reader
from binhyen.units.rules.tree import ONE_DAY
from binhyen.units.selectors import current_tree


@dataclass(frozen=True, slots=True)
class Period:
    """A month of Decree 09/2019: its number as in 202611, its first and last day."""

    number: int
    start: date
    end: date


def trends(
    codes: Sequence[str], unit: int, periods: Sequence[Period], on: date
) -> dict[str, list[Figure]]:
    """FLOW and STOCK indicators of a unit for consecutive periods, all on one day's map."""
    tree = current_tree(leaves=[unit])
    view = View(tree, unit, on, by_child=False)
    start, end = periods[0].start, periods[-1].end
    found: dict[str, list[Figure]] = {}
    for kind in ("FLOW", "STOCK"):
        keys = {indicator(code).id: code for code in codes if indicator(code).kind == kind}
        if not keys:
            continue
        changes = Reader(Ask(tuple(keys), start, end, view, None, "period")).read().sums
        before: Mapping[Key, Measure] = {}
        if kind == "STOCK":
            before = Reader(Ask(tuple(keys), None, start - ONE_DAY, view)).read().sums
        for key, code in keys.items():
            level = before.get((unit, key, 0), ZERO)
            found[code] = []
            for period in periods:
                measure = changes.get((unit, key, period.number), ZERO)
                if kind == "STOCK":
                    level = measure = level + measure
                found[code].append(from_measure(measure, unit, period.start, period.end))
    return found
