"""Where a unit stands among its neighbours: a quartile, never a name, never a rank."""

from dataclasses import dataclass

from binhyen.filings.models import Filing
from binhyen.filings.rules.regime import Row
from binhyen.filings.selectors.cells import child_cells
from binhyen.filings.selectors.sheets import obliged_siblings, reading_of
from binhyen.ledger.selectors.catalogue import Facts, indicator
from binhyen.ledger.selectors.questions import NotOnMapError
from binhyen.units.selectors import current_tree

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
    """Read the chosen figures of every unit that sends to the same one; five at least."""
    siblings = obliged_siblings(filing)
    if len(siblings) < FEWEST:
        return []
    end = filing.period.end
    parent = current_tree(leaves=[filing.unit_id]).parent(filing.unit_id, end)
    if parent is None:
        return []
    rows = [Row(indicator=code) for code in COMPARED]
    try:
        cells = child_cells(parent, reading_of(filing.period), rows)
    except NotOnMapError:
        return []
    found = []
    for row in rows:
        known = {
            unit: amount
            for unit in siblings
            if unit in cells and isinstance(amount := cells[unit][row.key].amount, int)
        }
        own = known.get(filing.unit_id)
        if own is not None and len(known) >= FEWEST:
            quarter = quartile(own, list(known.values()))
            found.append(Standing(indicator(row.indicator), own, quarter, len(known)))
    return found


def quartile(own: int, all_of_them: list[int]) -> int:
    """In which quarter a number lies, counted from below; equals share the higher one.

    >>> quartile(1, [1, 2, 3, 4]), quartile(4, [1, 2, 3, 4]), quartile(2, [1, 2, 3, 4])
    (1, 4, 2)
    """
    not_above = sum(one <= own for one in all_of_them)
    return min(4, max(1, -(-4 * not_above // len(all_of_them))))
