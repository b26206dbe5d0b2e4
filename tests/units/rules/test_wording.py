import pytest

from binhyen.units.rules.wording import Wanted, readings, split_readings, without_kind


class TestReadings:
    def test_read_one_place_the_same_in_both_spellings(self) -> None:
        assert readings("Hoà Bình") == readings("Hòa Bình")
        assert readings("Hoà Bình")[0].exact == "hoa2 binh2"

    def test_take_the_type_off_a_full_name(self) -> None:
        assert Wanted("hai4 long", "hai long", "xã") in readings("xã Hải Long")
        assert Wanted("ha2 nôi6", "ha noi", "thành phố") in readings("TP. Hà Nội")

    def test_keep_a_name_that_only_looks_like_a_type_without_marks(self) -> None:
        typed = {(reading.type, reading.fold) for reading in readings("phuong lien")}
        assert typed == {("", "phuong lien"), ("phường", "lien")}

    def test_do_not_take_a_marked_name_for_a_type(self) -> None:
        assert [reading.type for reading in readings("Phương Liên")] == [""]

    def test_put_what_lies_above_after_the_comma(self) -> None:
        assert {reading.above for reading in readings("Trung Hòa, Chiêm Hóa")} == {"chiem hoa"}

    @pytest.mark.parametrize("typed", ["", "   ", ",", "…", " , Như Thanh"])
    def test_find_nothing_where_no_name_was_typed(self, typed: str) -> None:
        assert readings(typed) == []


class TestSplitReadings:
    def test_try_the_longest_name_first(self) -> None:
        first = split_readings("hai long nhu thanh")[0]
        assert (first.fold, first.above) == ("hai long nhu", "thanh")


class TestWithoutKind:
    @pytest.mark.parametrize(
        ("typed", "kind", "name"),
        [
            ("Thôn Vĩnh Lợi", "thôn", "Vĩnh Lợi"),
            ("  tổ dân phố  số 5", "tổ dân phố", "số 5"),
            ("Thôn", "thôn", "Thôn"),
            ("Thôn Đoài", "khu phố", "Thôn Đoài"),
        ],
    )
    def test_takes_only_the_kind_chosen_off_the_name(
        self, typed: str, kind: str, name: str
    ) -> None:
        assert without_kind(typed, kind) == name
