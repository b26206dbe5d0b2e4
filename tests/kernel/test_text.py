import csv
import unicodedata

import pytest
from django.conf import settings

from binhyen.kernel.text import exact_key, fold_key, nfc


def units() -> list[dict[str, str]]:
    with (settings.REFERENCE_DATA / "units.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


class TestNfc:
    def test_composes_letters_and_closes_up_spaces(self) -> None:
        assert nfc(unicodedata.normalize("NFD", "  Hải   Long\n")) == "Hải Long"


class TestExactKey:
    def test_gives_the_key_of_every_unit_of_the_reference_data(self) -> None:
        rows = units()

        assert len(rows) == 15_170
        assert [row["name"] for row in rows if exact_key(row["name"]) != row["key"]] == []

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("hoà", "hòa"),
            ("uỷ", "ủy"),
            ("Mỹ", "Mĩ"),
            ("Quy Nhơn", "Qui Nhơn"),
            ("M’Đrắk", "M'đrắk"),
        ],
    )
    def test_knows_two_spellings_of_one_word(self, one: str, other: str) -> None:
        assert exact_key(one) == exact_key(other)

    def test_does_not_mind_how_letters_are_composed(self) -> None:
        name = "Bà Rịa - Vũng Tàu"

        assert exact_key(unicodedata.normalize("NFD", name)) == exact_key(name)

    @pytest.mark.parametrize(("one", "other"), [("Ba", "Bà"), ("Đa", "Da"), ("Thủy", "Thúi")])
    def test_keeps_different_words_apart(self, one: str, other: str) -> None:
        assert exact_key(one) != exact_key(other)


class TestFoldKey:
    def test_gives_the_search_key_of_every_unit_of_the_reference_data(self) -> None:
        assert [row["name"] for row in units() if fold_key(row["name"]) != row["key_fold"]] == []

    def test_finds_a_name_typed_without_marks(self) -> None:
        assert fold_key("Đắk R'Lấp") == fold_key("dak r lap")
