"""Reads of the accounts slice."""

from binhyen.accounts.selectors.importing import (
    CheckedRow,
    FoundUnit,
    checked_rows,
    plain,
    unit_meant,
)
from binhyen.accounts.selectors.keys import key_of, keys_of, live_code_of, officer_of_key
from binhyen.accounts.selectors.log import (
    LogQuestion,
    action_choices,
    log_entries,
    log_lines,
    unit_seen,
)
from binhyen.accounts.selectors.officers import (
    AssignmentLine,
    OfficerLine,
    assignment_lines,
    lines_of,
    officer_lines,
    officers_administered,
    pending_assignments,
)
from binhyen.accounts.selectors.reach import Reach, reach_of
from binhyen.accounts.selectors.staffing import (
    Left,
    OwnUnit,
    body_name,
    body_names,
    has_other_verifier,
    left_without_officer,
    own_unit,
    units_without_officer,
)

__all__ = [
    "AssignmentLine",
    "CheckedRow",
    "FoundUnit",
    "Left",
    "LogQuestion",
    "OfficerLine",
    "OwnUnit",
    "Reach",
    "action_choices",
    "assignment_lines",
    "body_name",
    "body_names",
    "checked_rows",
    "has_other_verifier",
    "key_of",
    "keys_of",
    "left_without_officer",
    "lines_of",
    "live_code_of",
    "log_entries",
    "log_lines",
    "officer_lines",
    "officer_of_key",
    "officers_administered",
    "own_unit",
    "pending_assignments",
    "plain",
    "reach_of",
    "unit_meant",
    "unit_seen",
    "units_without_officer",
]
