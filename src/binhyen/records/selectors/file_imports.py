"""Files brought into a book, and their rows, for the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from binhyen.accounts.rules.scope import RECORDER
from binhyen.accounts.selectors import Reach
from binhyen.ledger.models import Declared
from binhyen.records.models import FileImport, FileRow
from binhyen.records.policies import may_see_file
from binhyen.records.rules import Book
from binhyen.records.rules.sheets.reading import Wrong
from binhyen.units.models import Unit
from binhyen.units.selectors import current_tree
from binhyen.units.selectors.naming import own_names

SHOWN = 10
LOOKED_THROUGH = 60


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a file as the page shows it."""

    row: FileRow
    unit: str
    faults: tuple[Wrong, ...]


def files_of(reach: Reach, book: Book) -> list[FileImport]:
    """List the latest files of the book that the officer may see."""
    files = FileImport.objects.filter(reach.filter("unit"), book=book.code)
    latest = files.select_related("asked_by", "unit").order_by("-asked_at")[:LOOKED_THROUGH]
    return [file for file in latest if may_see_file(reach, file)][:SHOWN]


def rows_of_file(file: FileImport, outcome: str) -> QuerySet[FileRow]:
    rows = FileRow.objects.filter(file=file).order_by("number")
    return rows.filter(outcome=outcome) if outcome in FileRow.Outcome.values else rows


def shown_rows(rows: Sequence[FileRow], on: Any) -> list[ShownRow]:
    names = own_names({row.unit_id for row in rows if row.unit_id}, on)
    return [
        ShownRow(row, names.get(row.unit_id or 0, ""), tuple(Wrong(*one) for one in row.faults))
        for row in rows
    ]


def units_to_import(reach: Reach, also: str = "") -> list[tuple[str, str]]:
    """List (uid, name) of the units a file may be for: own ones, and one asked for by address."""
    wanted = [grant.unit for grant in reach.grants if grant.role == RECORDER]
    if also:
        wanted += Unit.objects.filter(uid=also).values_list("pk", flat=True)
    units = [unit for unit in dict.fromkeys(wanted) if reach.may(RECORDER, unit)]
    names = own_names(units, reach.on)
    uids = dict(Unit.objects.filter(pk__in=units).values_list("pk", "uid"))
    found = [(uids[unit], names[unit][:1].upper() + names[unit][1:]) for unit in units]
    return sorted(found, key=lambda one: one[0] != also)


def is_declared_over(file: FileImport, reach: Reach) -> bool:
    """Whether some declared total stands at the unit, in it or above it: the question to ask."""
    tree = current_tree((file.unit_id,))
    chain = tree.ancestors(file.unit_id, reach.on) or (file.unit_id,)
    return Declared.objects.filter(live=True, unit__in=[file.unit_id, *chain]).exists()
