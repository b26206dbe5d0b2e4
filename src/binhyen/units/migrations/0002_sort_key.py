"""Units sort as a Vietnamese dictionary does (kernel.text.sort_key)."""

import re
import unicodedata

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TONE_DIGITS = {"\u0301": "5", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "6"}
SISTERS = {
    letter: f"{family[0]}{place}"
    for family in ("aăâ", "dđ", "eê", "oôơ", "uư")
    for place, letter in enumerate(family, 1)
}
LENGTH = 320


def sort_key(name: str) -> str:
    """As kernel.text has it on the day of this migration."""
    plain = re.sub(r"[^\w]+|_+", " ", unicodedata.normalize("NFC", name).casefold())
    letters, tones = [], []
    for syllable in plain.split():
        word = unicodedata.normalize("NFD", syllable)
        tones.append(next((TONE_DIGITS[mark] for mark in word if mark in TONE_DIGITS), "1"))
        bare = "".join(mark for mark in word if mark not in TONE_DIGITS)
        spelled = unicodedata.normalize("NFC", bare)
        letters.append(re.sub(r"\d+", lambda found: found[0].zfill(6), spelled))
    words = "0".join("".join(SISTERS.get(one, one) for one in word) for word in letters)
    return f"{words}00{''.join(tones)}"[:LENGTH]


def fill(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """One statement a name: many villages share theirs."""
    versions = apps.get_model("units", "UnitVersion").objects
    for name in versions.order_by().values_list("name", flat=True).distinct():
        versions.filter(name=name).update(sort_key=sort_key(name))


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
