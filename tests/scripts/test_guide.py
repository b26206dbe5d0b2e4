import re
from functools import cache
from pathlib import Path

import polib
import pytest

from scripts import guide
from scripts.environment import ROOT
from scripts.messages import WORDS

FOLDER = ROOT / "docs" / "huong-dan"
PAGES = sorted(FOLDER.glob("*.md"))
ROLES = {
    "truong-thon", "can-bo-xa", "nguoi-xac-nhan", "can-bo-tinh", "lanh-dao", "quan-tri",
    "mat-tran-doan-the",
}  # fmt: skip
MOST_PICTURES = 25
HOLE = re.compile(r"%\(\w+\)s|\{\w+\}")
ALIKE = {"0", "A+", "PDF", "Excel"}  # the same in every language, so not in the catalogue


def shown(page: Path) -> list[str]:
    return re.findall(r"!\[[^\]]+\]\(anh/([\w-]+)\.png\)", page.read_text())


def taken() -> set[str]:
    """The names of the pictures, as the stories of the script give them."""
    source = Path(guide.__file__).read_text()
    return {"dang-nhap", *re.findall(r'yield "([\w-]+)"', source)}


@cache
def said_on_screens() -> set[str]:
    """Every string of the screens, small letters, with … where a number or a name comes."""
    return {HOLE.sub("…", entry.msgid).lower() for entry in polib.pofile(str(WORDS))}


class TestGuide:
    def test_has_a_page_for_each_role_and_an_index_that_leads_there(self) -> None:
        index = (FOLDER / "README.md").read_text()

        assert {page.stem for page in PAGES} == ROLES | {"README"}
        assert all(f"({role}.md)" in index for role in ROLES)

    def test_shows_exactly_the_pictures_that_the_script_takes(self) -> None:
        named = [name for page in PAGES for name in shown(page)]

        assert sorted(named) == sorted(taken())
        assert {picture.stem for picture in (FOLDER / "anh").iterdir()} == taken()

    def test_stays_light(self) -> None:
        pictures = list((FOLDER / "anh").glob("*.png"))
        heavy = {one.name for one in pictures if one.stat().st_size > guide.LARGEST_BYTES}

        assert len(pictures) <= MOST_PICTURES
        assert heavy == set()

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
    def test_names_buttons_and_fields_as_the_screens_do(self, page: Path) -> None:
        found = re.findall(r"\*\*(.+?)\*\*", page.read_text(), re.DOTALL)
        bold = {" ".join(words.split()) for words in found} - ALIKE

        assert {words for words in bold if words.lower() not in said_on_screens()} == set()
