"""Tell every process that the tree changed."""

from collections.abc import Iterable
from uuid import uuid4

from django.db.models import F

from binhyen.units.models import TreeChange, TreeClock
from binhyen.units.selectors.trees import look_again


def stamp_changes(unit_ids: Iterable[int]) -> int:
    """Stamp the units as changed, in the caller's transaction; return the new stamp.

    The UPDATE of the one clock row is the lock that puts changing transactions into order,
    so whoever has seen stamp n has seen every change up to n.
    """
    look_again()
    token = uuid4().hex
    if not TreeClock.objects.filter(pk=1).update(stamp=F("stamp") + 1, token=token):
        TreeClock.objects.create(pk=1, stamp=1, token=token)
    stamp = TreeClock.objects.values_list("stamp", flat=True).get(pk=1)
    TreeChange.objects.bulk_create(
        [TreeChange(unit_id=unit, stamp=stamp, token=token) for unit in sorted(set(unit_ids))]
    )
    return stamp
