"""Let the database itself refuse to change or delete an posted entry or line.

SQLite answers row by row; the INSERT trigger stops INSERT OR REPLACE, which deletes silently
when recursive_triggers is off. PostgreSQL answers once a statement, TRUNCATE included;
ON CONFLICT DO UPDATE fires the UPDATE trigger.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ["ledger_entry", "ledger_line"]

SQLITE = [
    """CREATE TRIGGER {table}_append_only_update BEFORE UPDATE ON {table}
       BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    """CREATE TRIGGER {table}_append_only_delete BEFORE DELETE ON {table}
       BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    """CREATE TRIGGER {table}_append_only_insert BEFORE INSERT ON {table}
       WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
       BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER IF EXISTS {table}_append_only_update",
    "DROP TRIGGER IF EXISTS {table}_append_only_delete",
    "DROP TRIGGER IF EXISTS {table}_append_only_insert",
]
POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
       FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER IF EXISTS {table}_append_only ON {table}",
    "DROP FUNCTION IF EXISTS {table}_append_only()",
]


def _run(schema_editor: BaseDatabaseSchemaEditor, sqlite: list[str], postgresql: list[str]) -> None:
    statements = sqlite if schema_editor.connection.vendor == "sqlite" else postgresql
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            for statement in statements:
                cursor.execute(statement.format(table=table))


def forbid(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE, POSTGRESQL)


def allow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
