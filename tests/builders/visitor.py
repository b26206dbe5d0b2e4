"""Somebody before a screen: signs in, taps, types, and looks whether the page is as it must be.

Every page looked at is held to the same: nothing asked of another machine, no error in the
console, nothing wider than the screen, nothing to press smaller than a thumb, nothing over its
budget, axe content. Axe looks once at what is made of the same, at each width and ground, and at
four rows made alike.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, sync_playwright

from tests.builders.budget import OVER_BUDGET, budget_of

# Debian's browser without a window takes a quarter less of the processor for the same pages.
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE, NARROWEST, DESK = 360, 320, 1280
TABLET = 768
ENLARGED = 640  # a desk's page at 200 %; A4 between its margins is a little wider
HEIGHT = 780
THUMB = 44
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # only what fails is read, and none of the rules above reads the style sheets themselves
    "resultTypes": ["violations"],
    "preload": {"assets": ["media"]},
}
# Links within text are exempt (LOOK, section 2), and so is what only a screen reader meets.
TOO_SMALL = """thumb => [...document.querySelectorAll(
  'button, summary, select, textarea, input:not([type=hidden]), a.button, a.tab, .side a, .band a,'
  + ' .pager a, .menu-open a')]
  .filter(one => one.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}))
  .filter(one => !one.closest('[aria-hidden=true]') && !one.classList.contains('first-button'))
  .map(one => ['radio', 'checkbox'].includes(one.type) ? one.closest('label') ?? one : one)
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width > 0 && (box.height < thumb || box.width < thumb))
  .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${box.width}×${box.height}`)"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# On paper nothing can be pressed, and what lies beyond the edge is lost.
WRONG_ON_PAPER = """() => {
  const shown = one => one.checkVisibility({checkOpacity: true, checkVisibilityCSS: true});
  const guides = [...document.querySelectorAll('button, .button, .side, .tab-bar, .band-tools,'
    + ' .filters, .pager-pages, .segments')].filter(shown);
  const cut = [...document.querySelectorAll('table, svg, h1')]
    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
  return [...guides.map(one => ['on paper', one]), ...cut.map(one => ['cut on paper', one])]
    .map(([what, one]) => `${what}: ${one.outerHTML.slice(0, 90)}`);
}"""

# Lies ready in every page and does nothing until it is asked to look.
AXE_READY = "window.axeWhenAsked = () => {\n" + AXE_SCRIPT + "\n};"
# What a page is made of: kinds of elements, each told by the tags, classes, roles and states down
# to it, not by its words, numbers and addresses; and the rows whose every kind was seen four times.
MADE_OF = """() => {
  const ENOUGH = 4;
  const words = new Set(['id', 'for', 'name', 'value', 'href', 'action', 'src', 'alt', 'title',
    'placeholder', 'content', 'datetime', 'd', 'points', 'transform', 'x', 'y', 'x1', 'x2', 'y1',
    'y2', 'cx', 'cy', 'r', 'width', 'height', 'viewBox', 'min', 'max', 'maxlength', 'rows',
    'colspan', 'rowspan', 'aria-label', 'aria-labelledby', 'aria-describedby', 'aria-controls',
    'aria-valuetext']);
  const seen = new Map(), more = [];
  const telling = mark => !/^(data-|hx-)/.test(mark.name);
  const told = mark => words.has(mark.name) ? mark.name + (mark.value.trim() ? '+' : '-')
                                            : `${mark.name}=${mark.value}`;
  const look = (one, chain) => {
    const says = [...one.childNodes].some(child => child.nodeType === 3 && child.data.trim());
    const marks = [...one.attributes].filter(telling).map(told).sort().join(' ');
    const kind = `${chain}>${one.localName} ${marks}${says ? ' …' : ''}`;
    const times = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, times);
    let isNew = times <= ENOUGH;
    for (const child of one.children) isNew = look(child, kind) || isNew;
    if (!isNew && one.matches('tr, li, option, path') && !one.matches(':focus-within'))
      more.push(one);
    return isNew;
  };
  look(document.documentElement, '');
  return [[...seen].map(([kind, times]) => kind + (times > 1 ? ' ×' : '')).join('\\n'), more];
}"""
KINDS = f"() => ({MADE_OF})()[0]"
AXE_LOOKS = f"""async rules => {{
  if (!window.axe) window.axeWhenAsked();
  const away = ({MADE_OF})()[1].map(one => [one, document.createComment('')]);
  for (const [one, place] of away) one.replaceWith(place);
  const found = await axe.run(document, rules);
  for (const [one, place] of away.reverse()) place.replaceWith(one);
  return found.violations;
}}"""
_whole: set[tuple[int, bool, str]] = set()
_signed_in: dict[tuple[str, str], list[Any]] = {}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's browser, with nothing of its own that would call home."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@dataclass
class Visitor:
    """One person in one window; counts the taps a piece of work takes."""

    page: Page
    address: str
    scripts: bool = True
    with_axe: bool = True
    taps: int = 0
    keys: int = 0
    wrong: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    @classmethod
    def open(
        cls,
        browser: Browser,
        address: str,
        *,
        width: int = PHONE,
        scripts: bool = True,
        dark: bool = False,
        with_axe: bool = True,
    ) -> "Visitor":
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            has_touch=width < DESK,
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        context.set_default_timeout(15_000)
        if scripts and with_axe:
            context.add_init_script(AXE_READY)
        visitor = cls(context.new_page(), address, scripts=scripts, with_axe=with_axe)
        visitor._listen()
        return visitor

    def _listen(self) -> None:
        self.page.on("request", lambda request: self._note_request(request.url))
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("response", self._note_response)

    def _note_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1":
            self.wrong.append(f"asked another machine: {url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        # A browser logs every refusal of a form (422) and every conflict (409) as an error.
        refused = re.search(r"status of (4\d\d)", message.text)
        if message.type in {"error", "warning"} and not refused:
            self.wrong.append(f"console: {message.text}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 500:
            self.wrong.append(f"{response.status}: {response.url}")

    def close(self) -> None:
        self.page.context.close()

    def sign_in(self, username: str, password: str) -> "Visitor":
        """Through the door; who came in before, on this site, still has the cookies of then."""
        known = _signed_in.setdefault((self.address, username), [])
        if known:
            self.page.context.add_cookies(known)
            return self
        self.go("/dang-nhap/")
        self.page.fill("#id_login", username)
        self.page.fill("#id_password", password)
        self.page.click("main button.primary")
        self.page.wait_for_url(lambda url: "/dang-nhap/" not in url)
        known += self.page.context.cookies()
        return self

    def go(self, path: str, *, status: int = 200) -> "Visitor":
        """Open a page and look at it."""
        response = self.page.goto(self.address + path)
        assert response is not None
        assert response.status == status, f"{path}: {response.status}"
        self.look()
        return self

    def tap(self, what: Locator | str) -> "Visitor":
        target = self.page.locator(what) if isinstance(what, str) else what
        target.click()
        self.taps += 1
        return self

    def press(self, words: str, *, exact: bool = True) -> "Visitor":
        """Tap the button or link that says these words, and wait for the page it brings."""
        button = self.page.get_by_role("button", name=words, exact=exact)
        link = self.page.get_by_role("link", name=words, exact=exact)
        target = self.page.locator("main").locator(button.or_(link)).first
        self.tap(target)
        self.page.wait_for_load_state("load")
        return self

    def choose(self, words: str) -> "Visitor":
        """Tap the choice card that says these words."""
        return self.tap(self.page.locator("label.choice", has_text=words).first)

    def type_into(self, label: str, text: str) -> "Visitor":
        """Fill the field with this label, as a finger and a keyboard would."""
        field = self.page.locator("main").get_by_label(label).first
        field.fill(text)
        self.taps += 1
        self.keys += len(text)
        return self

    def reads(self, *words: str) -> "Visitor":
        """Insist that the page says these words."""
        said = self.text
        for word in words:
            assert word in said, f"{word!r} is not on {self.page.url}:\n{said[:3000]}"
        return self

    @property
    def text(self) -> str:
        return " ".join(self.page.locator("body").inner_text().replace("\u00a0", " ").split())

    def look(self) -> "Visitor":
        """Hold the page on the screen to what every page must be."""
        path = urlsplit(self.page.url).path
        width = self._width
        found = list(self.wrong)
        self.wrong.clear()
        for narrow in (width, NARROWEST) if width == PHONE else (width,):
            self._resize(narrow)
            if (more := self.page.evaluate(TOO_WIDE)) > 0:
                found.append(f"{more} px wider than {narrow}")
            if width != DESK:
                small = self.page.evaluate(TOO_SMALL, THUMB)
                found += [f"small at {narrow}: {one}" for one in small]
        self._resize(width)
        found += self.page.evaluate(OVER_BUDGET, budget_of(path))
        if self.scripts and self.with_axe:
            found += self._unless_known_whole()
        self.seen.append(path)
        assert not found, f"{path} at {width} px:\n" + "\n".join(found)
        return self

    def become(self, width: int, *, dark: bool) -> None:
        """Let the page be on another screen, at another time of day, with no colour on its way."""
        self._resize(width)
        scheme: Literal["dark", "light"] = "dark" if dark else "light"
        self.page.emulate_media(media="screen", color_scheme=scheme, reduced_motion="reduce")

    def fits_elsewhere(self) -> "Visitor":
        """Hold the page to its width on a tablet and enlarged twice, then leave it on paper."""
        found = []
        for width in (TABLET, ENLARGED):
            self._resize(width)
            if (more := self.page.evaluate(TOO_WIDE)) > 0:
                found.append(f"{more} px wider than {width}")
        self.page.emulate_media(media="print")
        found += self.page.evaluate(WRONG_ON_PAPER)
        assert not found, f"{urlsplit(self.page.url).path}:\n" + "\n".join(found)
        return self

    def _unless_known_whole(self) -> list[str]:
        """What axe finds; it need not look twice at what is made of the same at the same size."""
        ground = self.page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")
        shown = (self._width, bool(ground), str(self.page.evaluate(KINDS)))
        if shown in _whole:
            return []
        found = self._axe()
        if not found:
            _whole.add(shown)
        return found

    def _axe(self) -> list[str]:
        violations = self.page.evaluate(AXE_LOOKS, RULES)
        return [
            f"axe {one['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
            for one in violations
            for node in one["nodes"][:3]
        ]

    @property
    def _width(self) -> int:
        size: Any = self.page.viewport_size
        return int(size["width"])

    def _resize(self, width: int) -> None:
        if self._width != width:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
