"""Let PostgreSQL find any piece of a record's words by an index; SQLite reads the unit's rows.

What is found is the same with and without it. A server without pg_trgm goes on without the index.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def add(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm' AND
               (installed_version IS NOT NULL
                OR has_database_privilege(current_database(), 'CREATE'))"""
        )
        if not cursor.fetchone():
            return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    schema_editor.execute(
        "CREATE INDEX record_words ON records_record USING gin (fold_key gin_trgm_ops)"
    )


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS record_words")


class Migration(migrations.Migration):
    dependencies = [("records", "0006_list_indexes")]
    operations = [migrations.RunPython(add, remove)]
