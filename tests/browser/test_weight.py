"""What a page costs who pays by the megabyte, on the first visit and later; it stands still."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Request

from binhyen.demonstration.rules import PASSWORD
from tests.builders.budget import FIRST_REQUESTS, LATER_REQUESTS, LAYOUT_SHIFT, STYLES
from tests.builders.site import Site
from tests.builders.visitor import PHONE, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.xdist_group("pages"),
]
FIRST_VISIT, LATER_PAGE = 200_000, 50_000
AN_OLD_PHONE = 8  # times slower than this machine
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


# Adds up by how much what was already shown has jumped.
JUMPS = """window.jumped = 0;
new PerformanceObserver(seen => {
  for (const one of seen.getEntries()) if (!one.hadRecentInput) window.jumped += one.value;
}).observe({type: 'layout-shift', buffered: true});"""
BLOCKING = """() => performance.getEntriesByType('resource')
  .filter(one => one.renderBlockingStatus === 'blocking').map(one => one.name)"""
YEAR = "max-age=31536000"


@dataclass(frozen=True)
class Visit:
    """What came over the line for one page, what the first words waited for, how far it jumped."""

    weights: dict[str, int]
    headers: dict[str, dict[str, str]]
    blocking: list[str]
    jumped: float

    @classmethod
    def of(cls, context: BrowserContext, address: str) -> "Visit":
        asked: list[Request] = []
        page = context.new_page()
        page.on("requestfinished", lambda one: asked.append(one))  # noqa: PLW0108 -- the library marks it, a bound method refuses
        page.goto(address, wait_until="networkidle")
        sizes = {one: one.sizes()["responseBodySize"] for one in asked}
        came = [one for one in asked if sizes[one] > 0]  # below zero: kept from before
        answers = {one.url: one.response() for one in came}
        visit = cls(
            {one.url: sizes[one] for one in came},
            {url: answer.headers for url, answer in answers.items() if answer},
            page.evaluate(BLOCKING),
            page.evaluate("window.jumped"),
        )
        page.close()
        return visit

    @property
    def files(self) -> dict[str, dict[str, str]]:
        return {url: said for url, said in self.headers.items() if "/static/" in url}


def carelessly_sent(files: dict[str, dict[str, str]]) -> list[str]:
    """Give the files that a browser would ask for again, or that came in full length."""
    again = [url for url, said in files.items() if YEAR not in said.get("cache-control", "")]
    texts = [url for url in files if urlsplit(url).path.endswith((".css", ".js", ".svg"))]
    pressed = {"br", "gzip"}
    full = [url for url in texts if files[url].get("content-encoding") not in pressed]
    return again + full


class TestMainPages:
    @pytest.mark.parametrize(("username", "path"), MAIN.values(), ids=MAIN)
    def test_are_light_and_stand_still(
        self, username: str, path: str, site: Site, chrome: Browser
    ) -> None:
        visitor = Visitor.open(chrome, site.address, with_axe=False).sign_in(username, PASSWORD)
        context = chrome.new_context(viewport={"width": PHONE, "height": 780})
        context.add_init_script(JUMPS)
        context.add_cookies(visitor.page.context.cookies())  # type: ignore[arg-type]  # the same, by two types
        visitor.close()

        first = Visit.of(context, site.address + path)
        later = Visit.of(context, site.address + path)
        context.close()

        assert any(url.endswith(".woff2") for url in first.weights)
        assert LATER_REQUESTS >= len(later.weights) > 0
        assert FIRST_REQUESTS >= len(first.weights) > len(later.weights)
        assert sum(first.weights.values()) < FIRST_VISIT, first.weights
        assert sum(later.weights.values()) < LATER_PAGE, later.weights
        assert all(".css" in url for url in first.blocking)
        assert 0 < len(first.blocking) <= STYLES
        assert max(first.jumped, later.jumped) <= LAYOUT_SHIFT
        assert carelessly_sent(first.files) == []

    def test_stand_still_while_they_come_in_piece_by_piece(
        self, site: Site, chrome: Browser
    ) -> None:
        visitor = Visitor.open(chrome, site.address, with_axe=False).sign_in(COMMUNE, PASSWORD)
        page = visitor.page
        page.set_viewport_size({"width": PHONE, "height": 780})
        page.add_init_script(JUMPS)
        slow = page.context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": AN_OLD_PHONE})
        page.goto(f"{site.address}/ban-do/")
        jumped = page.evaluate("window.jumped")
        visitor.close()

        assert jumped <= LAYOUT_SHIFT
