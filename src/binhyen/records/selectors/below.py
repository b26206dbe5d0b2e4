"""The units a list can be narrowed to: those right below the officer's own."""

from binhyen.accounts.selectors import Reach
from binhyen.units.models import UnitVersion
from binhyen.units.selectors import current_tree

MOST = 400


def units_below(reach: Reach) -> list[tuple[str, str]]:
    """List (uid, name) of the units right below the officer's highest, in official order."""
    if not reach.grants:
        return []
    top = min(reach.roots, key=lambda unit: current_tree((unit,)).level(unit))
    rows = (
        UnitVersion.objects.on(reach.on)
        .filter(parent=top)
        .order_by("unit__level", "code", "sort_key")
        .values_list("unit__uid", "full_name")[:MOST]
    )
    return [(uid, name[:1].upper() + name[1:]) for uid, name in rows]
