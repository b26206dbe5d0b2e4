"""The lines behind a figure add up to it, also where a village lies elsewhere by now."""

from datetime import date

import pytest

from binhyen.ledger.rules.postings import Dims
from binhyen.ledger.selectors.lines import amount_of, figure_lines
from binhyen.ledger.selectors.questions import Query
from binhyen.units.models import OrganisationKind, Unit, UnitVersion
from binhyen.units.services import stamp_changes
from tests.builders.ledger import figure, rows, unit
from tests.builders.units import make_area, make_organisation, the_unit

HAI_LONG, NHU_THANH, THUONG_NINH = "C16252b", "C16228n", "C16249n"
THANH_HOA_TODAY = "P38n"
BEFORE, REFORM, TODAY = date(2025, 3, 31), date(2025, 7, 1), date(2026, 11, 16)
pytestmark = pytest.mark.django_db


def moved(leaf: Unit, to: str) -> Unit:
    """The same village, in another commune since the reform than the rest of its old one."""
    UnitVersion.objects.filter(unit=leaf).update(valid_from=None, valid_to=REFORM)
    later = UnitVersion.objects.get(unit=leaf)
    later.pk, later.parent, later.valid_from, later.valid_to = None, the_unit(to), REFORM, None
    later.save()
    stamp_changes([leaf.pk])
    return leaf


def in_scope(uid: str, *, kinds: Dims = ()) -> list[int]:
    """What DC03 of *uid* counts on a day before the reform, on today's map."""
    query = Query("DC03", unit(uid), BEFORE, BEFORE, TODAY, "unit", kinds)
    return [line.unit for line in figure_lines(query, limit=1000).items]


class TestFigureLinesOfUnitsInScope:
    def test_list_a_moved_village_where_it_lies_and_not_where_its_old_commune_went(self) -> None:
        village = moved(make_area(the_unit(HAI_LONG)), THUONG_NINH)

        assert village.pk in in_scope(THUONG_NINH)
        assert village.pk not in in_scope(NHU_THANH)
        assert village.pk in in_scope(THANH_HOA_TODAY)

    def test_are_as_many_as_the_figure_says(self) -> None:
        moved(make_area(the_unit(HAI_LONG)), THUONG_NINH)
        moved(make_organisation(the_unit(HAI_LONG), kind=OrganisationKind.Kind.SCHOOL), THUONG_NINH)
        moved(
            make_organisation(the_unit(HAI_LONG), kind=OrganisationKind.Kind.RELIGIOUS),
            THUONG_NINH,
        )
        for uid in (NHU_THANH, THUONG_NINH, THANH_HOA_TODAY):
            for filters in ((), (("kind", "RESIDENTIAL_AREA"),), (("kind", "SCHOOL"),)):
                counted = figure(uid, "DC03", BEFORE, BEFORE, on=TODAY, filters=filters).amount
                assert len(in_scope(uid, kinds=filters)) == counted, (uid, filters)

    def test_go_on_after_the_first_page(self) -> None:
        village = moved(make_area(the_unit(HAI_LONG)), THUONG_NINH)
        query = Query("DC03", unit(THUONG_NINH), BEFORE, BEFORE, TODAY)
        first = figure_lines(query, limit=1)
        assert first.next is not None

        rest = figure_lines(query, after=first.next)

        assert (
            amount_of([*first.items, *rest.items])
            == figure(THUONG_NINH, "DC03", BEFORE, BEFORE, on=TODAY).amount
        )
        assert rest.items[-1].unit == village.pk

    def test_of_the_own_row_are_what_lies_in_no_child(self) -> None:
        moved(make_area(the_unit(HAI_LONG)), THUONG_NINH)
        make_area(the_unit(NHU_THANH))
        school = make_organisation(the_unit(NHU_THANH), kind=OrganisationKind.Kind.SCHOOL)
        make_organisation(the_unit(THANH_HOA_TODAY), kind=OrganisationKind.Kind.AGENCY)
        for uid in (NHU_THANH, THUONG_NINH, THANH_HOA_TODAY, "VN"):
            for day in (BEFORE, TODAY):
                query = Query("DC03", unit(uid), day, day, TODAY)
                own = [row for row in rows(uid, "DC03", day, day, on=TODAY) if row.own]
                listed = figure_lines(query, own=True, limit=1000).items
                assert len(listed) == own[0].amount, (uid, day)
                if uid == NHU_THANH and day == TODAY:
                    assert school.pk in [line.unit for line in listed]
