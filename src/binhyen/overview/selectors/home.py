"""What waits for an officer today: records to confirm, schemes to ask about, nobody in charge."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import F
from django.urls import reverse

from binhyen.accounts.models import Officer
from binhyen.accounts.selectors import Reach, has_other_verifier
from binhyen.overview.selectors.choosing import capital
from binhyen.records.models import Record, Revision
from binhyen.records.rules import book as book_of
from binhyen.records.selectors.listing import Row, rows_of
from binhyen.records.selectors.open_work import (
    latest_records,
    open_things_of_ended_units,
    records_to_confirm,
    unattended,
)
from binhyen.records.selectors.repeating import due_repetitions
from binhyen.schemes import selectors as schemes
from binhyen.units.models import Level, Unit
from binhyen.units.selectors import current_tree, own_names

MOST_WAITING, MOST_LATEST, MOST_QUIET = 8, 6, 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft to confirm; *second* when another officer has to."""

    row: Row
    author: str
    url: str
    confirm_url: str
    second: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A record and its page."""

    row: Row
    book: str
    url: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """A scheme without a sign of life in 92 days; people decide what to do about it."""

    title: str
    place: str
    latest: date
    days: int
    url: str
    amend_url: str


@dataclass(frozen=True, slots=True)
class Weekly:
    """A thing of every week that is to be written down, and where to say that it was not done."""

    title: str
    place: str
    day: date
    url: str
    pass_url: str


@dataclass(frozen=True, slots=True)
class Alone:
    """A unit whose waiting records have nobody in charge."""

    name: str
    uid: str
    waiting: int


def station(reach: Reach) -> tuple[int | None, int]:
    """The unit an officer stands at, as it is today, and its level; None for nobody."""
    if not reach.roots:
        return None, Level.AREA
    tree = current_tree(leaves=reach.roots)
    unit = tree.image(reach.roots[0], reach.on).unit
    return unit, tree.level(unit)


def waiting_records(reach: Reach, officer: Officer) -> list[Waiting]:
    """Drafts the officer may confirm; their own ones say who must."""
    records = records_to_confirm(reach, MOST_WAITING)
    authors = _authors(records)
    rows = rows_of(records, reach.on)
    asked: dict[tuple[int, bool], bool] = {}
    found = []
    for row in rows:
        record, book = row.record, book_of(row.record.book)
        author, name = authors.get(record.pk, (0, ""))
        own = author == officer.pk
        key = (record.unit_id, book.always_two)
        if own and key not in asked:
            asked[key] = book.always_two or has_other_verifier(record.unit_id, officer, reach.on)
        address = f"{book.namespace}:"
        found.append(
            Waiting(
                row=row,
                author=name,
                url=reverse(f"{address}record", args=[record.pk]),
                confirm_url=reverse(f"{address}confirmation", args=[record.pk]),
                second=own and asked[key],
            )
        )
    return found


def own_drafts(reach: Reach, officer: Officer) -> list[Listed]:
    """What a recorder wrote and nobody has confirmed yet."""
    drafts = Record.objects.waiting().filter(created_by=officer).filter(reach.filter("unit"))
    return _listed(list(drafts.order_by("-on")[:MOST_LATEST]), reach.on)


def latest(reach: Reach, shown: Collection[UUID] = ()) -> list[Listed]:
    """What was written or decided last, besides the records that the page shows already."""
    found = latest_records(reach, MOST_LATEST + len(shown))
    fresh = [record for record in found if record.pk not in shown]
    return _listed(fresh[:MOST_LATEST], reach.on)


def quiet_schemes(reach: Reach, on: date) -> tuple[list[Quiet], int]:
    """The schemes longest without a sign of life, and how many there are in all."""
    found = schemes.quiet_schemes(reach, on)
    shown = found[:MOST_QUIET]
    names = own_names({one.record.unit_id for one in shown}, on) if shown else {}
    quiet = [
        Quiet(
            title=one.record.title,
            place=names[one.record.unit_id],
            latest=one.latest,
            days=one.days,
            url=reverse("schemes:record", args=[one.record.pk]),
            amend_url=reverse("schemes:amendment", args=[one.record.pk]),
        )
        for one in shown
    ]
    return quiet, len(found)


def weekly(reach: Reach) -> list[Weekly]:
    """What a recorder does every week and nobody has written down yet."""
    found = []
    for due in due_repetitions(reach):
        book = book_of(due.record.book)
        asked = urlencode({"like": due.record.pk, "on": due.day.isoformat()})
        found.append(
            Weekly(
                title=due.record.title,
                place=due.place,
                day=due.day,
                url=f"{reverse(f'{book.namespace}:creation')}?{asked}",
                pass_url=reverse(f"{book.namespace}:repetition_pass", args=[due.record.pk]),
            )
        )
    return found


def nobody_in_charge(reach: Reach, on: date) -> list[Alone]:
    """Units in reach whose drafts wait while nobody there may work on them."""
    alone = unattended(reach, on)
    names = own_names({one.unit for one in alone}, on)
    uids = dict(Unit.objects.filter(pk__in=[one.unit for one in alone]).values_list("pk", "uid"))
    return [Alone(capital(names[one.unit]), uids[one.unit], one.waiting) for one in alone]


def left_open(reach: Reach) -> list[Listed]:
    """Schemes, groups and teams still running in the books of an ended unit that is theirs now."""
    return _listed(list(open_things_of_ended_units(reach, MOST_LATEST)), reach.on)


def _listed(records: list[Record], on: date) -> list[Listed]:
    return [
        Listed(
            row,
            book_of(row.record.book).one,
            reverse(f"{book_of(row.record.book).namespace}:record", args=[row.record.pk]),
        )
        for row in rows_of(records, on)
    ]


def _authors(records: list[Record]) -> dict[UUID, tuple[int, str]]:
    """Who wrote the newest revision of each."""
    rows = Revision.objects.filter(record__in=records, number=F("record__revision"))
    found = rows.select_related("author")
    return {one.record_id: (one.author_id, one.on_behalf_of or str(one.author)) for one in found}
