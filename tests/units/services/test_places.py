from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from binhyen.audit.models import AuditEntry
from binhyen.units import selectors
from binhyen.units.models import Level, OrganisationKind, TreeClock, Unit, UnitVersion
from binhyen.units.services import PlaceRefusedError, create_area, create_organisation
from tests.builders.units import the_unit

JUST_AFTER_MIDNIGHT = datetime(2026, 11, 15, 17, 30, tzinfo=UTC)  # 16 November in Hà Nội
REFORM = date(2025, 7, 1)

pytestmark = pytest.mark.usefixtures("whole_country")


@dataclass(frozen=True)
class Clerk:
    pk: int = 7
    display_name: str = "cán bộ xã Như Thanh"


def area(
    name: str = "Vĩnh Lợi",
    *,
    kind: str = "thôn",
    commune: str = "C16228n",
    valid_from: date = REFORM,
    formerly: str = "",
) -> Unit:
    return create_area(
        commune=the_unit(commune),
        name=name,
        kind=kind,
        valid_from=valid_from,
        formerly=the_unit(formerly) if formerly else None,
        by=Clerk(),
        at=JUST_AFTER_MIDNIGHT,
    )


def organisation(
    name: str = "Nhà máy giày Akalia Việt Nam", *, kind: str = "ENTERPRISE", unit: str = "C16228n"
) -> Unit:
    return create_organisation(
        unit=the_unit(unit),
        name=name,
        kind=kind,
        valid_from=date(2026, 1, 5),
        by=Clerk(),
        at=JUST_AFTER_MIDNIGHT,
    )


def stretches(unit: Unit) -> list[tuple[str, date | None, date | None]]:
    versions = UnitVersion.objects.filter(unit=unit).order_by("valid_from")
    return list(versions.values_list("parent__uid", "valid_from", "valid_to"))


class TestCreateArea:
    def test_puts_a_village_under_its_commune(self) -> None:
        village = area("Thôn Vĩnh Lợi")
        version = UnitVersion.objects.get(unit=village)
        assert (version.full_name, version.name, version.type) == (
            "thôn Vĩnh Lợi",
            "Vĩnh Lợi",
            "thôn",
        )
        assert (version.code, version.exact_key, version.fold_key) == (
            "",
            "vinh5 lơi6",
            "vinh loi",
        )
        assert village.uid == f"A{village.pk}"
        assert stretches(village) == [("C16228n", REFORM, None)]

    def test_gives_an_older_village_one_version_under_each_commune(self) -> None:
        village = area(valid_from=date(1995, 4, 30), formerly="C16252b")
        assert stretches(village) == [
            ("C16252b", date(1995, 4, 30), REFORM),
            ("C16228n", REFORM, None),
        ]
        before = selectors.place_name(village.pk, date(2022, 8, 15))
        assert before == "thôn Vĩnh Lợi, xã Hải Long, huyện Như Thanh, tỉnh Thanh Hóa"

    def test_carries_a_village_of_an_ended_commune_on(self) -> None:
        village = area(commune="C16252b", valid_from=date(2012, 1, 1))
        assert [uid for uid, _from, _to in stretches(village)] == ["C16252b", "C16228n"]

    def test_leaves_one_entry_in_the_log_and_one_stamp(self) -> None:
        stamp = TreeClock.objects.get().stamp
        village = area()
        entry = AuditEntry.objects.get(action="area.created")
        assert (entry.subject_id, entry.actor_name) == (village.uid, "cán bộ xã Như Thanh")
        assert entry.unit_id == the_unit("C16228n").pk
        assert TreeClock.objects.get().stamp == stamp + 1

    def test_allows_the_very_day_it_is_in_ha_noi(self) -> None:
        assert area(valid_from=date(2026, 11, 16)).level == Level.AREA

    @pytest.mark.parametrize(
        ("asked", "field", "sentence"),
        [
            (
                {"valid_from": date(2026, 11, 17)},
                "valid_from",
                "Ngày bắt đầu không thể sau hôm nay, 16/11/2026.",
            ),
            ({"valid_from": date(1995, 4, 30)}, "formerly", "xã Hải Long, huyện Như Thanh"),
            (
                {"valid_from": date(1995, 4, 30), "formerly": "C02347b"},
                "formerly",
                "xã Hải Long, huyện Như Thanh",
            ),
            (
                {"valid_from": date(2026, 1, 1), "formerly": "C16252b"},
                "formerly",
                "không chọn đơn vị trước đây",
            ),
            (
                {"commune": "C16252b", "valid_from": REFORM},
                "valid_from",
                "nay là xã Như Thanh, tỉnh Thanh Hóa (C16228n)",
            ),
            ({"kind": "làng nghề"}, "kind", "Chọn một loại khu dân cư"),
            ({"name": " … "}, "name", "Ghi tên"),
            ({"name": "x" * 300}, "name", "Tên dài quá 120 chữ"),
            ({"commune": "P38n"}, "unit", "Khu dân cư chỉ thuộc xã, phường, đặc khu."),
        ],
    )
    def test_refuses_with_a_sentence_beside_the_field(
        self, asked: dict[str, object], field: str, sentence: str
    ) -> None:
        villages = Unit.objects.filter(level=Level.AREA).count()
        with pytest.raises(PlaceRefusedError) as refusal:
            area(**asked)  # type: ignore[arg-type]
        assert refusal.value.field == field
        assert sentence in refusal.value.message
        assert Unit.objects.filter(level=Level.AREA).count() == villages

    def test_tells_which_predecessors_fit(self) -> None:
        with pytest.raises(PlaceRefusedError) as refusal:
            area(valid_from=date(2024, 1, 1))
        assert set(refusal.value.units) == {"C16228b", "C16246b", "C16252b", "C16264b"}

    def test_will_not_guess_where_a_village_of_a_divided_commune_went(self) -> None:
        with pytest.raises(PlaceRefusedError) as refusal:
            area(commune="C16264b", valid_from=date(2010, 1, 1))
        assert refusal.value.field == "unit"
        assert "C16228n" in refusal.value.units

    def test_looks_again_whether_the_commune_still_stands(self) -> None:
        selectors.current_tree()
        unseen = UnitVersion.objects.filter(unit=the_unit("C16228n"))
        unseen.update(valid_to=date(2026, 11, 1))  # another process, its stamp not yet seen
        with pytest.raises(PlaceRefusedError, match="vừa được sắp xếp lại"):
            area()

    @pytest.mark.parametrize("again", ["Vĩnh Lợi", "thôn vĩnh lợi", "Vi\u0303nh Lợi"])
    def test_refuses_a_second_village_of_that_name(self, again: str) -> None:
        area("Vĩnh Lợi")
        with pytest.raises(PlaceRefusedError, match="Đã có thôn Vĩnh Lợi ở xã Như Thanh"):
            area(again)

    def test_allows_the_same_name_with_other_marks_or_another_kind(self) -> None:
        area("Vĩnh Lợi")
        assert area("Vinh Lợi").level == area("Vĩnh Lợi", kind="khu phố").level == Level.AREA


class TestCreateOrganisation:
    def test_keeps_its_kind_and_its_name_as_written(self) -> None:
        body = organisation()
        assert body.uid == f"O{body.pk}"
        assert OrganisationKind.objects.get(unit=body).kind == "ENTERPRISE"
        name = selectors.place_name(body.pk, date(2026, 11, 16))
        assert name == "Nhà máy giày Akalia Việt Nam, xã Như Thanh, tỉnh Thanh Hóa"
        assert AuditEntry.objects.filter(action="organisation.created").count() == 1

    def test_may_belong_to_a_province(self) -> None:
        body = organisation("Mặt trận Tổ quốc tỉnh Thanh Hóa", kind="AGENCY", unit="P38n")
        assert stretches(body) == [("P38n", date(2026, 1, 5), None)]

    def test_refuses_an_unknown_kind(self) -> None:
        with pytest.raises(PlaceRefusedError, match="Chọn một loại tổ chức"):
            organisation(kind="CLUB")

    def test_refuses_a_second_one_of_that_name(self) -> None:
        organisation()
        with pytest.raises(PlaceRefusedError, match="Đã có Nhà máy giày Akalia"):
            organisation()

    def test_refuses_to_lie_in_a_village(self) -> None:
        village = area()
        with pytest.raises(PlaceRefusedError, match="từ cấp xã trở lên"):
            organisation(unit=village.uid)
