import pytest

from scripts.rebuild_units import Row, heir_of, is_renamed, unit


def later(full_name: str) -> Row:
    return unit("C01234b", full_name, 3)


class TestUnit:
    def test_parts_a_full_name_and_keys_it(self) -> None:
        row = unit("C16228n", "Xã Như Thanh", 3, parent_uid="P38n", area_km2=77.25)
        assert (row["code"], row["type"], row["name"]) == ("16228", "xã", "Như Thanh")
        assert (row["full_name"], row["key"], row["key_fold"]) == (
            "xã Như Thanh",
            "như thanh",
            "nhu thanh",
        )
        assert (row["parent_uid"], row["area_km2"], row["lat"]) == ("P38n", "77.25", "")


class TestIsRenamed:
    @pytest.mark.parametrize(
        ("before", "after"),
        [("Phường 01", "Phường 1"), ("Xã Nậm Tỵ", "Xã Nậm Ty"), ("Xã Hoà Bình", "Xã Hòa Bình")],
    )
    def test_lets_another_spelling_pass(self, before: str, after: str) -> None:
        assert not is_renamed(before, later(after))

    @pytest.mark.parametrize(
        ("before", "after"),
        [("Xã Vân Tùng", "Thị trấn Vân Tùng"), ("Xã Phổng Lăng", "Xã Phổng Ly")],
    )
    def test_sees_another_name_or_type(self, before: str, after: str) -> None:
        assert is_renamed(before, later(after))


class TestHeirOf:
    def test_takes_the_commune_of_its_own_district_that_goes_by_its_name(self) -> None:
        ended = unit("C20602a", "Xã Duy Thu", 3, parent_uid="D508b")
        told = {("D508", "xaduythu"): ["C20608b"], ("P49", "xaduythu"): ["C00001b"]}
        assert heir_of(ended, "P49", told) == ("C20608b", "vau alias")

    def test_does_not_choose_between_two(self) -> None:
        ended = unit("C20602a", "Xã Duy Thu", 3, parent_uid="D508b")
        told = {("P49", "xaduythu"): ["C20608b", "C00001b"]}
        assert heir_of(ended, "P49", told) == ("", "")
