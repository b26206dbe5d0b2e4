"""The English catalogue is compiled at set-up, and only when it changed."""

import gettext
import os
from pathlib import Path

import pytest

from binhyen.kernel.management.catalogue import WORDS, compile_catalogue


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    source = tmp_path / "django.po"
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Sổ hoạt động"\nmsgstr "Book of activities"\n'
    )
    return source


def says(compiled: Path, message: str) -> str:
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file).gettext(message)


class TestCompileCatalogue:
    def test_makes_what_gettext_reads(self, catalogue: Path, tmp_path: Path) -> None:
        made = tmp_path / "django.mo"

        assert compile_catalogue(catalogue, made)
        assert says(made, "Sổ hoạt động") == "Book of activities"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["django.mo", "django.po"]

    def test_does_nothing_twice_and_again_after_a_change(
        self, catalogue: Path, tmp_path: Path
    ) -> None:
        made = tmp_path / "django.mo"
        compile_catalogue(catalogue, made)
        assert not compile_catalogue(catalogue, made)

        catalogue.write_text(catalogue.read_text().replace("Book of", "Register of"))
        later = made.stat().st_mtime + 1
        os.utime(catalogue, (later, later))

        assert compile_catalogue(catalogue, made)
        assert says(made, "Sổ hoạt động") == "Register of activities"

    def test_reads_the_catalogue_of_the_product(self, tmp_path: Path) -> None:
        compile_catalogue(WORDS, tmp_path / "django.mo")

        assert says(tmp_path / "django.mo", "khoảng") == "about"
