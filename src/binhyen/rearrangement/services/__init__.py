"""Writes of rearrangements: a draft, its confirmation by a second person, its undoing."""

from binhyen.rearrangement.services.confirming import confirm_event
from binhyen.rearrangement.services.entering import discard_event, enter_event, rewrite_event
from binhyen.rearrangement.services.refusing import (
    EventRefusedError,
    NotAboveError,
    NotUndoableError,
    SecondPersonNeededError,
    StaleEventError,
    WrongStateError,
)
from binhyen.rearrangement.services.undoing import undo_event

__all__ = [
    "EventRefusedError",
    "NotAboveError",
    "NotUndoableError",
    "SecondPersonNeededError",
    "StaleEventError",
    "WrongStateError",
    "confirm_event",
    "discard_event",
    "enter_event",
    "rewrite_event",
    "undo_event",
]
