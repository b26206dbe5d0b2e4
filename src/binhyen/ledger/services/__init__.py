"""Writes of the ledger: the only doors through which a figure can change."""

from binhyen.ledger.services.booking import book
from binhyen.ledger.services.declaring import Terms, covering, declare, withdraw

__all__ = ["Terms", "book", "covering", "declare", "withdraw"]
