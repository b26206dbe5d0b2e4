"""Every story plays on one served site, with its demonstration, seen through a real browser."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from binhyen.demonstration.rules import PASSWORD
from tests.builders.caller import Caller
from tests.builders.site import Site
from tests.builders.visitor import PHONE, Visitor

Come = Callable[..., Visitor]


@pytest.fixture
def come(site: Site, chrome: Browser, with_axe: bool) -> Iterator[Come]:  # noqa: FBT001 -- a fixture
    """Let somebody come in: ``come("nhuthanh")`` gives them a window, signed in."""
    inside: list[Visitor] = []

    def visitor(
        username: str = "", *, width: int = PHONE, scripts: bool = True, dark: bool = False
    ) -> Visitor:
        somebody = Visitor.open(
            chrome, site.address, width=width, scripts=scripts, dark=dark, with_axe=with_axe
        )
        inside.append(somebody)
        return somebody.sign_in(username, PASSWORD) if username else somebody

    yield visitor
    for somebody in inside:
        somebody.close()


@pytest.fixture(scope="session")
def ministry(site: Site) -> Caller:
    """A key that reads every figure of the country."""
    return Caller.of(site, "nation.leader")
