"""Records that look like the same thing written twice, across the books of one commune."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from binhyen.records.models import Record
from binhyen.units.models import Level
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree

MOST = 20
BATCH = 1000
Mark = tuple[date, str, str]


def duplicates_of(record: Record) -> tuple[Record, ...]:
    """Find others of the same kind, day and title in the same commune; a warning, never a bar."""
    return duplicates_of_each([record]).get(record.pk, ())


def duplicates_of_each(records: Sequence[Record]) -> dict[UUID, tuple[Record, ...]]:
    """Find the duplicates of many records of one book; those without any are left out."""
    alike: dict[Mark, list[Record]] = defaultdict(list)
    for start in range(0, len(records), BATCH):
        for other in _with_marks_of(records[start : start + BATCH]):
            if len(alike[mark := _mark(other)]) < MOST * 10:
                alike[mark].append(other)
    units = {one.unit_id for found in alike.values() for one in found}
    if not units:
        return {}
    tree = current_tree(units | {one.unit_id for one in records if _mark(one) in alike})
    found = {one.pk: _at_home(tree, one, alike[_mark(one)]) for one in records}
    return {key: others for key, others in found.items() if others}


def _with_marks_of(records: Sequence[Record]) -> QuerySet[Record]:
    """Records with a day, a title and a kind among these, oldest first."""
    rows = Record.objects.kept().exclude(state=Record.State.VOIDED)
    if len(records) == 1:  # need not read itself
        rows = rows.exclude(pk=records[0].pk)
    return rows.filter(
        book=records[0].book,
        on__in={one.on for one in records},
        exact_key__in={one.exact_key for one in records},
        kind__in={one.kind for one in records},
    ).order_by("created_at")[: MOST * 10 * len(records)]


def _mark(record: Record) -> Mark:
    return record.on, record.exact_key, record.kind


def _at_home(tree: Tree, record: Record, others: Sequence[Record]) -> tuple[Record, ...]:
    if not others:
        return ()
    home = _commune(tree, record.unit_id, record)
    return tuple(
        other
        for other in others
        if other.pk != record.pk and _commune(tree, other.unit_id, record) == home
    )[:MOST]


def _commune(tree: Tree, unit: int, record: Record) -> int:
    chain = tree.ancestors(unit, record.on)
    return next((step for step in chain if tree.level(step) <= Level.COMMUNE), unit)
