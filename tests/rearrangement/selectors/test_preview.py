"""The preview says beforehand what confirming then does."""

from dataclasses import replace
from datetime import date

import pytest

from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.plan import Kind
from binhyen.rearrangement.selectors.preview import FigureRow, Preview, preview_of
from binhyen.rearrangement.services import confirm_event
from tests.builders.ledger import post
from tests.builders.rearrangement import (
    NOW,
    Province,
    enter,
    make_province,
    make_scheme,
    merge_plan,
    split_plan,
    unit_rows,
)

TODAY = date(2026, 11, 16)
pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Province:
    place = make_province()
    post(place.one.uid, "TT02", date(2026, 3, 1), 5)
    post(place.hamlets[0].uid, "TT02", date(2026, 3, 2), 10)
    post(place.hamlets[1].uid, "TT02", date(2026, 9, 20), 11)
    post(place.two.uid, "TT02", date(2026, 3, 1), 100)
    return place


def plain(preview: Preview) -> Preview:
    begins = tuple(replace(unit, uid="") for unit in preview.begins)
    ends = tuple(replace(unit, name=unit.name) for unit in preview.ends)
    return replace(preview, begins=begins, ends=ends)


class TestPreviewOf:
    @pytest.mark.parametrize("kind", [Kind.MERGE, Kind.SPLIT])
    def test_shows_before_what_is_true_after(self, place: Province, kind: Kind) -> None:
        scheme = make_scheme(place.one)
        plan = (
            merge_plan(place) if kind == Kind.MERGE else split_plan(place, **{str(scheme.pk): "n1"})
        )
        event = enter(place, kind, plan)
        before = preview_of(event, TODAY)
        confirm_event(event=event.pk, by=place.second, at=NOW)
        after = preview_of(Event.objects.get(pk=event.pk), TODAY)
        assert plain(before).groups == plain(after).groups
        assert before.figures == after.figures
        assert all(row.before == row.after for row in before.figures)

    def test_of_a_split_says_what_stays_unallocated(self, place: Province) -> None:
        found = preview_of(enter(place, Kind.SPLIT, split_plan(place)), TODAY)
        row = next(r for r in found.figures if r.unit_of_measure == "lượt")
        assert row == FigureRow(row.name, "lượt", 26, 21, 5, 126, 126)

    def test_writes_nothing(self, place: Province) -> None:
        event = enter(place, Kind.MERGE, merge_plan(place))
        before = unit_rows()
        preview_of(event, TODAY)
        assert unit_rows() == before
