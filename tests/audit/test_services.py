import pytest

from binhyen.audit.models import AuditEntry
from binhyen.audit.services import record
from tests.builders.accounts import MORNING


@pytest.mark.django_db
class TestRecord:
    def test_keeps_who_did_what_when_and_where(self) -> None:
        entry = record(
            "record.confirmed",
            subject="record",
            subject_id="r1",
            unit_id=7,
            actor_id=3,
            actor_name="Cán bộ xã Như Thanh",
            at=MORNING,
            detail={"revision": 2},
        )
        entry = AuditEntry.objects.get(pk=entry.pk)
        assert (entry.action, entry.subject, entry.subject_id) == (
            "record.confirmed",
            "record",
            "r1",
        )
        assert (entry.unit_id, entry.actor_id, entry.actor_name, entry.at) == (
            7,
            3,
            "Cán bộ xã Như Thanh",
            MORNING,
        )
        assert entry.detail == {"revision": 2}
