"""A merge, a split, a renaming: units, figures and open things follow, at every level."""

from datetime import date

import pytest

from binhyen.ledger.services.checking import problems
from binhyen.overview.selectors.checking import record_problems
from binhyen.rearrangement import services
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.plan import Change, Kind, Plan
from binhyen.records.models import Record
from binhyen.units.models import Succession, UnitVersion
from tests.builders.accounts import officer_at
from tests.builders.ledger import declare_figure, figure, post, rows
from tests.builders.rearrangement import (
    DAY,
    DECREE,
    NOW,
    Province,
    confirmed,
    enter,
    make_province,
    make_scheme,
    merge_plan,
    new,
    new_uids,
    split_plan,
)
from tests.builders.records import make_confirmed
from tests.builders.units import the_unit

BEFORE, AFTER = date(2026, 8, 31), date(2026, 10, 31)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Province:
    return make_province()


def amount(uid: str, code: str, *, on: date | None = None) -> object:
    return figure(uid, code, *YEAR, on=on).amount


class TestMerge:
    def test_makes_21_of_10_and_11_on_every_map(self, place: Province) -> None:
        post(place.one.uid, "TT02", date(2026, 3, 1), 10)
        post(place.far_hamlet.uid, "TT02", date(2026, 4, 1), 11)
        event = confirmed(place, Kind.MERGE, merge_plan(place))
        (both,) = new_uids(event)
        assert amount(both, "TT02", on=AFTER) == 21
        assert amount(place.one.uid, "TT02", on=BEFORE) == 10
        assert amount(place.two.uid, "TT02", on=BEFORE) == 11
        for on in (BEFORE, AFTER, None):
            assert amount(place.unit.uid, "TT02", on=on) == 21
        assert problems() == []

    def test_moves_villages_and_organisations_with_their_identity(self, place: Province) -> None:
        event = confirmed(place, Kind.MERGE, merge_plan(place))
        (merged,) = event.written["units"]
        for leaf in (*place.hamlets, place.far_hamlet, place.body):
            versions = UnitVersion.objects.filter(unit=leaf).order_by("valid_from")
            assert [v.parent_id == merged for v in versions] == [False, True]
            assert versions[1].legal_basis == DECREE
        steps = Succession.objects.filter(new=merged).order_by("old")
        assert [s.old_id for s in steps] == [place.one.pk, place.two.pk]
        assert {s.kind for s in steps} == {"WHOLE"}

    def test_entered_late_takes_along_what_was_booked_meanwhile(self, place: Province) -> None:
        late = date(2026, 9, 20)
        post(place.one.uid, "TT02", late, 3)
        post(place.hamlets[0].uid, "TT02", late, 4)
        post(place.body.uid, "TT02", late, 5)
        event = confirmed(place, Kind.MERGE, merge_plan(place))
        (both,) = new_uids(event)
        assert problems() == []
        assert amount(both, "TT02", on=AFTER) == 12
        assert figure(both, "TT02", DAY, AFTER).amount == 12
        assert amount(place.unit.uid, "TT02") == 12
        assert sum(r.amount or 0 for r in rows(place.unit.uid, "TT02", *YEAR, on=AFTER)) == 12
        assert amount(place.one.uid, "TT02", on=BEFORE) == 12

    def test_entered_late_leaves_every_record_standing_for_what_it_says(
        self, place: Province
    ) -> None:
        writer, other = officer_at(place.one, "RECORDER"), officer_at(place.one, "VERIFIER")
        make_confirmed(place.one, writer, other, on="2026-09-20")
        confirmed(place, Kind.MERGE, merge_plan(place))
        assert list(record_problems()) == []
        assert problems() == []

    def test_lets_a_running_scheme_run_on_in_the_successor(self, place: Province) -> None:
        make_scheme(place.one)
        event = confirmed(place, Kind.MERGE, merge_plan(place))
        assert amount(new_uids(event)[0], "MH02") == 1
        assert amount(place.unit.uid, "MH02") == 1

    def test_leaves_declarations_where_they_stand(self, place: Province) -> None:
        declare_figure(place.one.uid, "TT02", date(2026, 1, 1), date(2026, 6, 30), 100)
        declare_figure(place.one.uid, "MH02", date(2026, 5, 1), None, 7)
        post(place.one.uid, "TT02", date(2026, 3, 1), 30)
        event = confirmed(place, Kind.MERGE, merge_plan(place))
        (both,) = new_uids(event)
        assert problems() == []
        assert (amount(both, "TT02", on=AFTER), amount(both, "MH02")) == (100, 7)
        assert figure(place.unit.uid, "TT02", *YEAR).declared_amount == 70

    def test_into_a_standing_unit_keeps_that_unit(self, place: Province) -> None:
        post(place.one.uid, "TT02", date(2026, 3, 1), 10)
        post(place.two.uid, "TT02", date(2026, 3, 1), 11)
        confirmed(place, Kind.MERGE, Plan(ends=(place.one.pk,), into=(place.two.pk,)))
        assert amount(place.two.uid, "TT02", on=AFTER) == 21
        assert amount(place.two.uid, "TT02", on=BEFORE) == 11
        assert problems() == []

    def test_of_villages_is_the_communes_own_matter(self, place: Province) -> None:
        admin = officer_at(place.one, "ADMINISTRATOR")
        second = officer_at(place.one, "ADMINISTRATOR")
        post(place.hamlets[0].uid, "TT02", date(2026, 3, 1), 10)
        post(place.hamlets[1].uid, "TT02", date(2026, 3, 1), 11)
        plan = Plan(
            ends=tuple(h.pk for h in place.hamlets),
            begins=(new("n1", "Thượng Hạ", place.one, type="thôn", level=4),),
        )
        event = services.enter_event(
            kind=Kind.MERGE, on=DAY, decree=DECREE, title="Nhập thôn", plan=plan, by=admin, at=NOW
        )
        event = services.confirm_event(event=event.pk, by=second, at=NOW)
        assert amount(new_uids(event)[0], "TT02", on=AFTER) == 21
        assert amount(place.one.uid, "TT02", on=AFTER) == 21
        assert problems() == []

    def test_of_provinces_takes_their_communes_along(self, place: Province) -> None:
        other = make_province()
        nation = the_unit("VN")
        admin, second = (officer_at(nation, "ADMINISTRATOR") for _ in range(2))
        post(place.hamlets[0].uid, "TT02", date(2026, 3, 1), 10)
        post(other.one.uid, "TT02", date(2026, 9, 20), 11)
        plan = Plan(
            ends=(place.unit.pk, other.unit.pk),
            begins=(new("n1", "Trung Bình", nation, type="tỉnh", level=1),),
        )
        event = services.enter_event(
            kind=Kind.MERGE, on=DAY, decree=DECREE, title="Nhập tỉnh", plan=plan, by=admin, at=NOW
        )
        event = services.confirm_event(event=event.pk, by=second, at=NOW)
        (both,) = new_uids(event)
        assert problems() == []
        assert amount(both, "TT02", on=AFTER) == 21
        assert amount(place.unit.uid, "TT02", on=BEFORE) == 10
        assert {r.amount for r in rows(both, "TT02", *YEAR, on=AFTER) if r.amount} == {10, 11}


class TestSplit:
    def test_lets_lines_of_villages_follow_their_commune(self, place: Province) -> None:
        post(place.hamlets[0].uid, "TT02", date(2026, 3, 1), 10)
        post(place.hamlets[1].uid, "TT02", date(2026, 3, 1), 11)
        post(place.one.uid, "TT02", date(2026, 3, 1), 5)
        event = confirmed(place, Kind.SPLIT, split_plan(place))
        upper, lower = new_uids(event)
        assert (amount(upper, "TT02", on=AFTER), amount(lower, "TT02", on=AFTER)) == (10, 11)
        assert amount(place.one.uid, "TT02", on=BEFORE) == 26
        whole = figure(place.unit.uid, "TT02", *YEAR, on=AFTER)
        assert (whole.amount, whole.unallocated) == (26, 5)
        children = rows(place.unit.uid, "TT02", *YEAR, on=AFTER)
        assert sum(r.amount or 0 for r in children) == 26
        assert problems() == []

    def test_gives_an_open_scheme_to_the_successor_that_has_its_place(
        self, place: Province
    ) -> None:
        scheme = make_scheme(place.one)
        plan = split_plan(place, **{str(scheme.pk): "n2"})
        event = confirmed(place, Kind.SPLIT, plan)
        upper, lower = new_uids(event)
        assert (amount(upper, "MH02"), amount(lower, "MH02")) == (None, 1)
        assert (amount(lower, "MH09a"), amount(lower, "MH03")) == (30, None)
        assert amount(place.one.uid, "MH02", on=BEFORE) == 1
        assert figure(place.unit.uid, "MH02", *YEAR).unallocated == 0
        assert Record.objects.get(pk=scheme.pk).kept_at == event.written["units"][1]
        assert problems() == []

    def test_leaves_unallocated_what_was_given_to_nobody(self, place: Province) -> None:
        make_scheme(place.one)
        confirmed(place, Kind.SPLIT, split_plan(place))
        found = figure(place.unit.uid, "MH02", *YEAR)
        assert (found.amount, found.unallocated) == (1, 1)

    def test_twice_takes_an_open_scheme_along_twice(self, place: Province) -> None:
        scheme = make_scheme(place.one)
        first = confirmed(place, Kind.SPLIT, split_plan(place, **{str(scheme.pk): "n1"}))
        upper = first.written["units"][0]
        again = Plan(
            ends=(upper,),
            begins=(
                new("n1", "Thượng Đông", place.unit, code="90011"),
                new("n2", "Thượng Tây", place.unit, code="90012"),
            ),
            children={place.hamlets[0].pk: "n1", place.body.pk: "n2"},
            open_records={str(scheme.pk): "n2"},
        )
        second = confirmed(place, Kind.SPLIT, again, on=date(2026, 10, 1))
        east, west = new_uids(second)
        assert (amount(east, "MH02"), amount(west, "MH02")) == (None, 1)
        assert amount(place.unit.uid, "MH02") == 1
        assert problems() == []


class TestChange:
    def test_of_a_name_and_type_adds_a_version_and_moves_no_figure(self, place: Province) -> None:
        post(place.one.uid, "TT02", date(2026, 3, 1), 10)
        plan = Plan(changes=(Change(unit=place.one.pk, name="Đông Hải", type="phường"),))
        confirmed(place, Kind.CHANGE, plan)
        names = UnitVersion.objects.filter(unit=place.one).order_by("valid_from")
        assert [v.full_name for v in names] == ["xã Đông Hải", "phường Đông Hải"]
        for on in (BEFORE, AFTER):
            assert amount(place.one.uid, "TT02", on=on) == 10
        assert problems() == []

    def test_of_parent_moves_what_was_booked_since_the_day(self, place: Province) -> None:
        other = make_province()
        nation = the_unit("VN")
        admin, second = (officer_at(nation, "ADMINISTRATOR") for _ in range(2))
        post(place.hamlets[0].uid, "TT02", date(2026, 3, 1), 10)
        post(place.hamlets[0].uid, "TT02", date(2026, 9, 20), 4)
        plan = Plan(changes=(Change(unit=place.one.pk, parent=other.unit.pk),))
        event = services.enter_event(
            kind=Kind.CHANGE, on=DAY, decree=DECREE, title="Chuyển xã", plan=plan, by=admin, at=NOW
        )
        services.confirm_event(event=event.pk, by=second, at=NOW)
        assert (amount(place.unit.uid, "TT02"), amount(other.unit.uid, "TT02")) == (10, 4)
        assert amount(other.unit.uid, "TT02", on=AFTER) == 14
        assert problems() == []


class TestRefusals:
    def test_the_one_who_entered_it_does_not_confirm_it(self, place: Province) -> None:
        event = enter(place, Kind.MERGE, merge_plan(place))
        with pytest.raises(services.SecondPersonNeededError):
            services.confirm_event(event=event.pk, by=place.admin, at=NOW)
        assert Event.objects.get(pk=event.pk).state == Event.State.DRAFT

    def test_before_its_day_it_stays_a_draft(self, place: Province) -> None:
        event = enter(place, Kind.MERGE, merge_plan(place), on=date(2026, 11, 17))
        with pytest.raises(services.WrongStateError, match="17/11/2026"):
            services.confirm_event(event=event.pk, by=place.second, at=NOW)

    def test_only_the_level_above_enters_and_confirms(self, place: Province) -> None:
        own = officer_at(place.one, "ADMINISTRATOR")
        recorder = officer_at(place.unit, "RECORDER", "VERIFIER")
        event = enter(place, Kind.MERGE, merge_plan(place))
        for stranger in (own, recorder):
            with pytest.raises(services.NotAboveError):
                services.confirm_event(event=event.pk, by=stranger, at=NOW)
            with pytest.raises(services.NotAboveError):
                services.enter_event(
                    kind=Kind.MERGE, on=DAY, decree=DECREE, title="", plan=merge_plan(place),
                    by=stranger, at=NOW,
                )  # fmt: skip

    def test_a_successor_in_another_province_needs_the_nation(self, place: Province) -> None:
        other = make_province()
        plan = Plan(ends=(place.one.pk, place.two.pk), begins=(new("n1", "Hợp Nhất", other.unit),))
        with pytest.raises(services.NotAboveError, match="toàn quốc"):
            enter(place, Kind.MERGE, plan)

    def test_a_split_that_forgets_a_village_is_refused_and_names_it(self, place: Province) -> None:
        plan = split_plan(place)
        forgetful = plan.model_copy(update={"children": {place.hamlets[0].pk: "n1"}})
        event = enter(place, Kind.SPLIT, forgetful)
        with pytest.raises(services.EventRefusedError, match="thôn Hạ"):
            services.confirm_event(event=event.pk, by=place.second, at=NOW)
        assert UnitVersion.objects.filter(unit=place.one).count() == 1

    def test_confirming_twice_does_nothing_the_second_time(self, place: Province) -> None:
        event = confirmed(place, Kind.MERGE, merge_plan(place))
        with pytest.raises(services.WrongStateError):
            services.confirm_event(event=event.pk, by=place.second, at=NOW)
