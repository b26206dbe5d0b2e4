from datetime import date

import pytest

from binhyen.accounts.selectors import reach_of
from binhyen.records.selectors.open_work import open_things_of_ended_units, records_to_confirm
from binhyen.units.models import Level
from tests.builders.records import TODAY, make_confirmed, make_officer, make_record, the_catalogue
from tests.builders.units import make_area, make_succession, make_unit

pytestmark = pytest.mark.django_db
REFORM = date(2026, 11, 10)


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    the_catalogue()


class TestRecordsToConfirm:
    def test_are_those_of_the_units_the_officer_confirms_at(self) -> None:
        province = make_unit(level=Level.PROVINCE, name="An")
        commune = make_unit(parent=province)
        village = make_area(commune)
        writer = make_officer(commune)
        own = make_record(province, make_officer(province), title="Hội nghị tỉnh").record
        make_record(commune, writer, title="Họp xã")
        make_record(village, writer, title="Họp thôn")

        asked = reach_of(make_officer(province, "VERIFIER"), TODAY)
        helping = reach_of(make_officer(province, "VERIFIER", acts_below=True), TODAY)
        below = reach_of(make_officer(commune, "VERIFIER"), TODAY)

        assert records_to_confirm(asked) == [own]
        assert len(records_to_confirm(helping)) == 3
        assert {one.title for one in records_to_confirm(below)} == {"Họp xã", "Họp thôn"}


class TestOpenThingsOfEndedUnits:
    def test_are_those_whose_unit_passed_into_the_officers_own(self) -> None:
        old = make_unit(name="Hải Vân", valid_to=REFORM)
        new = make_unit(name="Hải Long", valid_from=REFORM)
        other = make_unit(name="Xuân Du")
        make_succession(old, new, REFORM)
        left, kept = (
            make_confirmed(
                unit, make_officer(unit), make_officer(unit, "VERIFIER"), book="SCHEME",
                title=f"Camera {unit.uid}", field="SECURITY", founded_on=founded,
            )
            for unit, founded in ((old, "2026-11-05"), (new, "2026-11-12"))
        )  # fmt: skip

        found = [
            list(open_things_of_ended_units(reach_of(make_officer(unit), TODAY)))
            for unit in (new, other)
        ]

        assert found == [[left], []]
        assert kept.unit_id == new.pk
