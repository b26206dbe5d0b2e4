"""Units as facts for other slices and the API: what is valid on a day, page after page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet

from binhyen.units.models import Level, Succession, Unit, UnitVersion
from binhyen.units.selectors.search import units_matching, units_valid

LIMIT = 200
SEARCH_LIMIT = 2000  # a search that finds more is too wide to page through


@dataclass(frozen=True, slots=True)
class UnitFact:
    """One unit as it was on a day; an unknown beginning and an open end are None."""

    id: int
    uid: str
    code: str
    name: str
    full_name: str
    type: str
    level: str
    parent: str | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Units in the order of their uid (of fitness, in a search), and where to go on."""

    items: tuple[UnitFact, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One succession seen from one end: the unit at the other, the day, how much."""

    uid: str
    on: date
    kind: str
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a unit was made of and what became of it."""

    predecessors: tuple[Step, ...]
    successors: tuple[Step, ...]


def units_on(
    on: date,
    *,
    level: Level | None = None,
    within: int | None = None,
    q: str = "",
    after: str = "",
    limit: int = LIMIT,
) -> UnitPage:
    """List the units valid on *on*; ``after`` is the ``next`` of the page before.

    Organisations are listed only when their level is asked for.
    """
    if q.strip():
        return _searched_page(units_matching(q, on, level=level, within=within), after, limit)
    versions = units_valid(on, level=level, within=within).order_by("unit__uid")
    if after:
        versions = versions.filter(unit__uid__gt=after)
    return _page(facts_of(versions.select_related("unit", "parent")[: limit + 1]), limit)


def _searched_page(found: QuerySet[UnitVersion], after: str, limit: int) -> UnitPage:
    uids = list(found.values_list("unit__uid", flat=True)[:SEARCH_LIMIT])
    start = uids.index(after) + 1 if after in uids else 0
    shown = found.select_related("unit", "parent")[start : start + limit + 1]
    return _page(facts_of(shown), limit)


def _page(facts: list[UnitFact], limit: int) -> UnitPage:
    items = tuple(facts[:limit])
    return UnitPage(items=items, next=items[-1].uid if len(facts) > limit else None)


def facts_of(versions: Iterable[UnitVersion]) -> list[UnitFact]:
    """Turn versions (with unit and parent selected) into facts."""
    return [
        UnitFact(
            id=version.unit_id,
            uid=version.unit.uid,
            code=version.code,
            name=version.name,
            full_name=version.full_name,
            type=version.type,
            level=Level(version.unit.level).name,
            parent=version.parent.uid if version.parent else None,
            valid_from=version.valid_from,
            valid_to=version.valid_to,
        )
        for version in versions
    ]


def version_of(unit: Unit, on: date) -> UnitVersion | None:
    """Take the version valid on *on*, else the last one before, else the first one after."""
    versions = list(
        UnitVersion.objects.filter(unit=unit)
        .select_related("unit", "parent")
        .order_by(F("valid_from").asc(nulls_first=True))
    )
    begun = [v for v in versions if v.valid_from is None or v.valid_from <= on]
    return begun[-1] if begun else next(iter(versions), None)


def unit_by_uid(uid: str, on: date) -> UnitFact | None:
    """Tell about one unit as on *on*, or on the nearest day it was valid; None if unknown."""
    unit = Unit.objects.filter(uid=uid).first()
    version = version_of(unit, on) if unit else None
    return facts_of([version])[0] if version else None


def lineage(uid: str) -> Lineage:
    """Tell what the unit was made of and what became of it, one step each way."""
    before = Succession.objects.filter(new__uid=uid).order_by("on", "old__uid")
    after = Succession.objects.filter(old__uid=uid).order_by("on", "new__uid")
    return Lineage(
        predecessors=tuple(
            Step(*row) for row in before.values_list("old__uid", "on", "kind", "weight")
        ),
        successors=tuple(
            Step(*row) for row in after.values_list("new__uid", "on", "kind", "weight")
        ),
    )
