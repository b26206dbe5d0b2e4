"""Keys to the interface: made, used, taken back."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from binhyen.accounts.models import ApiKey, Officer
from binhyen.accounts.rules.codes import digest_of
from binhyen.accounts.services.trail import log_officer

KEY_LIFE = timedelta(days=90)
USE_NOTED_EVERY = timedelta(hours=1)
PREFIX = "by_"


@transaction.atomic
def create_api_key(
    *, officer: Officer, name: str, can_write: bool, by: Officer | None, at: datetime
) -> tuple[ApiKey, str]:
    """Make a key in the officer's name. Returns the row and the only copy of the key itself."""
    head = secrets.token_hex(4)
    raw = f"{PREFIX}{head}_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        officer=officer,
        name=name,
        prefix=PREFIX + head,
        digest=digest_of(raw),
        can_write=can_write,
        created_at=at,
        expires_at=at + KEY_LIFE,
    )
    log_officer("api_key.created", officer, by=by, at=at, prefix=key.prefix, can_write=can_write)
    return key, raw


@transaction.atomic
def revoke_api_key(*, key: ApiKey, by: Officer | None, at: datetime) -> ApiKey:
    """Take a key back at once. Doing it twice does nothing the second time."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=at):
        log_officer("api_key.revoked", key.officer, by=by, at=at, prefix=key.prefix)
        key.revoked_at = at
    return key


def note_key_used(*, key: ApiKey, at: datetime) -> None:
    """Remember the last use, to the hour, so that reading does not write each time. Not logged."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=at - USE_NOTED_EVERY)
    ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=at)
