"""Sums are kept by reporting years too (docs/rules/buckets.md): add up the years that stand."""

from django.db import migrations

MEASURES = (
    "amount", "declared", "hedged", "n", "declared_n", "about", "over", "nearly", "under", "posted",
)  # fmt: skip
FIRST_BUCKET = -22768  # every third of a month lies above the rows of years
# The reporting year from 15/12 to 14/12, counted from 2000, rounded down also before it.
YEAR = "(CASE WHEN bucket >= -2 THEN (bucket + 2) / 36 ELSE -((33 - bucket) / 36) END)"


def _add_up(table: str, keys: str) -> str:
    sums = ", ".join(f"SUM({name})" for name in MEASURES)
    return f"""
        INSERT INTO {table} (unit_id, own, {keys}, bucket, {", ".join(MEASURES)})
        SELECT unit_id, own, {keys}, {YEAR} + 2000 - 32768, {sums} FROM {table}
        WHERE bucket >= {FIRST_BUCKET}
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
