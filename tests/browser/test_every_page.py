"""Every page somebody meets, on a phone by day and at a desk by night: whole, quiet, readable.

And not wider than a tablet, than a desk's screen enlarged twice, or than paper.
"""

from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser

from binhyen.demonstration.rules import PASSWORD
from scripts.pages import DOOR, NOT_THERE, PAGES
from tests.builders.site import Site
from tests.builders.visitor import DESK, PHONE, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.xdist_group("pages"),
]


@pytest.fixture
def visitor(site: Site, chrome: Browser) -> Iterator[Visitor]:
    somebody = Visitor.open(chrome, site.address, width=DESK, dark=True)
    yield somebody
    somebody.close()


def wrong_of(visitor: Visitor, paths: tuple[str, ...]) -> list[str]:
    """Open each page at a desk by night; then the same page is on a phone by day."""
    found = []
    for path in paths:
        visitor.become(DESK, dark=True)
        looks = partial(visitor.go, path), partial(look_on_a_phone_by_day, visitor)
        for look in (*looks, visitor.fits_elsewhere):
            try:
                look()
            except AssertionError as error:
                found.append(str(error))
    return found


def look_on_a_phone_by_day(visitor: Visitor) -> None:
    visitor.become(PHONE, dark=False)
    visitor.look()


class TestPages:
    @pytest.mark.parametrize("username", PAGES)
    def test_are_whole_for(self, visitor: Visitor, username: str) -> None:
        visitor.sign_in(username, PASSWORD)
        assert "\n\n".join(wrong_of(visitor, PAGES[username])) == ""

    def test_at_the_door_are_whole(self, visitor: Visitor) -> None:
        assert "\n\n".join(wrong_of(visitor, DOOR)) == ""

    def test_that_are_not_there_say_so(self, visitor: Visitor) -> None:
        visitor.go(NOT_THERE, status=404).reads("Không tìm thấy trang này")
        look_on_a_phone_by_day(visitor)
