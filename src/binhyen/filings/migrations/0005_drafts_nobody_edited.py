"""Remember as drafted the words of open filings nobody has written into.

A few thousand rows at most, one by one; what was edited before stays without a known draft.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def remember(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    filings = apps.get_model("filings", "Filing").objects.using(schema_editor.connection.alias)
    untouched = filings.filter(state="DRAFT", version=1, revision=1, drafted={})
    for filing in untouched.only("narrative").iterator():
        filing.drafted = filing.narrative
        filing.save(update_fields=["drafted"])


class Migration(migrations.Migration):
    dependencies = [("filings", "0004_drafted_words")]
    operations = [migrations.RunPython(remember, migrations.RunPython.noop, elidable=True)]
