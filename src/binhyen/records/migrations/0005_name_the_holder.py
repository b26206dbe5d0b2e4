"""Name the unit of the record beside each organiser. Run again, it names what is still open."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import OuterRef, Subquery

BATCH = 10_000


def name_holders(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    organisers = apps.get_model("records", "RecordOrganiser").objects.filter(holder=None)
    records = apps.get_model("records", "Record").objects.filter(pk=OuterRef("record"))
    while keys := list(organisers.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        organisers.filter(pk__range=(keys[0], keys[-1])).update(
            holder=Subquery(records.values("unit"))
        )


class Migration(migrations.Migration):
    dependencies = [("records", "0004_organiser_holder")]
    operations = [migrations.RunPython(name_holders, migrations.RunPython.noop)]
