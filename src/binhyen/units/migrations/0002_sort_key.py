"""Units sort as a Vietnamese dictionary does (kernel.text.sort_key)."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from binhyen.kernel.text import sort_key

LENGTH = 320


def fill(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """One statement a name: many villages share theirs."""
    versions = apps.get_model("units", "UnitVersion").objects
    for name in versions.order_by().values_list("name", flat=True).distinct():
        versions.filter(name=name).update(sort_key=sort_key(name)[:LENGTH])


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="unitversion",
            name="sort_key",
            field=models.CharField(default="", editable=False, max_length=LENGTH),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="unitversion", index=models.Index("name", name="unit_version_name")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="unitversion", name="unit_version_name"),
    ]
