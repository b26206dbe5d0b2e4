"""Shapes of input of the accounts slice. They check what was typed and save nothing."""

from binhyen.accounts.forms.administration import (
    AssignmentForm,
    EndForm,
    ImportForm,
    KeyForm,
    LogForm,
    OfficerForm,
)
from binhyen.accounts.forms.entrance import (
    ActivateTotpForm,
    NewPasswordForm,
    PasswordAgainForm,
    RedeemForm,
    SecondFactorAgainForm,
    SecondFactorForm,
    SignInForm,
)

__all__ = [
    "ActivateTotpForm",
    "AssignmentForm",
    "EndForm",
    "ImportForm",
    "KeyForm",
    "LogForm",
    "NewPasswordForm",
    "OfficerForm",
    "PasswordAgainForm",
    "RedeemForm",
    "SecondFactorAgainForm",
    "SecondFactorForm",
    "SignInForm",
]
