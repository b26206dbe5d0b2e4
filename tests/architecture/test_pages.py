"""A new page is looked at by the browser and pictured: scripts/pages.py knows every address."""

import re
from urllib.parse import urlsplit

from django.urls import resolve

from scripts.page_set import ROLES, pages_of
from scripts.pages import BOOKS, NOT_THERE, PAGES
from tests.contract.test_role_matrix import SHEET_BOOKS, named_patterns

RECORDS = ("activities", "schemes", "outreach", "forces", "records")
# Answers that are no page: what is only sent, and what is saved as a file.
ACTS = re.compile(
    r"^rearrangement:confirmation$|:(display|language|opening|writing|redrafting|correction|commenting|answering|reminder"
    r"|acceptance|acceptance-of-all|holiday-removal|joining|photos|photo_removal"
    r"|repetition|repetition_pass|officer-code|officer-lock|key-new|key-revocation"
    r"|assignment-confirmation|import-writing)$"
)
FILES = re.compile(
    r":(workbook|document|photo|import-template|import-marked|officer-sheet|old-sheet-file"
    r"|batch-file|openapi-json)$|^api"
)
# The same template at another book shows the same; one of each kind is enough after work.
AS_IN_ANOTHER_BOOK = {
    *(f"{book}:{name}" for book in RECORDS for name in ("voiding", "discarding", "confirmation")),
    *(f"{book}:{name}" for book in SHEET_BOOKS
      for name in ("import", "import-confirming", "import-discarding")),
    *(f"records:{name}" for name in ("imports", "import", "import-confirming", "import-discarding",
                                     "declarations")),
}  # fmt: skip


def shown() -> set[str]:
    """The names of the addresses that somebody opens for the pictures."""
    found = set()
    for username in ROLES:
        for address in pages_of(username):
            pk = "1" if "/{n}/" in address else "00000000-0000-0000-0000-000000000000"
            path = urlsplit(address.replace("{n}", "1").replace("{pk}", pk)).path
            if path != NOT_THERE:
                found.add(resolve(path).view_name)
    return found


class TestPages:
    def test_of_the_site_are_all_known(self) -> None:
        names = {name for name, _parameters in named_patterns()}
        pages = {name for name in names if not ACTS.search(name) and not FILES.search(name)}

        assert pages - shown() - AS_IN_ANOTHER_BOOK == set()
        assert shown() - pages == set()

    def test_that_the_browser_looks_at_are_pictured(self) -> None:
        assert set(PAGES) <= set(ROLES)
        assert len(BOOKS) == len(RECORDS)
