"""Give databases of this program's first hour what its first migration says by now.

For an hour after the first data was written, 0001 was still changed in place. A database of that
time lacks where and since when a record is kept on; every other has it and is left alone.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "records_record"
REFERENCE = "bigint NULL REFERENCES units_unit (id) DEFERRABLE INITIALLY DEFERRED"
SQLITE = [
    f"ALTER TABLE {TABLE} ADD COLUMN continued_on date NULL",
    f"ALTER TABLE {TABLE} ADD COLUMN continued_before text NOT NULL DEFAULT '[]'",
    f"ALTER TABLE {TABLE} ADD COLUMN continued_at_id {REFERENCE}",
]
POSTGRESQL = [
    f"ALTER TABLE {TABLE} ADD COLUMN continued_on date NULL",
    f"ALTER TABLE {TABLE} ADD COLUMN continued_before jsonb NOT NULL DEFAULT '[]'",
    f"ALTER TABLE {TABLE} ALTER COLUMN continued_before DROP DEFAULT",
    f"ALTER TABLE {TABLE} ADD COLUMN continued_at_id {REFERENCE}",
    f"CREATE INDEX records_record_continued_at_id ON {TABLE} (continued_at_id)",
]
CONSTRAINT = "record_continues_somewhere_since_a_day"


def complete(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, TABLE)
    if "continued_on" in {column.name for column in described}:
        return
    for statement in SQLITE if connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)
    record = apps.get_model("records", "Record")
    (constraint,) = [one for one in record._meta.constraints if one.name == CONSTRAINT]
    # SQLite makes the table anew for this, which also gives it the index and the JSON check.
    schema_editor.add_constraint(record, constraint)


class Migration(migrations.Migration):
    dependencies = [("records", "0002_revisions_stand"), ("units", "0001_initial")]
    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
