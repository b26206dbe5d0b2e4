"""Load the demonstration through the services a person would use. Safe to repeat."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.conf import settings
from django.contrib.auth.hashers import get_hasher, make_password
from django.db import transaction

from binhyen.accounts.models import Assignment, Officer
from binhyen.accounts.services.assignments import assign, confirm_assignment
from binhyen.accounts.services.officers import create_officer
from binhyen.audit.models import AuditEntry
from binhyen.demonstration.rules import ADMINISTRATORS, PASSWORD, POSTS, Post
from binhyen.records.models import Record
from binhyen.records.rules import book
from binhyen.records.services import confirm, create
from binhyen.units.models import Unit, UnitVersion
from binhyen.units.services.places import create_area, create_organisation

FACTS = Path(__file__).parent / "facts"
NAMESPACE = UUID("138a6f0e-9c0b-5b1a-8f7e-138138138138")
ACCOUNTS_SINCE = date(2015, 1, 1)
HANDS = ("nation.recorder", "nation.verifier")


class DemonstrationRefusedError(Exception):
    """Production holds no demonstration accounts and no demonstration data."""


class TakenError(Exception):
    """The database has officers of its own: no account with a known password goes in."""


class Hands(NamedTuple):
    """Who writes the facts down, and who confirms them."""

    recorder: Officer
    verifier: Officer


def is_loaded() -> bool:
    """Whether the demonstration's first accounts stand here; one name alone may be anybody's."""
    names = {*HANDS, *(post.username for post in ADMINISTRATORS)}
    return Officer.objects.filter(username__in=names).count() == len(names)


@transaction.atomic
def load_demonstration(*, at: datetime) -> int:
    """Bring accounts and facts in; returns how many records and declarations it holds."""
    if not settings.DEMONSTRATION_ALLOWED:
        raise DemonstrationRefusedError
    if Officer.objects.exists() and not is_loaded():
        raise TakenError
    first, second = _administrators(at)
    articles = [json.loads(path.read_text("utf-8")) for path in sorted(FACTS.glob("*.json"))]
    places = dict(_places(articles, by=first, at=at))
    for post in POSTS:
        _open(post, places, by=first, confirmed_by=second, at=at)
    hands = Hands(*(Officer.objects.get(username=name) for name in HANDS))
    held = 0
    for article in articles:
        for fact in article["records"]:
            _write(fact, article["article"], places, hands, at)
            held += 1
    return held


def _administrators(at: datetime) -> tuple[Officer, Officer]:
    """The first two administrators vouch for each other: somebody has to be first."""
    nation = Unit.objects.get(uid="VN")
    first, second = (_account(post, nation, by=None, at=at) for post in ADMINISTRATORS)
    for officer, other in ((first, second), (second, first)):
        Assignment.objects.get_or_create(
            officer=officer,
            unit=nation,
            role=Assignment.Role.ADMINISTRATOR,
            defaults={"starts_on": ACCOUNTS_SINCE, "confirmed_by": other},
        )
    return first, second


def _account(post: Post, unit: Unit, *, by: Officer | None, at: datetime) -> Officer:
    known = Officer.objects.filter(username=post.username).first()
    if known is not None:
        return known
    officer = create_officer(
        username=post.username, display_name=post.display_name, unit=unit, by=by, at=at
    )
    officer.password = _hashed(get_hasher().algorithm)
    officer.save(update_fields=["password"])
    return officer


@cache
def _hashed(algorithm: str) -> str:
    """One for all accounts: everybody is told the password, and hashing is slow on purpose."""
    return make_password(PASSWORD, hasher=algorithm)


def _places(
    articles: Iterable[dict[str, Any]], *, by: Officer, at: datetime
) -> Iterator[tuple[str, Unit]]:
    """Villages and organisations by their key here; the log remembers which were made before."""
    for article in articles:
        for village in article.get("villages", ()):
            yield village["key"], _village(village, by=by, at=at)
    yield "nhu-thanh-front", _organisation(by=by, at=at)


def _made_before(action: str, name: str) -> Unit | None:
    entries = AuditEntry.objects.filter(action=action).values_list("subject_id", flat=True)
    version = UnitVersion.objects.filter(unit__uid__in=list(entries), name=name).first()
    return version.unit if version else None


def _village(village: dict[str, str], *, by: Officer, at: datetime) -> Unit:
    return _made_before("area.created", village["name"]) or create_area(
        commune=Unit.objects.get(uid=village["commune"]),
        name=village["name"],
        kind=village["kind"],
        valid_from=date.fromisoformat(village["valid_from"]),
        formerly=Unit.objects.get(uid=village["formerly"]),
        by=by,
        at=at,
    )


def _organisation(*, by: Officer, at: datetime) -> Unit:
    name = "Ủy ban Mặt trận Tổ quốc Việt Nam xã Như Thanh"
    return _made_before("organisation.created", name) or create_organisation(
        unit=Unit.objects.get(uid="C16228n"),
        name=name,
        kind="AGENCY",
        valid_from=date(2025, 7, 1),
        by=by,
        at=at,
    )


def _open(
    post: Post, places: dict[str, Unit], *, by: Officer, confirmed_by: Officer, at: datetime
) -> None:
    unit = places.get(post.unit) or Unit.objects.get(uid=post.unit)
    officer = _account(post, unit, by=by, at=at)
    for role in post.roles:
        if Assignment.objects.filter(officer=officer, unit=unit, role=role).exists():
            continue
        assignment = assign(
            officer=officer,
            unit=unit,
            role=role,
            starts_on=ACCOUNTS_SINCE,
            acts_below=post.acts_below,
            by=by,
            at=at,
        )
        confirm_assignment(assignment=assignment, by=confirmed_by, at=at)


def _write(
    fact: dict[str, Any],
    article: str,
    places: dict[str, Unit],
    hands: Hands,
    at: datetime,
) -> None:
    """Write and confirm one fact; one that an earlier version wrote stays as it was said then."""
    id = uuid5(NAMESPACE, fact["key"])  # noqa: A001 -- the record's word
    if Record.objects.filter(pk=id).exists():
        return
    unit = places.get(fact["unit"]) or Unit.objects.get(uid=fact["unit"])
    content = dict(fact["content"])
    if fact["book"] == "DECLARATION":
        content["document"] = article
    written = create(
        book=fact["book"],
        unit=unit.pk,
        content=book(fact["book"]).parse(content),
        by=hands.recorder,
        at=at,
        id=id,
    )
    confirm(record=written.record.pk, by=hands.verifier, at=at)
