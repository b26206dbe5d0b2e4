"""`make messages`: every string a person sees, out of the sources into the English catalogue.

Translations are kept, new strings come in empty, strings nobody says any more go out; sorted,
without line numbers, so that two branches that add strings seldom meet. Needs no gettext tools.
"""

import ast
import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "binhyen"
WORDS = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
MANY = {"ngettext", "ngettext_lazy"}
HELD = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)
# what the database keeps in Vietnamese and a page says in either language
TABLES = {
    "indicators.csv": ("group", "unit_of_measure"),
    "dimensions.csv": ("label_vi",),
    "holidays.csv": ("name", "source"),
}
HEAD = {
    "Project-Id-Version": "Bình Yên",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(_|gettext|ngettext)\(\s*({LITERAL})(?:\s*,\s*({LITERAL}))?")
WIDTH = 100


class Message(NamedTuple):
    """What is said, and its form for many; Vietnamese says both alike."""

    one: str
    many: str = ""


class UnreadableMarkError(Exception):
    """A string is marked in a way that cannot be read out of the source."""


def in_python(source: str) -> Iterator[Message]:
    """Every marked literal of a module; words that a variable holds are marked where it is made."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = called(node)
        wanted = 1 if name in ONE else 2 if name in MANY else 0
        forms = node.args[:wanted]
        if not forms or isinstance(forms[0], HELD):
            continue
        if not all(isinstance(form, ast.Constant) for form in forms):
            raise UnreadableMarkError(f"line {node.lineno}: mark plain literals only")
        yield Message(*(str(form.value) for form in forms if isinstance(form, ast.Constant)))


def called(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def in_template(source: str) -> Iterator[Message]:
    """Every translated text of a template, as Django itself reads them."""
    for _name, one, many in CALL.findall(templatize(source)):
        said = ast.literal_eval(one)
        yield Message(said, ast.literal_eval(many) if many else "")


def in_tables(folder: Path) -> Iterator[Message]:
    for name, columns in TABLES.items():
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from (Message(row[column]) for column in columns if row[column])


def sources(suffix: str) -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob(f"*{suffix}")):
        if "migrations" not in path.parts:
            yield path


def all_messages() -> dict[str, str]:
    """Every message of the product: what is said of one, and of many or nothing."""
    found: dict[str, str] = {}
    for path in sources(".py"):
        _add(found, in_python(path.read_text(encoding="utf-8")))
    for path in sources(".html"):
        _add(found, in_template(path.read_text(encoding="utf-8")))
    _add(found, in_tables(ROOT / "data"))
    return found


def _add(found: dict[str, str], messages: Iterable[Message]) -> None:
    for message in messages:
        if message.one:
            found[message.one] = message.many or found.get(message.one, "")


def updated(known: polib.POFile, messages: dict[str, str]) -> polib.POFile:
    """The catalogue of *messages*, with the English that *known* has for them."""
    words = polib.POFile(wrapwidth=WIDTH)
    words.metadata = dict(HEAD)
    had = {entry.msgid: entry for entry in known if not entry.obsolete}
    for one in sorted(messages):
        many = messages[one]
        entry = had.get(one) or polib.POEntry(msgid=one)
        entry.occurrences = []
        forms = dict(entry.msgstr_plural) or {0: entry.msgstr, 1: entry.msgstr}
        if many:
            entry.msgid_plural, entry.msgstr_plural, entry.msgstr = many, forms, ""
        elif entry.msgid_plural:
            entry.msgid_plural, entry.msgstr_plural, entry.msgstr = "", {}, forms[0]
        words.append(entry)
    return words


def main() -> int:
    known = polib.pofile(str(WORDS)) if WORDS.exists() else polib.POFile()
    words = updated(known, all_messages())
    WORDS.parent.mkdir(parents=True, exist_ok=True)
    words.save(str(WORDS))
    missing = words.untranslated_entries()
    print(f"{len(words)} strings, {len(missing)} without English")
    for entry in missing:
        print(f"  {entry.msgid!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
