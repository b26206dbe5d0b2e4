"""Whose code or key this is."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from binhyen.accounts.models import ApiKey, Assignment, Officer, OneTimeCode
from binhyen.accounts.rules.codes import digest_of


def live_code_of(officer: Officer, at: datetime) -> OneTimeCode | None:
    return OneTimeCode.objects.live(at).filter(officer=officer).first()


def key_of(raw: str, at: datetime) -> ApiKey | None:
    """Find the live key behind the raw text; it dies with its officer's last assignment."""
    key = ApiKey.objects.live(at).select_related("officer").filter(digest=digest_of(raw)).first()
    if key is None:
        return None
    working = Assignment.objects.active(localdate(at)).filter(officer=key.officer)
    return key if working.exists() else None


def officer_of_key(raw: str, at: datetime) -> tuple[Officer, bool] | None:
    """Tell whose key this is and whether it may write; None when dead or never made."""
    key = key_of(raw, at)
    return None if key is None else (key.officer, key.can_write)


def keys_of(officer: Officer) -> QuerySet[ApiKey]:
    return ApiKey.objects.filter(officer=officer).order_by("-created_at", "-pk")
