"""What a person sees is marked, and has its English (docs/adr/0013).

A red test here says what to do: mark the string, `make messages`, write the English beside it.
"""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.template.base import Lexer, TokenType

from scripts.messages import MANY, ONE, WORDS, all_messages, called
from tests.architecture.test_templates import templates
from tests.architecture.tree import PACKAGE, name, sources

VIETNAMESE = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE
)
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|%%")
CLASS = re.compile(r"{% block body_class %}.*?{% endblock %}")
OWN_NAME = "Bình Yên"
SAID = ONE | MANY | {"kept"}
# Whole files that speak Vietnamese in either language, and why.
KEPT = {
    "rendering/": "papers of an office",
    "filings/rules/paper.py": "papers of an office",
    "filings/rules/narrative.py": "the draft of a report's words",
    "records/rules/sheets/": "what is said of a sheet, kept with its rows and written into it",
    "records/selectors/file_": "what is said of a sheet, kept with its rows and written into it",
    "activities/rules/sheet.py": "heads of a sheet",
    "filings/selectors/drafting.py": "the draft of a report's words",
    "rearrangement/rules/wording.py": "an event's summary, kept with its decree",
    "rearrangement/rules/plan.py": "types of units, part of their names",
    "units/rules/wording.py": "types of units, part of their names",
    "units/services/importing.py": "the nation's name",
    "units/management/": "told at the machine's console",
    "demonstration/": "names of the demonstration's officers",
    "kernel/dates.py": "names of lunar years, dates of papers",
    "kernel/text.py": "letters",
    "kernel/management/typeface.py": "letters",
    "kernel/views.py": "what an example form holds",
    "settings/": "a language's own name",
    "accounts/models.py": "a language's own name",
}
SEEN = ("alt", "title", "placeholder", "aria-label", "label", "content", "data-label")
# Words that need no translation: the product, and a language by its own name.
NAMES = {OWN_NAME, "Tiếng Việt", "English", "PDF", "Excel", "Word", ".docx", ".xlsx"}


def unmarked_in_python(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text())
    marked = {id(part) for call in ast.walk(tree) if isinstance(call, ast.Call)
              and called(call) in SAID for part in ast.walk(call)}  # fmt: skip
    texts = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        bare = node.value.replace(OWN_NAME, "")
        if VIETNAMESE.search(bare) and id(node) not in marked | texts:
            yield f"{name(path)}:{node.lineno}: {node.value}"


class Words(HTMLParser):
    """Collects what a template shows by itself: text, and attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for key, value in attrs if key in SEEN and tag != "meta"]


def unmarked_in_template(path: Path) -> Iterator[str]:
    """Text outside tags is unmarked, whatever its letters; so are Vietnamese literals in tags."""
    bare, inside = "", False
    for token in Lexer(CLASS.sub("", path.read_text())).tokenize():
        words = token.contents
        if token.token_type is TokenType.BLOCK and words.startswith(
            ("blocktrans", "endblocktrans")
        ):
            inside = not words.startswith("end")
        elif token.token_type is TokenType.TEXT and not inside:
            bare += words
        elif token.token_type in {TokenType.BLOCK, TokenType.VAR}:
            bare += " "
            if not words.startswith("trans") and VIETNAMESE.search(
                re.sub(r"_\([^)]*\)", "", words)
            ):
                yield f"{name(path)}: {words}"
    shown = Words()
    shown.feed(bare)
    for text in shown.found:
        plain = text.strip()
        for known in NAMES:
            plain = plain.replace(known, "")
        if re.search(r"[^\W\d_]{2,}", plain):
            yield f"{name(path)}: {text.strip()}"


@pytest.fixture(scope="module")
def words() -> polib.POFile:
    return polib.pofile(str(WORDS))


class TestCatalogue:
    def test_has_every_string_of_the_sources_and_no_other(self, words: polib.POFile) -> None:
        said = all_messages()
        known = {entry.msgid: entry.msgid_plural for entry in words}

        assert said.keys() - known.keys() == set()
        assert known.keys() - said.keys() == set()
        assert {one: known[one] for one in said} == said

    def test_has_english_for_each(self, words: polib.POFile) -> None:
        empty = [entry.msgid for entry in words if not all(forms(entry))]

        assert empty + [entry.msgid for entry in words if entry.fuzzy or entry.obsolete] == []

    def test_speaks_english(self, words: polib.POFile) -> None:
        """Vietnamese letters stand in names only: they stand in the source as well."""
        half = [
            (entry.msgid, word)
            for entry in words
            for form in forms(entry)
            for word in re.findall(r"[\w-]+", form)
            if VIETNAMESE.search(word) and word not in entry.msgid and word not in PROPER
        ]

        assert half == []

    def test_keeps_what_is_filled_in(self, words: polib.POFile) -> None:
        wrong = [
            (entry.msgid, form)
            for entry in words
            for form in forms(entry)
            if set(PLACEHOLDER.findall(form)) != set(PLACEHOLDER.findall(entry.msgid))
        ]

        assert wrong == []


PROPER = {"Bình", "Yên", "Hùng", "Tết"}


def forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


class TestSources:
    def test_mark_what_a_person_sees(self) -> None:
        unmarked = [
            found
            for path in sources("src")
            if not str(path.relative_to(PACKAGE)).startswith(tuple(KEPT))
            for found in unmarked_in_python(path)
        ]

        assert unmarked == []

    def test_keep_no_file_that_has_nothing_to_keep(self) -> None:
        idle = {
            kept
            for kept in KEPT
            if not any(
                any(unmarked_in_python(path))
                for path in sources("src")
                if str(path.relative_to(PACKAGE)).startswith(kept)
            )
        }

        assert idle == set()

    def test_mark_every_word_of_a_template(self) -> None:
        assert [found for path in templates() for found in unmarked_in_template(path)] == []

    def test_keep_sentences_out_of_scripts(self) -> None:
        """A script takes its words from the page: data-show, data-hide, data-sending."""
        speaking = [
            name(path)
            for path in PACKAGE.glob("*/static/*/*.js")
            if VIETNAMESE.search(path.read_text())
        ]

        assert speaking == []
