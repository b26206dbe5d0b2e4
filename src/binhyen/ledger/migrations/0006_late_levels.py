"""Levels dated outside their unit's life count where it last (first) lay (docs/rules/maps.md).

They stood apart and were imaged one by one; only FLOW lines and transfers still do.
"""

from collections import defaultdict
from datetime import date, timedelta

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

MEASURES = (
    "amount", "declared", "hedged", "n", "declared_n", "about", "over", "nearly", "under", "posted",
)  # fmt: skip
PROVINCE, COMMUNE = 1, 3
ONE_DAY = timedelta(days=1)


class Lives:
    """Where each unit lay when, read as units are met."""

    def __init__(self, apps: StateApps) -> None:
        self.units = apps.get_model("units", "Unit")
        self.versions = apps.get_model("units", "UnitVersion")
        self.spans: dict[int, list[tuple[date, date, int | None]]] = {}
        self.levels: dict[int, int] = {}

    def of(self, unit: int) -> list[tuple[date, date, int | None]]:
        if unit not in self.spans:
            rows = self.versions.objects.filter(unit_id=unit)
            self.spans[unit] = sorted(
                (begins or date.min, ends or date.max, parent)
                for begins, ends, parent in rows.values_list("valid_from", "valid_to", "parent_id")
            )
            self.levels[unit] = self.units.objects.values_list("level", flat=True).get(pk=unit)
        return self.spans[unit]

    def nearest_day(self, unit: int, day: date) -> date:
        before = [span for span in self.of(unit) if span[0] <= day]
        if not before:
            return self.of(unit)[0][0]
        return min(day, before[-1][1] - ONE_DAY)

    def rows(self, unit: int, day: date) -> list[tuple[int, bool]]:
        """The rows (unit, own) a line of that day is part of."""
        chain, here = [], unit
        while here is not None:
            parents = [p for begins, ends, p in self.of(here) if begins <= day < ends]
            if not parents:
                return []
            chain.append(here)
            here = parents[0]
        upper = [u for u in chain if self.levels[u] <= COMMUNE]
        found = [(u, False) for u in upper if self.levels[u] >= PROVINCE]
        return found if self.levels[upper[0]] == COMMUNE else [*found, (upper[0], True)]


def bucket_of(day: date) -> int:
    third = 0 if day.day < 15 else 1 if day.day == 15 else 2
    return (day.year - 2000) * 36 + (day.month - 1) * 3 + third


def year_row(bucket: int) -> int:
    return 2000 + (bucket + 2) // 36 - 32768


def count_with_balances(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apart = apps.get_model("ledger", "ApartBalance")
    kinds = dict(apps.get_model("ledger", "Indicator").objects.values_list("pk", "kind"))
    levels = [key for key, kind in kinds.items() if kind != "FLOW"]
    late = apart.objects.filter(transfer=False, indicator_id__in=levels)
    totals: dict[tuple, list[int]] = defaultdict(lambda: [0] * len(MEASURES))
    by_dims: dict[tuple, list[int]] = defaultdict(lambda: [0] * len(MEASURES))
    lives = Lives(apps)
    rows = late.values_list("unit_id", "indicator_id", "day", "dims_key", *MEASURES)
    for unit, indicator, day, dims, *measures in rows.iterator(chunk_size=2000):
        held = lives.rows(unit, lives.nearest_day(unit, day))
        for where, own in held if kinds[indicator] != "DISTINCT" else [(unit, True)]:
            third = bucket_of(day)
            for bucket in (third, year_row(third)):
                _add(totals[where, own, indicator, bucket], measures)
                if dims:
                    _add(by_dims[where, own, indicator, bucket, dims], measures)
    keys = ("unit_id", "own", "indicator_id", "bucket")
    _upsert(schema_editor, "ledger_balance", keys, totals)
    _upsert(schema_editor, "ledger_balancedim", (*keys, "dims_id"), by_dims)
    late.delete()


def _add(row: list[int], measures: list[int]) -> None:
    for place, value in enumerate(measures):
        row[place] += value


def _upsert(
    schema_editor: BaseDatabaseSchemaEditor,
    table: str,
    keys: tuple[str, ...],
    rows: dict[tuple, list[int]],
) -> None:
    columns = (*keys, *MEASURES)
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in MEASURES)
    statement = (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))}) "
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {added}"
    )
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany(statement, [(*key, *row) for key, row in sorted(rows.items())])


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_windows_and_units")]
    # Back: a rebuild by the older code derives the rows anew.
    operations = [migrations.RunPython(count_with_balances, migrations.RunPython.noop)]
