"""Let the database itself refuse to change or delete what a revision said.

Only its confirmation may be written, once. SQLite answers row by row; the INSERT trigger stops
INSERT OR REPLACE, which deletes silently when recursive_triggers is off.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CHANGED_SQLITE = """NEW.id IS NOT OLD.id OR NEW.record_id IS NOT OLD.record_id
    OR NEW.number IS NOT OLD.number OR NEW.content IS NOT OLD.content
    OR NEW.author_id IS NOT OLD.author_id OR NEW.at IS NOT OLD.at
    OR NEW.on_behalf_of IS NOT OLD.on_behalf_of
    OR OLD.confirmed_at IS NOT NULL"""
CHANGED_POSTGRESQL = """(NEW.id, NEW.record_id, NEW.number, NEW.content, NEW.author_id, NEW.at,
    NEW.on_behalf_of) IS DISTINCT FROM (OLD.id, OLD.record_id, OLD.number, OLD.content,
    OLD.author_id, OLD.at, OLD.on_behalf_of) OR OLD.confirmed_at IS NOT NULL"""

SQLITE = [
    f"""CREATE TRIGGER records_revision_stands_update BEFORE UPDATE ON records_revision
        WHEN {CHANGED_SQLITE}
        BEGIN SELECT RAISE(ABORT, 'records_revision stands as written'); END""",
    """CREATE TRIGGER records_revision_stands_delete BEFORE DELETE ON records_revision
        BEGIN SELECT RAISE(ABORT, 'records_revision stands as written'); END""",
    """CREATE TRIGGER records_revision_stands_insert BEFORE INSERT ON records_revision
        WHEN EXISTS (SELECT 1 FROM records_revision WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'records_revision stands as written'); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER IF EXISTS records_revision_stands_update",
    "DROP TRIGGER IF EXISTS records_revision_stands_delete",
    "DROP TRIGGER IF EXISTS records_revision_stands_insert",
]
POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION records_revision_stands() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'records_revision stands as written'
       USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER records_revision_stands_update BEFORE UPDATE ON records_revision
       FOR EACH ROW WHEN ({CHANGED_POSTGRESQL})
       EXECUTE FUNCTION records_revision_stands()""",
    """CREATE TRIGGER records_revision_stands BEFORE DELETE OR TRUNCATE ON records_revision
       FOR EACH STATEMENT EXECUTE FUNCTION records_revision_stands()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER IF EXISTS records_revision_stands ON records_revision",
    "DROP TRIGGER IF EXISTS records_revision_stands_update ON records_revision",
    "DROP FUNCTION IF EXISTS records_revision_stands()",
]


def _run(schema_editor: BaseDatabaseSchemaEditor, sqlite: list[str], postgresql: list[str]) -> None:
    statements = sqlite if schema_editor.connection.vendor == "sqlite" else postgresql
    for statement in statements:
        schema_editor.execute(statement)


def forbid(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE, POSTGRESQL)


def allow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
