import csv
import unicodedata

import pytest
from django.conf import settings

from binhyen.kernel.text import exact_key, fold_key, nfc, person_sort_key, sort_key


def units() -> list[dict[str, str]]:
    with (settings.REFERENCE_DATA / "units.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


class TestNfc:
    def test_composes_letters_and_closes_up_spaces(self) -> None:
        assert nfc(unicodedata.normalize("NFD", "  Hải   Long\n")) == "Hải Long"

    @pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\u202e", "\u200f", "\u00ad", "\ufeff"])
    def test_leaves_nothing_of_signs_nobody_sees(self, sign: str) -> None:
        assert (nfc(f" {sign}{sign} "), nfc(f"Hải{sign} Long{sign}")) == ("", "Hải Long")


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


class TestSortKey:
    def test_follows_the_alphabet_before_the_tones(self) -> None:
        names = ["Em", "Đặng", "Ăn", "Dũng", "Ánh", "An", "Ân", "Ơn", "Ông", "Oanh", "Ưng", "Uy"]
        assert sorted(names, key=sort_key) == [
            "An", "Ánh", "Ăn", "Ân", "Dũng", "Đặng", "Em", "Oanh", "Ông", "Ơn", "Uy", "Ưng",
        ]  # fmt: skip

    def test_orders_the_tones_as_the_dictionary_does(self) -> None:
        names = ["Hoạ", "Hoá", "Hoã", "Hoả", "Hoà", "Hoa"]
        assert sorted(names, key=sort_key) == names[::-1]

    def test_compares_words_before_it_looks_at_tones(self) -> None:
        names = ["Hải Phòng", "Hà Nội", "Hai Bà Trưng", "Hả Ninh"]
        assert sorted(names, key=sort_key) == ["Hả Ninh", "Hà Nội", "Hai Bà Trưng", "Hải Phòng"]

    def test_counts_numbers_as_numbers(self) -> None:
        assert sorted(["Tổ 10", "Tổ 2", "Tổ 1"], key=sort_key) == ["Tổ 1", "Tổ 2", "Tổ 10"]

    def test_is_the_same_however_the_letters_are_composed(self) -> None:
        assert sort_key(unicodedata.normalize("NFD", "Đắk R'Lấp")) == sort_key("Đắk R'Lấp")


class TestPersonSortKey:
    def test_puts_the_given_name_first(self) -> None:
        names = ["Trần Văn An", "Nguyễn Thị Bình", "Lê Ánh", "Nguyễn Văn An"]
        assert sorted(names, key=person_sort_key) == [
            "Nguyễn Văn An", "Trần Văn An", "Lê Ánh", "Nguyễn Thị Bình",
        ]  # fmt: skip

    def test_leaves_the_name_of_an_office_as_it_stands(self) -> None:
        assert person_sort_key("cán bộ xã Hải Long") == sort_key("cán bộ xã Hải Long")
