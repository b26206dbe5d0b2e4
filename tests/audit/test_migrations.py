import pytest
from django.db import DatabaseError, connection, transaction

from binhyen.audit.models import AuditEntry
from binhyen.audit.services import record
from tests.builders.accounts import MORNING
from tests.builders.flushing import triggers_lifted


def make_entry() -> AuditEntry:
    return record(
        "record.confirmed",
        subject="record",
        subject_id="r1",
        unit_id=None,
        actor_id=None,
        actor_name="Cán bộ xã",
        at=MORNING,
    )


@pytest.mark.django_db
class TestAppendOnly:
    def test_refuses_an_update(self) -> None:
        entry = make_entry()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            AuditEntry.objects.filter(pk=entry.pk).update(action="record.voided")
        entry.refresh_from_db()
        assert entry.action == "record.confirmed"

    def test_refuses_a_deletion(self) -> None:
        entry = make_entry()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            AuditEntry.objects.filter(pk=entry.pk).delete()
        assert AuditEntry.objects.filter(pk=entry.pk).exists()

    def test_refuses_a_row_put_over_another(self) -> None:
        entry = make_entry()
        over = AuditEntry(pk=entry.pk, action="x", subject="y", subject_id="z", at=MORNING)
        with pytest.raises(DatabaseError), transaction.atomic():
            AuditEntry.objects.bulk_create(
                [over],
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=["action"],
            )
        if connection.vendor == "sqlite":
            with (
                pytest.raises(DatabaseError, match="append-only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(
                    "INSERT OR REPLACE INTO audit_auditentry"
                    " (id, action, subject, subject_id, actor_name, at, detail)"
                    " VALUES (%s, 'x', 'y', 'z', '', '2026-01-01', '{}')",
                    [entry.pk],
                )
        entry.refresh_from_db()
        assert entry.action == "record.confirmed"

    def test_refuses_to_empty_the_table(self) -> None:
        make_entry()
        statement = (
            "DELETE FROM audit_auditentry"
            if connection.vendor == "sqlite"
            else "TRUNCATE audit_auditentry"
        )
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
        assert AuditEntry.objects.filter(action="record.confirmed").count() == 1

    def test_lets_only_the_flush_between_tests_pass(self) -> None:
        entry = make_entry()
        with triggers_lifted(connection), connection.cursor() as cursor:
            cursor.execute("DELETE FROM audit_auditentry WHERE id = %s", [entry.pk])
        assert not AuditEntry.objects.filter(pk=entry.pk).exists()

        self.test_refuses_a_deletion()
