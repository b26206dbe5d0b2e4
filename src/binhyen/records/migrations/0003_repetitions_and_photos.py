"""Repetitions and photos; before them, what databases of this program's first hour lack.

For an hour after the first data was written, 0001 was still changed in place. A database of that
time lacks where and since when a record is kept on; every other has it and is left alone.
"""

import django.db.models.deletion
from django.conf import settings
from django.apps.registry import Apps
from django.db import migrations, models
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
    dependencies = [
        ("records", "0002_revisions_stand"),
        ("units", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(complete, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("width", models.IntegerField(verbose_name="rộng")),
                ("height", models.IntegerField(verbose_name="cao")),
                ("size", models.IntegerField(verbose_name="số byte")),
                ("added_at", models.DateTimeField(verbose_name="thêm lúc")),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="bỏ lúc")),
                (
                    "added_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "ảnh",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("record"), models.F("sha256"), name="photo_once_a_record"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Repetition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weekday", models.SmallIntegerField(verbose_name="thứ trong tuần")),
                ("since", models.DateField(verbose_name="từ ngày")),
                (
                    "passed_on",
                    models.DateField(blank=True, null=True, verbose_name="tuần không làm"),
                ),
                (
                    "stopped_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="thôi lặp lúc"),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "việc hằng tuần",
                "indexes": [
                    models.Index(
                        models.F("unit"),
                        condition=models.Q(("stopped_at", None)),
                        name="repetition_running_at",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("record"),
                        condition=models.Q(("stopped_at", None)),
                        name="repetition_once_a_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__gte", 0), ("weekday__lte", 6)),
                        name="repetition_has_a_weekday",
                    ),
                ],
            },
        ),
    ]
