"""Where an officer may write, by name; and what a form may offer from the books around."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from binhyen.accounts.rules.scope import RECORDER
from binhyen.accounts.selectors import Reach
from binhyen.kernel.dates import vn_date
from binhyen.records.models import Record
from binhyen.records.selectors.listing import visible
from binhyen.units.models import Level, Unit, UnitVersion
from binhyen.units.rules.tree import FOREVER, ONE_DAY, Tree
from binhyen.units.selectors import current_tree
from binhyen.units.selectors.naming import own_names

MOST_LEAVES = 400
MOST_SCHEMES = 30


def places_to_write(reach: Reach, also: str = "") -> list[tuple[int, str, str]]:
    """List (id, uid, name) of units the officer may write for, own ones first.

    Own units, their villages and organisations, their ended predecessors; *also* the uid of any
    other unit asked for by address, if the officer may write there.
    """
    roots = [grant.unit for grant in reach.grants if grant.role == RECORDER]
    tree = current_tree(roots)
    wanted = dict.fromkeys(roots)
    lying = UnitVersion.objects.on(reach.on).filter(
        parent__in=roots, unit__level__in=[Level.AREA, Level.ORGANISATION]
    )
    wanted |= dict.fromkeys(
        lying.order_by("unit__level", "sort_key").values_list("unit_id", flat=True)[:MOST_LEAVES]
    )
    for root in roots:
        wanted |= dict.fromkeys(old for _, old in tree.places[root].predecessors)
    if also and (asked := Unit.objects.filter(uid=also).values_list("pk", flat=True).first()):
        wanted = {asked: None, **wanted}
    reach.load(wanted)
    allowed = [unit for unit in wanted if reach.may(RECORDER, unit)]
    return _named(allowed, reach.on)


def _named(units: list[int], on: date) -> list[tuple[int, str, str]]:
    tree = current_tree(units)
    names = own_names(units, on)
    uids = dict(Unit.objects.filter(pk__in=units).values_list("pk", "uid"))
    found = []
    for unit in units:
        name, end = names.get(unit, uids[unit]), tree.places[unit].end
        if end <= on and end != FOREVER:
            name = _("{name} (đến {day})").format(name=name, day=vn_date(end - ONE_DAY))
        found.append((unit, uids[unit], name[:1].upper() + name[1:]))
    return found


def organisers_around(
    units: Iterable[int], on: date, joined: Iterable[int] = ()
) -> list[tuple[str, str]]:
    """List (uid, name) of those one does things with: the unit above, its organisations, villages.

    *joined* are listed too, wherever they lie.
    """
    wanted, extra = list(units), list(joined)
    tree = current_tree([*wanted, *extra])
    homes = {_home(tree, tree.image(unit, on).unit, on) for unit in wanted}
    lying = UnitVersion.objects.on(on).filter(
        parent__in=homes, unit__level__in=[Level.AREA, Level.ORGANISATION]
    )
    leaves = lying.order_by("-unit__level", "sort_key").values_list("unit_id", flat=True)
    found = dict.fromkeys([*sorted(homes), *leaves[:MOST_LEAVES], *extra])
    return [(uid, name) for _id, uid, name in _named(list(found), on)]


def _home(tree: Tree, unit: int, on: date) -> int:
    """The commune a village or an organisation lies in; any other unit itself."""
    return (tree.parent(unit, on) or unit) if tree.is_leaf(unit) else unit


def running_schemes(reach: Reach, on: date) -> list[tuple[str, str]]:
    """List the schemes running in reach, for an activity to name; the newest first."""
    running = Record.objects.of("SCHEME").counting().running(on, on).filter(visible(reach))
    rows = running.order_by("-on").values_list("pk", "title")[:MOST_SCHEMES]
    return [(str(key), title) for key, title in rows]


def last_written(book: str, unit_ids: list[int]) -> Record | None:
    """The newest record of a book at these units, to write another like it."""
    records = Record.objects.of(book).kept().filter(unit__in=unit_ids).select_related("unit")
    return records.order_by("-on", "-created_at").first()


def recent_venues(unit_ids: list[int]) -> list[str]:
    """List the places lately written down, to be picked instead of typed."""
    rows = (
        Record.objects.of("ACTIVITY")
        .filter(unit__in=unit_ids)
        .exclude(place="")
        .order_by("-on")
        .values_list("place", flat=True)[:60]
    )
    return list(dict.fromkeys(rows))[:12]
