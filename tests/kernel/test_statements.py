from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import BigIntegerField, CharField
from pytest_django import DjangoAssertNumQueries

from binhyen.audit.models import AuditEntry
from binhyen.kernel.statements import Given, Prepared, change, execute, fetch, insert
from binhyen.units.models import Level, Unit, UnitVersion
from tests.builders.units import the_unit

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 26, 5, 0, tzinfo=UTC)
NAMED_SO = Prepared(
    lambda: UnitVersion.objects.filter(
        unit=Given("unit", BigIntegerField()), name=Given("name", CharField())
    ).select_related("unit")
)
AT_A_LEVEL = Prepared(
    lambda: Unit.objects.filter(level=Given("level", BigIntegerField())).values_list("uid")
)


def entry(action: str, unit: int | None = None) -> AuditEntry:
    return AuditEntry(
        action=action,
        subject="TEST",
        subject_id="1",
        unit_id=unit,
        actor_name='Đỗ Thị "Hạnh" {1,2} 100%',
        at=NOON,
        detail={"revision": 1, "self_confirmed": True},
    )


class TestInsert:
    def test_keeps_what_was_said_and_gives_each_row_its_key(self) -> None:
        rows = [entry("record.created", 7_000_000_000), entry("record.confirmed")]

        insert(AuditEntry, rows)

        kept = AuditEntry.objects.filter(subject="TEST").order_by("pk")
        assert [row.pk for row in kept] == [row.pk for row in rows]
        assert [row.unit_id for row in kept] == [7_000_000_000, None]
        assert kept[0].actor_name == rows[0].actor_name
        assert (kept[0].at, kept[0].detail) == (NOON, rows[0].detail)

    def test_takes_more_rows_than_one_statement_holds(self) -> None:
        insert(AuditEntry, [entry(f"{number:04}") for number in range(1200)])

        kept = AuditEntry.objects.filter(subject="TEST").order_by("pk")
        actions = list(kept.values_list("action", flat=True))
        assert actions == [f"{number:04}" for number in range(1200)]

    def test_is_refused_as_any_write_is(self) -> None:
        nameless = entry("record.created")
        nameless.actor_name = None  # type: ignore[assignment]

        with pytest.raises(IntegrityError), transaction.atomic():
            insert(AuditEntry, [nameless])

        assert not AuditEntry.objects.filter(subject="TEST").exists()


class TestChange:
    def test_changes_only_where_everything_is_as_it_was_read(self) -> None:
        commune, other = the_unit("C16228n"), the_unit("C16249n")
        versions = UnitVersion.objects.filter(unit__in=[commune, other])
        first = versions.get(unit=commune)
        as_read = {"unit_id": [commune.pk, other.pk], "name": first.name, "valid_to": None}

        assert change(UnitVersion, as_read, {"name": "Xã khác"}) == 1
        assert change(UnitVersion, as_read, {"name": "Xã khác"}) == 0

        assert versions.get(unit=commune).name == "Xã khác"
        assert versions.get(unit=other).name != "Xã khác"


class TestPrepared:
    def test_answers_with_whole_objects_and_what_lies_beside_them(self) -> None:
        commune = the_unit("C16228n")
        named = UnitVersion.objects.get(unit=commune)

        (found,) = NAMED_SO.objects(unit=commune.pk, name=named.name)

        assert found == named
        assert UnitVersion.unit.is_cached(found)
        assert found.unit == commune
        assert found.valid_from == named.valid_from
        assert NAMED_SO.objects(unit=commune.pk, name="Xã khác") == []

    def test_is_planned_once_whatever_it_is_asked_for(self) -> None:
        provinces = Unit.objects.filter(level=Level.PROVINCE).values_list("uid", flat=True)

        assert {uid for (uid,) in AT_A_LEVEL.rows(level=Level.PROVINCE)} == set(provinces)
        assert AT_A_LEVEL.rows(level=30_000) == []

        if connection.vendor == "postgresql":
            plans = "SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE %s"
            assert fetch(plans, ['SELECT "units_unit"."uid" AS "uid"%']) == [(1,)]

    def test_is_seen_by_whoever_counts_the_queries(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(2):
            AT_A_LEVEL.rows(level=Level.PROVINCE)
            assert execute("UPDATE units_unit SET level = level WHERE uid = %s", ["N"]) <= 1
