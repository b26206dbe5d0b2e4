"""Writes of records: the only doors through which a book changes."""

from binhyen.records.services.checking import (
    ConflictError,
    OwnRecordError,
    RecordError,
    StaleRevisionError,
    WrongStateError,
    check,
)
from binhyen.records.services.deciding import confirm, confirm_many, covering, void
from binhyen.records.services.many import Draft, ManyRefusedError, check_many, create_many
from binhyen.records.services.writing import Written, create, discard, join, write_revision

__all__ = [
    "ConflictError",
    "Draft",
    "ManyRefusedError",
    "OwnRecordError",
    "RecordError",
    "StaleRevisionError",
    "Written",
    "WrongStateError",
    "check",
    "check_many",
    "confirm",
    "confirm_many",
    "covering",
    "create",
    "create_many",
    "discard",
    "join",
    "void",
    "write_revision",
]
