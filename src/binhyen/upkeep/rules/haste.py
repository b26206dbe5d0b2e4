"""How often costly things may be asked for on pages: by one officer, and from one address.

An office shares one address, so an address may ask five times as much.
"""

from dataclasses import dataclass
from typing import Final

OFFICE: Final = 5
EXPORTS: Final = {
    "workbook",
    "document",
    "batch-file",
    "batches",
    "officer-sheet",
    "old-sheet-file",
}
UPLOADS: Final = {"imports", "photos", "officer-import", "old-sheet"}


@dataclass(frozen=True)
class Cost:
    """*a_minute* in the long run, *at_once* when one has not asked for a while."""

    name: str
    a_minute: int
    at_once: int


EXPORT: Final = Cost("export", 60, 30)
SEARCH: Final = Cost("search", 120, 60)
UPLOAD: Final = Cost("upload", 30, 20)


def cost_of(route: str, method: str, *, searches: bool, uploads: bool) -> Cost | None:
    """What a request costs, by its route's name and its shape.

    >>> cost_of("overview:workbook", "GET", searches=False, uploads=False).name
    'export'
    >>> cost_of("overview:home", "GET", searches=False, uploads=False)
    """
    name = route.rpartition(":")[2]
    if method == "POST":
        return UPLOAD if uploads and name in UPLOADS else None
    if name in EXPORTS:
        return EXPORT
    return SEARCH if searches else None
