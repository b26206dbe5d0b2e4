"""Pictures of every page, by role, at 360 and 1280 px, light and dark, for people to look at.

`.venv/bin/python -m scripts.screenshots FOLDER [--address URL] [--only WORDS]`: without an
address it sets a site up for itself, with the demonstration, and serves it meanwhile.
`… docs/huong-dan/anh --guide` takes exactly the pictures that the guide in Vietnamese shows,
`… docs/pages --set` those of docs/pages; on a site of their own it is always the same morning.
"""

import argparse
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from scripts.guide import picture_guide
from scripts.page_set import take_set
from scripts.pages import BOOKS, DOOR, NOT_THERE, PAGES
from scripts.ways import sign_in
from tests.builders.visitor import chromium

SIZES = ((360, 780), (1280, 900))
GROUNDS: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@contextmanager
def served(address: str, *, leaf: str = "") -> Iterator[str]:
    """Give the address asked for, or set up and serve a site of one's own, by other settings."""
    if address:
        yield address
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.settings.test")
    from tests.builders.site import Site  # noqa: PLC0415 -- only needed without an address

    with tempfile.TemporaryDirectory(prefix="binhyen-pictures-") as folder:
        site = Site.set_up(Path(folder), leaf=leaf)
        site.start()
        try:
            yield site.address
        finally:
            site.stop()


def shoot(page: Page, address: str, path: str, name: Path) -> None:
    answer = page.goto(address + path)
    status = answer.status if answer else 0
    page.screenshot(path=str(name), full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    print(f"{status} {path} -> {name.name}{'  WIDER THAN THE SCREEN' if wide else ''}")


def walk(browser: Browser, address: str, folder: Path, only: str) -> None:
    for width, height in SIZES:
        for ground in GROUNDS:
            for username, paths in (("", (*DOOR, NOT_THERE)), *PAGES.items()):
                wanted = [path for path in paths if only in path]
                if not wanted:
                    continue
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=ground, locale="vi-VN"
                )
                page = context.new_page()
                if username:
                    sign_in(page, address, username)
                for path in (*wanted, *records_of(page, address, username, only)):
                    words = re.sub(r"[^\w]+", "-", path).strip("-") or "trang-chu"
                    name = f"{username or 'cua'}.{words}.{width}.{ground}.png"
                    shoot(page, address, path, folder / name)
                context.close()


def records_of(page: Page, address: str, username: str, only: str) -> list[str]:
    """One record of each book, where somebody keeps books."""
    if username != "nhuthanh" or only:
        return []
    found = []
    for book in BOOKS:
        page.goto(f"{address}/{book}/?period=")
        link = page.locator("td.title a").first
        if link.count():
            record = str(link.get_attribute("href"))
            found += [record, f"{record}sua/"]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--address", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--guide", action="store_true")
    parser.add_argument("--set", action="store_true")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    leaf = "scripts.one_morning" if chosen.guide or chosen.set else ""
    with served(chosen.address, leaf=leaf) as address, chromium() as browser:
        if chosen.guide:
            picture_guide(browser, address, chosen.folder, sign_in)
        elif chosen.set:
            take_set(browser, address, chosen.folder)
        else:
            walk(browser, address, chosen.folder, chosen.only)


if __name__ == "__main__":
    main()
