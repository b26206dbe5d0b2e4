"""Coming in: one-time codes, passwords, sign-ins."""

import secrets
from datetime import datetime, timedelta
from hmac import compare_digest

from allauth.mfa.models import Authenticator
from django.db import transaction

from binhyen.accounts.models import Officer, OneTimeCode
from binhyen.accounts.rules.codes import digest_of, shown_code, typed_code
from binhyen.accounts.services.assignments import OwnAssignmentError
from binhyen.accounts.services.trail import log_officer

CODE_LIFE = timedelta(days=14)
# Without 0, 1, i, l, o, u: read aloud and copied by hand.
SIGNS = "23456789abcdefghjkmnpqrstvwxyz"  # 30 signs, 58 bits in 12
CODE_LENGTH = 12


class CodeRefusedError(Exception):
    """The code is wrong, used, replaced or expired; which one is not told."""


@transaction.atomic
def issue_code(
    *, officer: Officer, resets_second_factor: bool = False, by: Officer | None, at: datetime
) -> str:
    """Give a code with which the officer chooses a password once, within 14 days.

    Returns the only copy; what is kept is a hash. An earlier code stops working.
    """
    if officer == by:
        raise OwnAssignmentError
    code = new_code(officer=officer, resets_second_factor=resets_second_factor, by=by, at=at)
    log_officer("code.issued", officer, by=by, at=at, second_factor=resets_second_factor)
    return code


def new_code(
    *, officer: Officer, resets_second_factor: bool, by: Officer | None, at: datetime
) -> str:
    """Write the row, for ``issue_code`` and the import; the caller logs."""
    code = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
    OneTimeCode.objects.filter(officer=officer, redeemed_at=None, replaced_at=None).update(
        replaced_at=at
    )
    OneTimeCode.objects.create(
        officer=officer,
        digest=digest_of(f"{officer.pk}:{code}"),
        resets_second_factor=resets_second_factor,
        issued_by=by,
        issued_at=at,
        expires_at=at + CODE_LIFE,
    )
    return shown_code(code)


@transaction.atomic
def redeem_code(*, username: str, code: str, password: str, at: datetime) -> Officer:
    """Use up a code and set the chosen password; every session of the officer ends.

    The conditional UPDATE lets a code through once, however many try at the same time.
    """
    officer = Officer.objects.filter(username=username.strip().lower(), is_active=True).first()
    if officer is None:
        raise CodeRefusedError
    kept = OneTimeCode.objects.live(at).filter(officer=officer).first()
    digest = digest_of(f"{officer.pk}:{typed_code(code)}")
    if kept is None or not compare_digest(kept.digest, digest):
        raise CodeRefusedError
    if not OneTimeCode.objects.live(at).filter(pk=kept.pk).update(redeemed_at=at):
        raise CodeRefusedError
    officer.set_password(password)
    officer.save(update_fields=["password"])
    if kept.resets_second_factor:
        Authenticator.objects.filter(user=officer).delete()
    log_officer(
        "code.redeemed", officer, by=officer, at=at, second_factor=kept.resets_second_factor
    )
    return officer


@transaction.atomic
def change_password(*, officer: Officer, password: str, at: datetime) -> None:
    """Set a new password; the sessions that were opened with the old one end."""
    officer.set_password(password)
    officer.save(update_fields=["password"])
    log_officer("password.changed", officer, by=officer, at=at)


def record_sign_in(action: str, *, officer: Officer, at: datetime) -> None:
    """Log what the sign-in library did: signed in, refused, second factor on or off."""
    log_officer(action, officer, by=officer, at=at)
