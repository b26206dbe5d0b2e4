"""Finding another unit to look at: above, below, or by name; never out of reach."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from binhyen.accounts.selectors import Reach
from binhyen.ledger.selectors.sheets import Span
from binhyen.units.models import Level, Unit, UnitVersion
from binhyen.units.selectors import (
    current_tree,
    former_units_matching,
    own_names,
    place_name,
    place_names,
    units_matching,
)

Words = Callable[..., str]
MOST_FOUND = 12
MOST_BELOW = 400


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit one may turn to."""

    uid: str
    name: str
    url: str


def told_name(unit: int, on: date) -> str:
    """Name a unit with what it lies under, beginning with a capital."""
    return capital(place_name(unit, on))


def capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def path_to(unit: int, span: Span, reach: Reach, words: Words) -> list[Choice]:
    """The units above, highest first, as far up as the officer may look."""
    tree = current_tree(leaves=[unit])
    at = span.on or span.end
    chain = tree.ancestors(unit, at) or tree.ancestors(unit, tree.places[unit].start)
    above = [step for step in reversed(chain) if step != unit]
    reach.load(above)
    return _named([step for step in above if reach.sees_figures(step)], at, words)


def below(unit: int, span: Span, words: Words) -> list[Choice]:
    """The units right below on the map looked at, in the order of their codes."""
    at = span.on or span.end
    rows = (
        UnitVersion.objects.on(at)
        .filter(parent=unit)
        .order_by("unit__level", "code", "sort_key")
        .values_list("unit__uid", "full_name")[:MOST_BELOW]
    )
    return [Choice(uid, capital(name), words(unit=uid)) for uid, name in rows]


def found_units(reach: Reach, text: str, words: Words) -> list[Choice]:
    """Units in reach of that name, of today or of another time; marks need not be typed."""
    if not text.strip():
        return []
    within = None if reach.covers_nation else _within(reach)
    versions = list(units_matching(text, reach.on, within=within)[: MOST_FOUND * 2])
    versions += former_units_matching(text, reach.on, MOST_FOUND)
    ids = list(dict.fromkeys(version.unit_id for version in versions))
    reach.load(ids)
    seen = [unit for unit in ids if reach.sees_figures(unit)][:MOST_FOUND]
    names = place_names(seen, reach.on)
    uids = dict(Unit.objects.filter(pk__in=seen).values_list("pk", "uid"))
    return [
        Choice(uids[unit], capital(names[unit]), words(unit=uids[unit], find="")) for unit in seen
    ]


def _within(reach: Reach) -> int | None:
    tree = current_tree()
    tops = [unit for unit in reach.roots if unit in tree and tree.level(unit) < Level.COMMUNE]
    return tops[0] if len(tops) == 1 and len(reach.roots) == 1 else None


def _named(units: list[int], on: date, words: Words) -> list[Choice]:
    names = own_names(units, on)
    uids = dict(Unit.objects.filter(pk__in=units).values_list("pk", "uid"))
    return [Choice(uids[u], capital(names[u]), words(unit=uids[u])) for u in units]
