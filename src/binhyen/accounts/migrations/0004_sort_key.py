"""Accounts sort by given name, then family name (kernel.text.person_sort_key)."""

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


def person_sort_key(name: str) -> str:
    words = name.split()
    if len(words) > 1 and all(word[0].isupper() for word in words):
        words = [words[-1], *words[:-1]]
    return sort_key(" ".join(words))


def fill(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    officers = apps.get_model("accounts", "Officer").objects
    for pk, name in officers.values_list("pk", "display_name"):
        officers.filter(pk=pk).update(sort_key=person_sort_key(name))


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
