"""Writes of the ledger: the only doors through which a figure can change."""

from binhyen.ledger.queries.posting import hold_ledger, share_ledger
from binhyen.ledger.services.booking import book, book_all
from binhyen.ledger.services.declaring import Terms, covering, declare, withdraw
from binhyen.ledger.services.desk import Booking
from binhyen.ledger.services.rerolling import rerolled

__all__ = [
    "Booking",
    "Terms",
    "book",
    "book_all",
    "covering",
    "declare",
    "hold_ledger",
    "rerolled",
    "share_ledger",
    "withdraw",
]
