"""What is done every week: asked for on its day, answered by a record or by "not this week"."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from binhyen.accounts.models import Officer
from binhyen.accounts.selectors import reach_of
from binhyen.audit.models import AuditEntry
from binhyen.records import services
from binhyen.records.models import Record, Repetition
from binhyen.records.selectors.repeating import due_repetitions
from binhyen.records.services.repeating import pass_over, start_repeating, stop_repeating
from tests.builders.records import NOON, make_officer, make_record, the_catalogue
from tests.builders.units import make_unit

pytestmark = pytest.mark.django_db
HELD, WEEK_LATER, DAY_AFTER = date(2026, 11, 14), date(2026, 11, 21), date(2026, 11, 22)
LATER = datetime(2026, 11, 22, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    the_catalogue()


def asked(officer: Officer, on: date = DAY_AFTER) -> list[tuple[str, date]]:
    return [(due.record.title, due.day) for due in due_repetitions(reach_of(officer, on))]


class TestStartRepeating:
    def test_asks_for_it_from_the_next_week_on(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer, on=HELD.isoformat()).record
        start_repeating(record=record.pk, by=officer, at=NOON)
        assert asked(officer, date(2026, 11, 20)) == []
        assert asked(officer) == [(record.title, WEEK_LATER)]

    def test_twice_is_once(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer).record
        for _ in range(2):
            start_repeating(record=record.pk, by=officer, at=NOON)
        assert Repetition.objects.count() == 1
        assert AuditEntry.objects.filter(action="repetition.started").count() == 1

    def test_of_a_discarded_draft_is_refused(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer).record
        services.discard(record=record.pk, by=officer, at=NOON)
        with pytest.raises(services.WrongStateError, match="đã hủy"):
            start_repeating(record=record.pk, by=officer, at=NOON)

    def test_is_asked_of_nobody_who_does_not_record_there(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer, on=HELD.isoformat()).record
        start_repeating(record=record.pk, by=officer, at=NOON)
        assert asked(make_officer(make_unit())) == []


class TestAnswering:
    def test_a_record_of_that_kind_and_day_answers_whoever_wrote_it(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer, on=HELD.isoformat()).record
        start_repeating(record=record.pk, by=officer, at=NOON)
        make_record(
            commune, make_officer(commune), on=WEEK_LATER.isoformat(), title="Khác", at=LATER
        )
        assert asked(officer) == []

    def test_not_this_week_answers_until_the_next(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer, on=HELD.isoformat()).record
        start_repeating(record=record.pk, by=officer, at=NOON)
        assert pass_over(record=record.pk, day=WEEK_LATER, by=officer, at=LATER)
        assert asked(officer) == []
        assert asked(officer, date(2026, 11, 28)) == [(record.title, date(2026, 11, 28))]

    def test_an_old_page_passes_over_nothing(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer, on=HELD.isoformat()).record
        start_repeating(record=record.pk, by=officer, at=NOON)
        assert not pass_over(record=record.pk, day=HELD, by=officer, at=LATER)
        assert asked(officer) == [(record.title, WEEK_LATER)]


class TestStopRepeating:
    def test_asks_no_more_and_leaves_what_was_written(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer, on=HELD.isoformat()).record
        start_repeating(record=record.pk, by=officer, at=NOON)
        stop_repeating(record=record.pk, by=officer, at=NOON)
        assert asked(officer) == []
        assert Record.objects.kept().count() == 1
