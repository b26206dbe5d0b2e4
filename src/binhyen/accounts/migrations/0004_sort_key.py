"""Accounts sort by given name, then family name (kernel.text.person_sort_key)."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from binhyen.kernel.text import person_sort_key

LENGTH = 320


def fill(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    officers = apps.get_model("accounts", "Officer").objects
    for pk, name in officers.values_list("pk", "display_name"):
        officers.filter(pk=pk).update(sort_key=person_sort_key(name)[:LENGTH])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_officer_language")]
    operations = [
        migrations.AddField(
            model_name="officer",
            name="sort_key",
            field=models.CharField(default="", editable=False, max_length=LENGTH),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
