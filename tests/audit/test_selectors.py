from datetime import UTC, date, datetime, timedelta

import pytest

from binhyen.audit.models import AuditEntry
from binhyen.audit.selectors import entries_of, entries_within
from binhyen.audit.services import record
from tests.builders.accounts import MORNING


def happened(
    action: str, *, subject_id: str = "r1", unit_id: int = 7, at: datetime = MORNING
) -> None:
    record(
        action,
        subject="record",
        subject_id=subject_id,
        unit_id=unit_id,
        actor_id=None,
        actor_name="Cán bộ xã",
        at=at,
    )


@pytest.mark.django_db
class TestEntriesOf:
    def test_tells_the_story_of_one_thing_in_its_order(self) -> None:
        happened("record.created")
        happened("record.created", subject_id="r2")
        happened("record.confirmed", at=MORNING + timedelta(hours=1))

        assert [e.action for e in entries_of("record", "r1")] == [
            "record.created",
            "record.confirmed",
        ]


@pytest.mark.django_db
class TestEntriesWithin:
    def test_keeps_to_the_units_asked(self) -> None:
        happened("record.created", unit_id=7)
        happened("record.voided", unit_id=8)

        assert [e.action for e in entries_within([8, 9])] == ["record.voided"]


@pytest.mark.django_db
class TestUntil:
    def test_ends_at_midnight_in_vietnam(self) -> None:
        happened("record.created", at=datetime(2026, 8, 18, 16, 59, tzinfo=UTC))
        happened("record.confirmed", at=datetime(2026, 8, 18, 17, 0, tzinfo=UTC))

        found = AuditEntry.objects.of("record", "r1").until(date(2026, 8, 18))
        assert [e.action for e in found] == ["record.created"]
