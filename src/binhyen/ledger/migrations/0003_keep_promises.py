"""What a column type cannot say: whole amounts on SQLite, dimensions of the line's own indicator.

Balances on PostgreSQL keep room on their pages for the running updates (HOT).
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = [
    """CREATE TRIGGER ledger_line_whole BEFORE INSERT ON ledger_line
       WHEN typeof(NEW.amount) <> 'integer'
       BEGIN SELECT RAISE(ABORT, 'ledger_line.amount is a whole number of smallest steps'); END""",
    """CREATE TRIGGER ledger_line_dims BEFORE INSERT ON ledger_line
       WHEN NEW.dims_id IS NOT NULL AND NOT EXISTS (
           SELECT 1 FROM ledger_dimensionset
           WHERE id = NEW.dims_id AND indicator_id = NEW.indicator_id)
       BEGIN SELECT RAISE(ABORT, 'the dimensions belong to another indicator'); END""",
]
SQLITE_BACK = ["DROP TRIGGER ledger_line_whole", "DROP TRIGGER ledger_line_dims"]
POSTGRESQL = [
    "ALTER TABLE ledger_dimensionset ADD CONSTRAINT dimension_set_of UNIQUE (indicator_id, id)",
    """ALTER TABLE ledger_line ADD CONSTRAINT ledger_line_dims FOREIGN KEY (indicator_id, dims_id)
       REFERENCES ledger_dimensionset (indicator_id, id)""",
    "ALTER TABLE ledger_balance SET (fillfactor = 90)",
    "ALTER TABLE ledger_balancedim SET (fillfactor = 90)",
]
POSTGRESQL_BACK = [
    "ALTER TABLE ledger_line DROP CONSTRAINT ledger_line_dims",
    "ALTER TABLE ledger_dimensionset DROP CONSTRAINT dimension_set_of",
]


def _run(schema_editor: BaseDatabaseSchemaEditor, sqlite: list[str], postgresql: list[str]) -> None:
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def promise(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE, POSTGRESQL)


def release(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]
    operations = [migrations.RunPython(promise, release)]
