"""Records that look like the same thing written twice, across the books of one commune."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, Q

from binhyen.kernel.statements import Given, Prepared
from binhyen.records.models import Record
from binhyen.units.models import Level
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree

MOST = 20
BATCH = 1000
Mark = tuple[Any, ...]  # day, title as it is compared, kind
Other = tuple[UUID, int]  # key and unit
_ALIKE = Prepared(
    lambda: Record.objects.filter(
        ~Q(state=Record.State.VOIDED),
        book=Given("book", CharField()),
        on=Given("on", DateField()),
        exact_key=Given("exact_key", CharField()),
        kind=Given("kind", CharField()),
    ).values_list("pk")[:2]
)


def duplicates_of(record: Record) -> tuple[Record, ...]:
    """Find others of the same kind, day and title in the same commune; a warning, never a bar."""
    alike = _ALIKE.rows(
        book=record.book, on=record.on, exact_key=record.exact_key, kind=record.kind
    )
    if all(key == record.pk for key, *_ in alike):  # nearly always
        return ()
    return duplicates_of_each([record]).get(record.pk, ())


def duplicates_of_each(records: Sequence[Record]) -> dict[UUID, tuple[Record, ...]]:
    """Find the duplicates of many records of one book; those without any are left out."""
    alike: dict[Mark, list[Other]] = defaultdict(list)
    for start in range(0, len(records), BATCH):
        for key, unit, *mark in _with_marks_of(records[start : start + BATCH]):
            if len(known := alike[tuple(mark)]) < MOST * 10:
                known.append((key, unit))
    units = {unit for found in alike.values() for _, unit in found}
    if not units:
        return {}
    tree = current_tree(units | {one.unit_id for one in records if _mark(one) in alike})
    at_home = {one.pk: _at_home(tree, one, alike[_mark(one)]) for one in records}
    wanted = sorted({key for found in at_home.values() for key in found})
    heads: dict[UUID, Record] = {}
    for start in range(0, len(wanted), BATCH):
        heads |= Record.objects.in_bulk(wanted[start : start + BATCH])
    return {key: tuple(heads[one] for one in found) for key, found in at_home.items() if found}


def _with_marks_of(records: Sequence[Record]) -> Iterable[tuple[Any, ...]]:
    """Key, unit and marks of records with a day, a title and a kind among these, oldest first.

    Nearly always there is none but the records themselves: whole rows are read afterwards.
    """
    rows = Record.objects.filter(
        ~Q(state=Record.State.VOIDED),
        book=records[0].book,
        on__in={one.on for one in records},
        exact_key__in={one.exact_key for one in records},
        kind__in={one.kind for one in records},
    ).order_by("created_at")
    return rows.values_list("pk", "unit_id", "on", "exact_key", "kind")[: MOST * 10 * len(records)]


def _mark(record: Record) -> Mark:
    return record.on, record.exact_key, record.kind


def _at_home(tree: Tree, record: Record, others: Sequence[Other]) -> list[UUID]:
    home = _commune(tree, record.unit_id, record)
    return [
        key for key, unit in others if key != record.pk and _commune(tree, unit, record) == home
    ][:MOST]


def _commune(tree: Tree, unit: int, record: Record) -> int:
    chain = tree.ancestors(unit, record.on)
    return next((step for step in chain if tree.level(step) <= Level.COMMUNE), unit)
