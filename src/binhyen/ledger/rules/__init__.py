"""The arithmetic of the ledger. Pure: no Django, no clock, no database."""

from binhyen.ledger.rules.hedges import Hedge, combined
from binhyen.ledger.rules.measures import ZERO, Measure
from binhyen.ledger.rules.postings import Posting

__all__ = ["ZERO", "Hedge", "Measure", "Posting", "combined"]
