"""Indicators over time, period by period of the law, in one reading a kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from binhyen.ledger.rules.maps import View
from binhyen.ledger.rules.measures import ZERO
from binhyen.ledger.selectors.catalogue import indicator
from binhyen.ledger.selectors.questions import Figure, from_measure
from binhyen.ledger.selectors.reading import Ask, Reader
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
    found: dict[str, list[Figure]] = {}
    for kind in ("FLOW", "STOCK"):
        keys = {indicator(code).id: code for code in codes if indicator(code).kind == kind}
        if not keys:
            continue
        start = periods[0].start if kind == "FLOW" else None
        ask = Ask(tuple(keys), start, periods[-1].end, View(tree, unit, on, False), None, "period")  # noqa: FBT003
        sums = Reader(ask).read().sums
        for key, code in keys.items():
            if kind == "FLOW":
                found[code] = [
                    from_measure(sums.get((unit, key, p.number), ZERO), unit, p.start, p.end)
                    for p in periods
                ]
                continue
            changes = sorted((month, m) for (_, one, month), m in sums.items() if one == key)
            found[code] = [
                from_measure(
                    sum((m for month, m in changes if month <= p.number), ZERO),
                    unit,
                    p.start,
                    p.end,
                )
                for p in periods
            ]
    return found
