"""Writes of the ledger: the only doors through which a figure can change."""

from binhyen.ledger.queries.posting import hold_ledger
from binhyen.ledger.services.booking import book
from binhyen.ledger.services.declaring import Terms, covering, declare, withdraw
from binhyen.ledger.services.rerolling import rerolled

__all__ = ["Terms", "book", "covering", "declare", "hold_ledger", "rerolled", "withdraw"]
