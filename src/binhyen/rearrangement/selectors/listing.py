"""Events as a list, and what an administrator may choose among."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from binhyen.accounts.models import Officer
from binhyen.accounts.selectors import Reach
from binhyen.rearrangement import policies
from binhyen.rearrangement.models import Event, EventUnit
from binhyen.rearrangement.rules.outcome import parent_of
from binhyen.units.models import Level, UnitVersion
from binhyen.units.selectors import current_tree, own_names, place_names, units_matching

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One event of the list; it opens only to those who administer the level above."""

    event: Event
    place: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A unit an event may name."""

    uid: str
    place: str
    code: str


def events_seen(reach: Reach) -> QuerySet[Event]:
    """List what was carried out anywhere, and the drafts of the administrator's own places."""
    settled = Q(state__in=[Event.State.CONFIRMED, Event.State.UNDONE])
    found = Event.objects.kept().filter(settled | Q(pk__in=_administered(reach)))
    return found.select_related("entered_by", "confirmed_by").order_by("-on", "-pk")


def events_administered(reach: Reach) -> QuerySet[Event]:
    return Event.objects.filter(pk__in=_administered(reach))


def _administered(reach: Reach) -> QuerySet[EventUnit, int]:
    rows = EventUnit.objects.filter(reach.administered_filter("unit"))
    return rows.values_list("event", flat=True)


def rows_of(events: list[Event], reach: Reach) -> list[Row]:
    """Say where each event took place, in a fixed number of queries."""
    ids = [event.pk for event in events]
    opening = set(_administered(reach).filter(event__in=ids))
    above: dict[int, int] = {}
    rows = EventUnit.objects.filter(event__in=ids).order_by("unit__level", "unit")
    for event, unit in rows.values_list("event", "unit"):
        above.setdefault(event, unit)
    names = own_names(above.values(), max((event.on for event in events), default=date.max))
    return [
        Row(event, names.get(above.get(event.pk, 0), ""), event.pk in opening) for event in events
    ]


def waiting_for(user: Officer, reach: Reach) -> int:
    """Count the drafts the officer may confirm."""
    drafts = events_administered(reach).filter(state=Event.State.DRAFT)
    return drafts.exclude(entered_by=user).count()


def choosable(text: str, reach: Reach, on: date) -> list[Found]:
    """Find standing units by any spelling, those the administrator stands above first and only."""
    if not text.strip():
        return []
    versions = list(units_matching(text, on).select_related("unit")[: MOST_FOUND * 5])
    tree = current_tree({version.unit_id for version in versions})
    allowed = [
        version
        for version in versions
        if version.unit.level != Level.NATION
        and (parent := parent_of(tree, version.unit_id, on)) is not None
        and policies.may_enter(reach, tree, [parent])
    ]
    return found_of(allowed[:MOST_FOUND], on)


def found_of(versions: list[UnitVersion], on: date) -> list[Found]:
    places = place_names([version.unit_id for version in versions], on)
    return [Found(v.unit.uid, places[v.unit_id], v.code) for v in versions]
