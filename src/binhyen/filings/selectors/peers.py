"""Where a unit stands among its neighbours: a quartile, never a name, never a rank."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from binhyen.filings.models import Filing, Snapshot
from binhyen.filings.rules.cells import Cell
from binhyen.filings.rules.regime import Column
from binhyen.filings.rules.states import SENT
from binhyen.filings.selectors.sent import obliged_siblings
from binhyen.ledger.selectors.catalogue import Facts, indicator

COMPARED = ("TT01", "TT02", "NH01", "MH02", "LL09", "TT08")
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """The unit's figure, and in which quarter of its peers it lies (1 lowest, 4 highest)."""

    facts: Facts
    amount: int
    quartile: int
    peers: int


def standing_of(filing: Filing) -> list[Standing]:
    """Compare what was sent with what the others under the same unit have sent by now."""
    if filing.state not in SENT:
        return []
    cells = {one.filing.unit_id: one.cells for one in _sent(filing)}
    found = []
    for code in COMPARED:
        known = {
            unit: amount
            for unit, rows in cells.items()
            if code in rows and isinstance(amount := _amount(rows[code]), int)
        }
        own = known.get(filing.unit_id)
        if own is not None and len(known) >= FEWEST:
            quarter = quartile(own, list(known.values()))
            found.append(Standing(indicator(code), own, quarter, len(known)))
    return found


def _sent(filing: Filing) -> list[Snapshot]:
    """The newest snapshot of each unit that sends to the same one, this one included."""
    siblings = obliged_siblings(filing)
    newest = Snapshot.objects.filter(
        filing__period=filing.period_id, filing__unit__in=siblings, filing__state__in=SENT
    ).order_by("filing__version", "number")
    by_unit = dict(newest.values_list("filing__unit", "pk"))
    found = Snapshot.objects.filter(pk__in=by_unit.values()).select_related("filing")
    return list(found.only("cells", "filing__unit"))


def _amount(columns: dict[str, Any]) -> int | Decimal | None:
    return Cell.read(columns[Column.THIS]).amount


def quartile(own: int, all_of_them: list[int]) -> int:
    """In which quarter a number lies, counted from below; equals share the higher one.

    >>> quartile(1, [1, 2, 3, 4]), quartile(4, [1, 2, 3, 4]), quartile(2, [1, 2, 3, 4])
    (1, 4, 2)
    """
    not_above = sum(one <= own for one in all_of_them)
    return min(4, max(1, -(-4 * not_above // len(all_of_them))))
