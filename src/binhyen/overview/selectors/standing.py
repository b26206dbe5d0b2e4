"""Where a unit stands among those of its parent, read from the ledger: a quartile, no names."""

from dataclasses import dataclass, replace
from datetime import date

from binhyen.filings.selectors.peers import FEWEST, quartile
from binhyen.ledger.selectors.catalogue import Facts
from binhyen.ledger.selectors.figures import figures
from binhyen.ledger.selectors.questions import Query
from binhyen.units.selectors import current_tree


@dataclass(frozen=True, slots=True)
class Standing:
    """In which quarter of its peers a figure lies (1 lowest, 4 highest), and of how many."""

    quartile: int
    peers: int


def standing(query: Query, facts: Facts, on: date) -> Standing | None:
    """Compare a unit's figure with its neighbours' on that day's map; None for too few.

    Nothing is said of sensitive indicators: a quarter of few units could tell a small cell.
    """
    tree = current_tree(leaves=[query.unit])
    parent = tree.parent(query.unit, on)
    if parent is None or facts.is_sensitive:
        return None
    rows = figures(replace(query, unit=parent, map=on, by="child"))
    known = {row.unit: row.amount for row in rows if not row.own and row.amount is not None}
    own = known.get(query.unit)
    if own is None or len(known) < FEWEST:
        return None
    # Hundredths, so that rates and counts are compared alike.
    return Standing(quartile(int(own * 100), [int(n * 100) for n in known.values()]), len(known))
