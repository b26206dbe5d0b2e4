"""Serve a unit's book, its drafts, what was written last and what others organised by indexes."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    dependencies = [("records", "0005_name_the_holder")]
    operations = [
        migrations.AlterField(
            model_name="recordorganiser",
            name="holder",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
                verbose_name="đơn vị giữ",
            ),
        ),
        migrations.AlterField(
            model_name="recordorganiser",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
                verbose_name="đơn vị",
            ),
        ),
        migrations.AddIndex(
            model_name="recordorganiser",
            index=models.Index(F("unit"), F("holder"), F("record"), name="record_organiser_seen"),
        ),
        migrations.RemoveIndex(model_name="record", name="record_unit_book_on"),
        migrations.RemoveIndex(model_name="record", name="record_book_state_on"),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                F("unit"),
                F("book"),
                F("on"),
                F("state"),
                F("confirmed_revision"),
                name="record_list",
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(F("state"), F("unit"), F("on"), name="record_waiting"),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(F("changed_at"), name="record_latest"),
        ),
    ]
