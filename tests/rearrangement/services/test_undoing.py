"""Undoing gives back every row and every figure, until somebody has worked at the new unit."""

from datetime import date

import pytest

from binhyen.ledger.services.checking import problems
from binhyen.rearrangement import services
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.plan import Change, Kind, Plan
from binhyen.units.models import Unit
from tests.builders.accounts import officer_at
from tests.builders.ledger import declare_figure, figure, post
from tests.builders.rearrangement import (
    LATER,
    Province,
    balance_rows,
    confirmed,
    make_province,
    make_scheme,
    merge_plan,
    new_uids,
    record_rows,
    split_plan,
    undone,
    unit_rows,
)
from tests.builders.records import make_record
from tests.builders.units import make_area

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Province:
    return make_province()


def some_work(place: Province) -> None:
    """Lines before and after the day, at communes, villages and bodies, some of them declared."""
    for on in (date(2026, 3, 1), date(2026, 9, 20)):
        for unit in (place.one, place.two, *place.hamlets, place.body):
            post(unit.uid, "TT02", on, 7)
            post(unit.uid, "TT01", on, 1, dims=(("topic", "LAW"),))
    declare_figure(place.one.uid, "TT04", date(2026, 1, 1), date(2026, 6, 30), 100)
    declare_figure(place.unit.uid, "TT02", date(2026, 1, 1), date(2026, 10, 31), 1000)
    declare_figure(place.one.uid, "MH02", date(2026, 5, 1), None, 9)


def the_figures(place: Province) -> list[object]:
    maps = (date(2026, 8, 31), date(2026, 10, 31), None)
    return [
        figure(unit.uid, code, *YEAR, on=on)
        for unit in (place.unit, place.one, place.two)
        for code in ("TT01", "TT02", "TT04", "MH02")
        for on in maps
    ]


class TestUndoEvent:
    @pytest.mark.parametrize("kind", [Kind.MERGE, Kind.SPLIT])
    def test_gives_back_every_row_and_figure(self, place: Province, kind: Kind) -> None:
        some_work(place)
        before = (unit_rows(), balance_rows(), the_figures(place))
        plan = merge_plan(place) if kind == Kind.MERGE else split_plan(place)
        event = confirmed(place, kind, plan)
        assert problems() == []
        undone(place, event)
        assert unit_rows() == before[0]
        assert balance_rows() == before[1]
        assert the_figures(place) == before[2]
        assert problems() == []

    def test_gives_back_a_name_and_a_type(self, place: Province) -> None:
        some_work(place)
        before = (unit_rows(), balance_rows())
        plan = Plan(changes=(Change(unit=place.one.pk, name="Đông", type="phường"),))
        undone(place, confirmed(place, Kind.CHANGE, plan))
        assert (unit_rows(), balance_rows()) == before

    def test_takes_back_what_was_given_of_open_things(self, place: Province) -> None:
        scheme = make_scheme(place.one)
        before = (unit_rows(), balance_rows(but=("posted",)), record_rows(), the_figures(place))
        event = confirmed(place, Kind.SPLIT, split_plan(place, **{str(scheme.pk): "n1"}))
        assert problems() == []
        undone(place, event)
        assert balance_rows(but=("posted",)) == before[1]
        assert record_rows() == before[2]
        assert the_figures(place) == before[3]
        assert problems() == []
        now = unit_rows()
        remembered = now["Unit"][len(before[0]["Unit"]) :]
        assert {row[0] for row in remembered} <= set(event.written["units"])
        assert now["UnitVersion"] == before[0]["UnitVersion"]
        assert now["Succession"] == before[0]["Succession"]

    def test_twice_over_leaves_everything_as_it_was(self, place: Province) -> None:
        some_work(place)
        before = (unit_rows(), balance_rows())
        for _ in range(2):
            undone(place, confirmed(place, Kind.MERGE, merge_plan(place)))
        assert (unit_rows(), balance_rows()) == before

    def test_tells_who_undid_it_and_why(self, place: Province) -> None:
        event = undone(place, confirmed(place, Kind.MERGE, merge_plan(place)))
        assert (event.state, event.undone_by, event.undo_reason) == (
            Event.State.UNDONE,
            place.admin,
            "Nhập nhầm",
        )


class TestObstacles:
    @pytest.fixture
    def event(self, place: Province) -> Event:
        return confirmed(place, Kind.MERGE, merge_plan(place))

    def refusal(self, place: Province, event: Event) -> str:
        before = unit_rows()
        with pytest.raises(services.NotUndoableError) as refused:
            undone(place, event)
        assert unit_rows() == before
        assert Event.objects.get(pk=event.pk).state == Event.State.CONFIRMED
        return str(refused.value)

    def test_a_posting_at_the_new_unit(self, place: Province, event: Event) -> None:
        post(new_uids(event)[0], "TT02", date(2026, 10, 1), 5)
        assert "xã Hợp Nhất" in self.refusal(place, event)

    def test_a_posting_at_one_of_its_villages(self, place: Province, event: Event) -> None:
        post(place.far_hamlet.uid, "TT02", date(2026, 10, 1), 5)
        assert "thôn Trung" in self.refusal(place, event)

    def test_a_draft_in_a_village_book(self, place: Province, event: Event) -> None:
        recorder = officer_at(place.hamlets[0], "RECORDER")
        make_record(place.hamlets[0], recorder, at=LATER)
        assert "bản ghi" in self.refusal(place, event)

    def test_a_new_village(self, place: Province, event: Event) -> None:
        make_area(Unit.objects.get(pk=event.written["units"][0]), "Mới")
        assert "thôn Mới" in self.refusal(place, event)

    def test_an_assignment_there(self, place: Province, event: Event) -> None:
        officer_at(Unit.objects.get(pk=event.written["units"][0]), "RECORDER")
        assert "phân công" in self.refusal(place, event)

    def test_a_later_event(self, place: Province, event: Event) -> None:
        (merged,) = event.written["units"]
        later = Plan(changes=(Change(unit=merged, name="Hợp Nhất", type="phường"),))
        confirmed(place, Kind.CHANGE, later, on=date(2026, 10, 1))
        assert "sắp xếp khác" in self.refusal(place, event)

    def test_a_posting_far_away_is_none(self, place: Province, event: Event) -> None:
        post("C16228n", "TT02", date(2026, 10, 1), 5)
        assert undone(place, event).state == Event.State.UNDONE
