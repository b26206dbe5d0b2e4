"""What a book's form offers from the books around it."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.utils.translation import gettext as _

from binhyen.accounts.selectors import Reach
from binhyen.records.rules import Book
from binhyen.records.selectors.places import running_schemes


class Placed(Protocol):
    @property
    def uid(self) -> str: ...
    @property
    def name(self) -> str: ...


def choices_for(book: Book, reach: Reach, places: Iterable[Placed]) -> dict[str, Any]:
    """Give the lists a form cannot know by itself: organisers, schemes, types of scheme."""
    schemes = running_schemes(reach, reach.on) if book.code in {"ACTIVITY", "SCHEME"} else []
    organisers = [(place.uid, place.name) for place in places]
    offered: dict[str, dict[str, Any]] = {
        "ACTIVITY": {"organisers": organisers, "schemes": schemes},
        "SCHEME": {"replicated_from": [("", _("Không")), *schemes]},
    }
    own = dict(book.choices()) if book.choices else {}
    return offered.get(book.code, {}) | own
