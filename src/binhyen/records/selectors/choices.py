"""What a book's form offers from the books around it."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.utils.translation import gettext as _

from binhyen.accounts.selectors import Reach
from binhyen.records.rules import Book
from binhyen.records.selectors.places import organisers_around, running_schemes


class Placed(Protocol):
    @property
    def id(self) -> int: ...


def choices_for(
    book: Book, reach: Reach, places: Iterable[Placed], *, joined: Iterable[int] = ()
) -> dict[str, Any]:
    """Give the lists a form cannot know by itself: organisers, schemes, types of scheme.

    *joined* are the organisers a record names already: an amendment must not lose them.
    """
    schemes = running_schemes(reach, reach.on) if book.code in {"ACTIVITY", "SCHEME"} else []
    homes = [place.id for place in places]
    organisers = organisers_around(homes, reach.on, joined) if book.code == "ACTIVITY" else []
    offered: dict[str, dict[str, Any]] = {
        "ACTIVITY": {"organisers": organisers, "schemes": schemes},
        "SCHEME": {"replicated_from": [("", _("Không")), *schemes]},
    }
    own = dict(book.choices()) if book.choices else {}
    return offered.get(book.code, {}) | own
