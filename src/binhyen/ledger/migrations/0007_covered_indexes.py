"""Drop the indexes on one column that a longer index begins with: they were only written, never read.

Of declarations only those in force are looked for by indicator, and declared_live knows these.
The indexes are dropped by name: to alter the field SQLite would make the table anew, and a
trigger of ledger_line reads one of them.
"""

from django.db import migrations, models

COVERED = {
    ("ledger_declared", "indicator_id"): "ledger_declared_indicator_id_70117ccb",
    ("ledger_dimensionset", "indicator_id"): "ledger_dimensionset_indicator_id_ae1385be",
    ("ledger_dimensionvalue", "indicator_id"): "ledger_dimensionvalue_indicator_id_35286264",
    ("ledger_excluded", "declared_id"): "ledger_excluded_declared_id_318e2d07",
    ("ledger_inside", "declared_id"): "ledger_inside_declared_id_06f98fce",
}


def _dropped() -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(f"DROP INDEX {index}", f"CREATE INDEX {index} ON {table} ({column})")
        for (table, column), index in COVERED.items()
    ]


def _without_index(model: str, field: str, to: str) -> migrations.AlterField:
    key = models.ForeignKey(to=to, on_delete=models.PROTECT, related_name="+", db_index=False)
    return migrations.AlterField(model, field, key)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_late_levels")]
    operations = [
        migrations.SeparateDatabaseAndState(
            _dropped(),
            [
                _without_index("declared", "indicator", "ledger.indicator"),
                _without_index("dimensionset", "indicator", "ledger.indicator"),
                _without_index("dimensionvalue", "indicator", "ledger.indicator"),
                _without_index("excluded", "declared", "ledger.declared"),
                _without_index("inside", "declared", "ledger.declared"),
            ],
        )
    ]
