from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("filings", "0003_batches")]

    operations = [
        migrations.AddField(
            model_name="filing",
            name="drafted",
            field=models.JSONField(default=dict, verbose_name="lời soạn sẵn"),
        ),
    ]
