"""What a page costs who pays by the megabyte: the first visit, and every later page."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Request

from binhyen.demonstration.rules import PASSWORD
from tests.builders.site import Site
from tests.builders.visitor import PHONE, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.xdist_group("pages"),
]
FIRST_VISIT, LATER_PAGE = 200_000, 50_000
COMMUNE, NATION = "nhuthanh", "nation.leader"
MAIN = {
    "home": (COMMUNE, "/"),
    "book": (COMMUNE, "/hoat-dong/?period="),
    "record form": (COMMUNE, "/hoat-dong/ghi-moi/"),
    "figure": (COMMUNE, "/so-lieu/TT02/C16228n/"),
    "filings": (COMMUNE, "/bao-cao/"),
    "map": (COMMUNE, "/ban-do/"),
    "leader's home": (NATION, "/"),
    "leader's map": (NATION, "/ban-do/"),
}


def weighed(context: BrowserContext, address: str) -> dict[str, int]:
    """Open a page and give the bytes of every answer that came over the line."""
    asked: list[Request] = []
    page = context.new_page()
    page.on("requestfinished", lambda one: asked.append(one))  # noqa: PLW0108 -- the library marks it, a bound method refuses
    page.goto(address, wait_until="networkidle")
    weights = [(one.url, one.sizes()["responseBodySize"]) for one in asked]
    page.close()
    return {url: size for url, size in weights if size > 0}  # below zero: kept from before


class TestMainPages:
    @pytest.mark.parametrize(("username", "path"), MAIN.values(), ids=MAIN)
    def test_are_light(self, username: str, path: str, site: Site, chrome: Browser) -> None:
        visitor = Visitor.open(chrome, site.address, with_axe=False).sign_in(username, PASSWORD)
        context = chrome.new_context(viewport={"width": PHONE, "height": 780})
        context.add_cookies(visitor.page.context.cookies())  # type: ignore[arg-type]  # the same, by two types
        visitor.close()

        first = weighed(context, site.address + path)
        later = weighed(context, site.address + path)
        context.close()

        assert any(url.endswith(".woff2") for url in first)
        assert len(first) > len(later) > 0
        assert sum(first.values()) < FIRST_VISIT, first
        assert sum(later.values()) < LATER_PAGE, later
