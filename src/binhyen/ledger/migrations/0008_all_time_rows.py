"""Levels are kept for all time too (docs/rules/buckets.md): add up the years that stand."""

from django.db import migrations

MEASURES = (
    "amount", "declared", "hedged", "n", "declared_n", "about", "over", "nearly", "under", "posted",
)  # fmt: skip
EVER = -32768
FIRST_BUCKET = -22768  # every third of a month lies above the rows of years


def _add_up(table: str, keys: str) -> str:
    sums = ", ".join(f"SUM({name})" for name in MEASURES)
    return f"""
        INSERT INTO {table} (unit_id, own, {keys}, bucket, {", ".join(MEASURES)})
        SELECT unit_id, own, {keys}, {EVER}, {sums} FROM {table}
        WHERE bucket > {EVER} AND bucket < {FIRST_BUCKET}
          AND indicator_id IN (SELECT id FROM ledger_indicator WHERE kind <> 'FLOW')
        GROUP BY unit_id, own, {keys}
    """


def _drop(table: str) -> str:
    return f"DELETE FROM {table} WHERE bucket = {EVER}"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_covered_indexes")]
    operations = [
        migrations.RunSQL(_add_up("ledger_balance", "indicator_id"), _drop("ledger_balance")),
        migrations.RunSQL(
            _add_up("ledger_balancedim", "indicator_id, dims_id"), _drop("ledger_balancedim")
        ),
    ]
