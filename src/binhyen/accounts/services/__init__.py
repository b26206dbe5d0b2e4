"""Writes of the accounts slice: one public function, one transaction, one entry in the log."""

from binhyen.accounts.services.assignments import (
    AssignmentExistsError,
    AssignmentSettledError,
    OwnAssignmentError,
    SecondPersonNeededError,
    assign,
    confirm_assignment,
    end_assignment,
)
from binhyen.accounts.services.entrance import (
    CodeRefusedError,
    change_password,
    issue_code,
    record_sign_in,
    redeem_code,
)
from binhyen.accounts.services.keys import create_api_key, note_key_used, revoke_api_key
from binhyen.accounts.services.languages import choose_language
from binhyen.accounts.services.officers import (
    Issued,
    NewOfficer,
    UsernameTakenError,
    create_officer,
    import_officers,
    lock_officer,
    open_first_administrators,
    unlock_officer,
)

__all__ = [
    "AssignmentExistsError",
    "AssignmentSettledError",
    "CodeRefusedError",
    "Issued",
    "NewOfficer",
    "OwnAssignmentError",
    "SecondPersonNeededError",
    "UsernameTakenError",
    "assign",
    "change_password",
    "choose_language",
    "confirm_assignment",
    "create_api_key",
    "create_officer",
    "end_assignment",
    "import_officers",
    "issue_code",
    "lock_officer",
    "note_key_used",
    "open_first_administrators",
    "record_sign_in",
    "redeem_code",
    "revoke_api_key",
    "unlock_officer",
]
