"""Levels are kept by whole years too (docs/rules/buckets.md): add up the years that stand."""

from django.db import migrations

MEASURES = (
    "amount", "declared", "hedged", "n", "declared_n", "about", "over", "nearly", "under", "posted",
)  # fmt: skip
FIRST_BUCKET = -22768  # every third of a month lies above the rows of years
# Whole years since 2000, rounded down also before it.
YEAR = "(CASE WHEN bucket >= 0 THEN bucket / 36 ELSE -((35 - bucket) / 36) END)"


def _add_up(table: str, keys: str) -> str:
    sums = ", ".join(f"SUM({name})" for name in MEASURES)
    return f"""
        INSERT INTO {table} (unit_id, own, {keys}, bucket, {", ".join(MEASURES)})
        SELECT unit_id, own, {keys}, {YEAR} + 2000 - 32768, {sums} FROM {table} b
        WHERE bucket >= {FIRST_BUCKET} AND EXISTS (
            SELECT 1 FROM ledger_indicator i
            WHERE i.id = b.indicator_id AND i.kind IN ('STOCK', 'STATUS'))
        GROUP BY unit_id, own, {keys}, {YEAR}
    """


def _drop(table: str) -> str:
    return f"DELETE FROM {table} WHERE bucket < {FIRST_BUCKET}"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_keep_promises")]
    operations = [
        migrations.RunSQL(_add_up("ledger_balance", "indicator_id"), _drop("ledger_balance")),
        migrations.RunSQL(
            _add_up("ledger_balancedim", "indicator_id, dims_id"), _drop("ledger_balancedim")
        ),
    ]
