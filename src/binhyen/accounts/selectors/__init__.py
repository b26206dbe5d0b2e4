"""Reads of the accounts slice."""

from binhyen.accounts.selectors.keys import key_of, keys_of, live_code_of, officer_of_key
from binhyen.accounts.selectors.log import LogQuestion, log_entries
from binhyen.accounts.selectors.reach import Reach, reach_of
from binhyen.accounts.selectors.staffing import (
    OwnUnit,
    assignments_of,
    has_other_verifier,
    officers_administered,
    own_unit,
    pending_assignments,
    units_without_officer,
)

__all__ = [
    "LogQuestion",
    "OwnUnit",
    "Reach",
    "assignments_of",
    "has_other_verifier",
    "key_of",
    "keys_of",
    "live_code_of",
    "log_entries",
    "officer_of_key",
    "officers_administered",
    "own_unit",
    "pending_assignments",
    "reach_of",
    "units_without_officer",
]
