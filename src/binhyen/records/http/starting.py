"""How a new record begins: blank, like an earlier one, on a given day; in steps or on one page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404

from binhyen.accounts.http import SignedInRequest
from binhyen.records.http.request import address, record_or_404
from binhyen.records.models import Record, RecordOrganiser
from binhyen.records.rules import Book
from binhyen.records.selectors.history import revision_of


@dataclass(frozen=True, slots=True)
class Start:
    """*like*: the record to write alike; *on*: the day; *whole*: all questions on one page."""

    like: Record | None = None
    on: date | None = None
    whole: bool = False


def start_of(request: SignedInRequest, book: Book) -> Start:
    """Read how a new record is to begin; a record out of reach to begin it like is 404."""
    asked: Mapping[str, str] = request.POST if request.method == "POST" else request.GET
    whole = asked.get("whole") == "1"
    if request.method == "POST":
        return Start(whole=whole)
    like = None
    if "like" in asked:
        like = record_or_404(request, book, _uuid(asked["like"]))
        if not book.form.anew:
            raise Http404
    return Start(like, _day(asked.get("on"), request.day), whole)


def typed_at_start(book: Book, start: Start, today: date) -> dict[str, Any]:
    """What the form holds before anybody types."""
    typed: dict[str, Any] = {}
    if start.like is not None:
        content = book.kept(revision_of(start.like).content)
        joined = RecordOrganiser.objects.filter(record=start.like)
        typed = book.form.typed_like(content) | {
            "unit": start.like.unit.uid,
            "organisers": list(joined.values_list("unit__uid", flat=True)),
        }
    if start.on is not None and book.form.anew:
        typed |= book.form.typed_on(start.on, today)
    return typed


def like_address(book: Book, record: Record, *, on: date | None = None, whole: bool = False) -> str:
    """Where to write a record down like this one."""
    asked = {"like": str(record.pk)}
    if on is not None:
        asked["on"] = on.isoformat()
    if whole:
        asked["whole"] = "1"
    return f"{address(book, 'creation')}?{urlencode(asked)}"


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _day(text: str | None, today: date) -> date | None:
    """A day that has come; anything else is left to the officer to say."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day <= today else None
