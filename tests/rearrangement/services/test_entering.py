"""A draft is written, rewritten, thrown away; it moves nothing."""

import pytest

from binhyen.audit.models import AuditEntry
from binhyen.rearrangement import services
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.plan import Kind, Plan
from tests.builders.rearrangement import (
    LATER,
    Province,
    enter,
    make_province,
    merge_plan,
    unit_rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Province:
    return make_province()


class TestEnterEvent:
    def test_may_be_incomplete_and_moves_nothing(self, place: Province) -> None:
        before = unit_rows()
        event = enter(place, Kind.MERGE, Plan(ends=(place.one.pk, place.two.pk)))
        assert event.state == Event.State.DRAFT
        assert unit_rows() == before
        assert [e.action for e in AuditEntry.objects.filter(subject="event")] == ["event.entered"]


class TestRewriteEvent:
    def test_makes_the_second_writer_the_one_who_entered_it(self, place: Province) -> None:
        event = enter(place, Kind.MERGE, merge_plan(place))
        event = services.rewrite_event(
            event=event.pk, revision=1, plan=merge_plan(place), by=place.second, at=LATER
        )
        with pytest.raises(services.SecondPersonNeededError):
            services.confirm_event(event=event.pk, by=place.second, at=LATER)
        confirmed = services.confirm_event(event=event.pk, by=place.admin, at=LATER)
        assert confirmed.state == Event.State.CONFIRMED

    def test_of_an_older_reading_is_refused(self, place: Province) -> None:
        event = enter(place, Kind.MERGE, merge_plan(place))
        for who in (place.second, place.admin):
            if who == place.second:
                services.rewrite_event(
                    event=event.pk, revision=1, plan=merge_plan(place), by=who, at=LATER
                )
                continue
            with pytest.raises(services.StaleEventError):
                services.rewrite_event(
                    event=event.pk, revision=1, plan=merge_plan(place), by=who, at=LATER
                )


class TestDiscardEvent:
    def test_leaves_the_list_and_cannot_be_confirmed(self, place: Province) -> None:
        event = enter(place, Kind.MERGE, merge_plan(place))
        services.discard_event(event=event.pk, by=place.admin, at=LATER)
        assert list(Event.objects.kept()) == []
        with pytest.raises(services.WrongStateError):
            services.confirm_event(event=event.pk, by=place.second, at=LATER)
