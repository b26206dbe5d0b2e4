"""Work that waits: for the home page, and for whoever looks after a unit without an officer."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from binhyen.accounts.rules.scope import VERIFIER
from binhyen.accounts.selectors import Reach, units_without_officer
from binhyen.records.models import Record
from binhyen.records.selectors.listing import held, visible

MOST = 200


@dataclass(frozen=True, slots=True)
class Unattended:
    """A unit whose waiting records have nobody in charge (chưa có người phụ trách)."""

    unit: int
    waiting: int


def records_to_confirm(reach: Reach, limit: int = 20) -> list[Record]:
    """List the drafts the officer may confirm, oldest day first; own ones among them.

    Reads at most a few hundred drafts in reach; whose own a record is, the page says.
    """
    here = held(reach.role_filter(VERIFIER, "unit"), reach.role_filter(VERIFIER, "continued_at"))
    waiting = Record.objects.waiting().filter(here).order_by("on", "created_at")
    some = list(waiting.select_related("created_by")[:MOST])
    reach.load({record.kept_at for record in some})
    return [record for record in some if reach.may(VERIFIER, record.kept_at)][:limit]


def latest_records(reach: Reach, limit: int = 10) -> QuerySet[Record]:
    """List what was written or decided last in the officer's reach."""
    found = Record.objects.kept().filter(visible(reach))
    return found.order_by("-changed_at", "pk")[:limit]


def open_things_of_ended_units(reach: Reach, limit: int = 50) -> QuerySet[Record]:
    """List schemes, channels and teams still running in books that stand at the officer's now."""
    running = Record.objects.filter(
        reach.filter("unit"),
        unit__among=reach.inherited(),
        book__in=["SCHEME", "CHANNEL", "TEAM"],
        ends_on=None,
        continued_at=None,
    )
    return running.counting().order_by("unit", "book", "on")[:limit]


def unattended(reach: Reach, on: date) -> list[Unattended]:
    """List the units in reach whose drafts wait while nobody there may work on them."""
    waiting = Record.objects.waiting().filter(reach.filter("unit"))
    by_unit = Counter(waiting.values_list("unit_id", flat=True)[: MOST * 10])
    alone = units_without_officer(by_unit, on)
    return [Unattended(unit, by_unit[unit]) for unit in sorted(alone)]
