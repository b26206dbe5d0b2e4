from datetime import date

import pytest

from binhyen.units import selectors
from binhyen.units.models import Level
from tests.builders.units import make_area, make_organisation, the_unit

BEFORE = date(2025, 6, 30)
TODAY = date(2026, 11, 16)

pytestmark = pytest.mark.usefixtures("whole_country")


def found(text: str, on: date = TODAY, level: Level | None = None) -> list[str]:
    versions = selectors.units_matching(text, on, level)
    return list(versions.values_list("unit__uid", flat=True))


class TestUnitsMatching:
    @pytest.mark.parametrize(
        "typed", ["Trung Hòa, Chiêm Hóa", "trung hoà chiêm hoá", "xa trung hoa, chiem hoa"]
    )
    def test_finds_a_commune_in_any_spelling(self, typed: str) -> None:
        assert found(typed, BEFORE) == ["C02347b"]

    def test_finds_composed_and_decomposed_letters_alike(self) -> None:
        assert found("Nh\u01b0 Thanh") == found("Nhu\u031b Thanh") == ["C16228n"]

    def test_offers_every_unit_of_that_name(self) -> None:
        six = [uid for uid in found("xã Trung Hòa", BEFORE) if uid.startswith("C")]
        names = selectors.place_names([the_unit(uid).pk for uid in six], BEFORE)
        exact = [name for name in names.values() if name.startswith("xã Trung Hòa,")]
        assert len(exact) == len(set(exact)) == 6

    def test_puts_the_marks_one_typed_first(self) -> None:
        names = selectors.units_matching("Ba Đình", TODAY).values_list("name", flat=True)
        assert list(names)[:3] == ["Ba Đình", "Ba Đình", "Ba Dinh"]

    @pytest.mark.parametrize("code", ["16228", "C16228n"])
    def test_finds_a_code_and_an_identity(self, code: str) -> None:
        assert found(code) == ["C16228n"]

    def test_finds_a_part_of_a_long_name(self) -> None:
        assert found("quoc tu giam") == ["C00226n"]

    def test_finds_a_spelling_other_sources_use(self) -> None:
        assert "C00712b" in found("phó bảng", BEFORE)

    def test_finds_nothing_that_was_not_valid_that_day(self) -> None:
        assert found("Hải Long, Như Thanh") == []
        assert found("Như Thanh", BEFORE) == ["D403b"]

    def test_keeps_to_a_level_and_to_what_lies_below(self) -> None:
        province = the_unit("P38n").pk
        inside = selectors.units_matching("ba đình", TODAY, Level.COMMUNE, province)
        assert list(inside.values_list("unit__uid", flat=True)) == ["C16171n"]

    def test_finds_a_village_by_its_kind(self) -> None:
        village = make_area(the_unit("C16228n"), "Vĩnh Lợi Đông")
        assert found("thôn vinh loi dong") == [village.uid]

    def test_finds_organisations_only_when_asked_for_them(self) -> None:
        body = make_organisation(the_unit("C16228n"), "Nhà máy giày Akalia Việt Nam")
        assert found("akalia") == []
        assert found("akalia", level=Level.ORGANISATION) == [body.uid]

    @pytest.mark.parametrize("typed", ["", "%", "'; drop table", "không có nơi này"])
    def test_finds_nothing_for_what_names_no_place(self, typed: str) -> None:
        assert found(typed) == []


class TestFormerUnitsMatching:
    def test_finds_what_had_that_name_and_ended(self) -> None:
        former = selectors.former_units_matching("xã Hải Long, Như Thanh", TODAY)
        assert [version.unit.uid for version in former] == ["C16252b"]


class TestUnitsValid:
    def test_lists_what_lies_below_a_district_of_that_day(self) -> None:
        below = selectors.units_valid(BEFORE, within=the_unit("D403b").pk)
        assert set(below.values_list("unit__level", flat=True)) == {Level.COMMUNE}
        assert below.count() == 14

    def test_lists_everything_below_the_nation_but_itself(self) -> None:
        below = selectors.units_valid(TODAY, within=the_unit("VN").pk)
        assert below.count() == 34 + 3_321
