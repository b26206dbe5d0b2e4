"""Writes of records: the only doors through which a book changes."""

from binhyen.records.services.checking import (
    ConflictError,
    OwnRecordError,
    RecordError,
    StaleRevisionError,
    WrongStateError,
    check,
)
from binhyen.records.services.deciding import confirm, covering, void
from binhyen.records.services.writing import Written, create, discard, join, write_revision

__all__ = [
    "ConflictError",
    "OwnRecordError",
    "RecordError",
    "StaleRevisionError",
    "Written",
    "WrongStateError",
    "check",
    "confirm",
    "covering",
    "create",
    "discard",
    "join",
    "void",
    "write_revision",
]
