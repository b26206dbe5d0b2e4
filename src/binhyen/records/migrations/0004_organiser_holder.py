"""Room beside each organiser for the unit whose record it is."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0003_repetitions_and_photos")]
    operations = [
        migrations.AddField(
            model_name="recordorganiser",
            name="holder",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
                verbose_name="đơn vị giữ",
            ),
        ),
    ]
