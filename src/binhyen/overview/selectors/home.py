"""What waits for an officer today: records to confirm, schemes to ask about, nobody in charge."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import F, Max
from django.urls import reverse

from binhyen.accounts.models import Officer
from binhyen.accounts.selectors import Reach, has_other_verifier
from binhyen.overview.selectors.choosing import capital
from binhyen.records.models import Record, RecordLink, Revision
from binhyen.records.rules import book as book_of
from binhyen.records.selectors.listing import Row, rows_of
from binhyen.records.selectors.open_work import (
    latest_records,
    open_things_of_ended_units,
    records_to_confirm,
    unattended,
)
from binhyen.records.selectors.repeating import due_repetitions
from binhyen.schemes.rules import SIGN_OF_LIFE, Life, SchemeContent, latest_sign, seems_dormant
from binhyen.units.models import Level, Unit
from binhyen.units.selectors import current_tree, own_names

MOST_WAITING, MOST_LATEST, MOST_QUIET, MOST_READ = 8, 6, 3, 300


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


def latest(reach: Reach) -> list[Listed]:
    return _listed(list(latest_records(reach, MOST_LATEST)), reach.on)


def quiet_schemes(reach: Reach, on: date) -> tuple[list[Quiet], int]:
    """The schemes longest without a sign of life, and how many there are in all."""
    edge = on - SIGN_OF_LIFE
    named = RecordLink.objects.filter(kind=RecordLink.Kind.NAMES_SCHEME)
    lively = named.filter(record__in=Record.objects.counting(), record__on__gte=edge)
    schemes = list(
        Record.objects.of("SCHEME")
        .counting()
        .filter(reach.filter("unit"), ends_on=None, on__lt=edge)
        .exclude(pk__in=lively.values("named"))
        .order_by("on", "pk")[:MOST_READ]
    )
    if not schemes:
        return [], 0
    contents = _contents(schemes)
    held = {one["named"]: one["day"] for one in named.filter(
        named__in=schemes, record__in=Record.objects.counting()
    ).values("named").annotate(day=Max("record__on"))}  # fmt: skip
    found: list[tuple[date, Record]] = []
    for record in schemes:
        content = contents[record.pk]
        sign = latest_sign(content, [held[record.pk]] if record.pk in held else [])
        if content.present_life is Life.ACTIVE and seems_dormant(sign, on):
            found.append((sign, record))
    found.sort(key=lambda pair: (pair[0], pair[1].pk))
    return _quiet(found[:MOST_QUIET], on), len(found)


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


def _contents(schemes: list[Record]) -> dict[UUID, SchemeContent]:
    rows = Revision.objects.filter(record__in=schemes, number=F("record__confirmed_revision"))
    return {
        key: SchemeContent.read(content) for key, content in rows.values_list("record", "content")
    }


def _quiet(found: list[tuple[date, Record]], on: date) -> list[Quiet]:
    names = own_names({record.unit_id for _sign, record in found}, on)
    return [
        Quiet(
            title=record.title,
            place=names[record.unit_id],
            latest=sign,
            days=(on - sign) // timedelta(days=1),
            url=reverse("schemes:record", args=[record.pk]),
            amend_url=reverse("schemes:amendment", args=[record.pk]),
        )
        for sign, record in found
    ]
