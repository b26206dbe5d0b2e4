import re
from pathlib import Path

import pytest
from PIL import Image

from scripts.environment import ROOT
from scripts.page_set import DESK, HIGHEST, PHONE, ROLES, name_of, pages_of, picture

FOLDER = ROOT / "docs" / "pages"
MOST_BYTES = 8_000_000
ADDRESS = re.compile(r"^(?:- .+: )?`(/[^`]*)`$", re.MULTILINE)

PART = re.compile(r"^## \[[^\]\n]+\]\(([\w.]+)\.md\)\n(.+?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def page_of(username: str) -> Path:
    return FOLDER / f"{username or 'cua'}.md"


class TestSet:
    def test_has_the_pictures_of_every_page_and_no_others(self) -> None:
        wanted = {
            picture(username, address, width)
            for username in ROLES
            for address in pages_of(username)
            for width in (PHONE, DESK)
        }

        assert {str(one.relative_to(FOLDER)) for one in FOLDER.rglob("*.webp")} == wanted

    def test_stays_light_and_as_wide_as_its_screens(self) -> None:
        pictures = list(FOLDER.rglob("*.webp"))
        sizes = {one: Image.open(one).size for one in pictures}
        wrong = {
            str(one)
            for one, (width, height) in sizes.items()
            if f".{width}." not in one.name or height > HIGHEST[width]
        }

        assert wrong == set()
        assert sum(one.stat().st_size for one in pictures) <= MOST_BYTES


class TestIndex:
    def test_names_every_page_of_every_role(self) -> None:
        index = (FOLDER / "README.md").read_text()
        parts = dict(PART.findall(index))

        assert {who: tuple(ADDRESS.findall(part)) for who, part in parts.items()} == {
            username or "cua": pages_of(username) for username in ROLES
        }

    @pytest.mark.parametrize("username", ROLES)
    def test_leads_to_a_page_with_both_pictures_of_each(self, username: str) -> None:
        told = page_of(username).read_text()

        assert tuple(ADDRESS.findall(told)) == pages_of(username)
        assert re.findall(r'<img src="([^"]+)"', told) == [
            picture(username, address, width)
            for address in pages_of(username)
            for width in (PHONE, DESK)
        ]


class TestNames:
    def test_are_a_page_each(self) -> None:
        for username in ROLES:
            pages = pages_of(username)
            assert len({name_of(address) for address in pages}) == len(pages)
