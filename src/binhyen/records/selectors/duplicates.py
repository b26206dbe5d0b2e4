"""Records that look like the same thing written twice, across the books of one commune."""

from binhyen.records.models import Record
from binhyen.units.models import Level
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree

MOST = 20


def duplicates_of(record: Record) -> tuple[Record, ...]:
    """Find others of the same kind, day and title in the same commune; a warning, never a bar."""
    alike = (
        Record.objects.kept()
        .exclude(state=Record.State.VOIDED)
        .filter(book=record.book, on=record.on, exact_key=record.exact_key, kind=record.kind)
        .exclude(pk=record.pk)
        .order_by("created_at")[: MOST * 10]
    )
    found = list(alike)
    if not found:
        return ()
    tree = current_tree({record.unit_id, *(other.unit_id for other in found)})
    home = _commune(tree, record.unit_id, record)
    return tuple(other for other in found if _commune(tree, other.unit_id, record) == home)[:MOST]


def _commune(tree: Tree, unit: int, record: Record) -> int:
    chain = tree.ancestors(unit, record.on)
    return next((step for step in chain if tree.level(step) <= Level.COMMUNE), unit)
