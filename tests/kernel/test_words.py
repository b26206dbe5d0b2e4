"""Words where Django is not known: Vietnamese as written, or what the catalogue says."""

import subprocess
import sys

import pytest
from django.utils import translation

from binhyen.kernel import words

ALONE = """
from binhyen.kernel import words
print(words.gettext("khoảng"), words.ngettext("một", "nhiều", 2), words.ngettext("một", "nhiều", 1))
print(words.is_english())
"""


class TestGettext:
    def test_says_it_in_the_language_of_the_moment(self) -> None:
        for language, said in (("en", "about"), ("vi", "khoảng")):
            with translation.override(language):
                assert words.gettext("khoảng") == said

    def test_leaves_what_the_catalogue_does_not_know(self) -> None:
        with translation.override("en"):
            assert words.gettext("xã Hải Long") == "xã Hải Long"

    def test_says_nothing_for_nothing(self) -> None:
        """The library answers an empty message with the head of the catalogue."""
        with translation.override("en"):
            assert words.gettext("") == ""

    def test_stays_vietnamese_in_a_program_without_django(self) -> None:
        said = subprocess.run(
            [sys.executable, "-c", ALONE], check=True, capture_output=True, text=True
        )

        assert said.stdout == "khoảng nhiều một\nFalse\n"


class TestMarks:
    def test_change_nothing_themselves(self) -> None:
        with translation.override("en"):
            assert words.gettext_noop("khoảng") == "khoảng"
            assert words.kept("khoảng") == "khoảng"


class TestIsEnglish:
    @pytest.mark.parametrize(
        ("language", "english"), [("en", True), ("en-gb", True), ("vi", False), (None, False)]
    )
    def test_follows_the_language_of_the_moment(self, language: str | None, english: bool) -> None:  # noqa: FBT001 -- a case
        with translation.override(language):
            assert words.is_english() is english
