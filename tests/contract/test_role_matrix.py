"""Every address against every role: what opens, what does not exist, what sends to the door.

Generated from the URL configuration and the interface's operations: an address without a rule
in RULES fails. Things stand at xã Như Thanh; the strangers hold the same roles in Quảng Trị.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from binhyen.accounts.models import Assignment, Officer
from binhyen.accounts.services import create_api_key
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.plan import Change, Kind, Plan
from binhyen.rearrangement.services import enter_event
from binhyen.records.models import Record
from binhyen.records.services import confirm
from binhyen.units.models import Level, Unit, UnitVersion
from tests.builders.accounts import PASSWORD, officer_at
from tests.builders.records import make_record
from tests.builders.units import make_area, the_unit

pytestmark = pytest.mark.django_db

ROLES = (
    "RECORDER", "VERIFIER", "REPORTER", "APPROVER", "LEADER", "OVERSIGHT", "ADMINISTRATOR",
)  # fmt: skip
READERS = frozenset(ROLES) - {"OVERSIGHT"}
WRITERS = frozenset(ROLES) - {"OVERSIGHT", "LEADER", "ADMINISTRATOR"}
ANYBODY, ADMINISTRATOR = frozenset(ROLES), frozenset({"ADMINISTRATOR"})
RECORDER, VERIFIER = frozenset({"RECORDER"}), frozenset({"VERIFIER"})
OPENS = {200, 302, 405}
HIDDEN = 404
FORBIDDEN = 403
BOOKS = ("activities", "schemes", "outreach", "forces", "records")

# An address: to whom at the unit it opens, what the unit's others get, what strangers get.
Rule = tuple[frozenset[str], int, int]
OF_THE_UNIT: dict[str, Rule] = {
    "record": (READERS, HIDDEN, HIDDEN),
    "amendment": (RECORDER, FORBIDDEN, HIDDEN),
    "confirmation": (VERIFIER, FORBIDDEN, HIDDEN),
    "voiding": (VERIFIER, FORBIDDEN, HIDDEN),
    "discarding": (RECORDER, FORBIDDEN, HIDDEN),
    "joining": (READERS, HIDDEN, HIDDEN),
}
RULES: dict[str, Rule] = {
    **{f"{book}:{name}": rule for book in BOOKS for name, rule in OF_THE_UNIT.items()},
    "units:area-creation": (WRITERS, HIDDEN, HIDDEN),
    "units:organisation-creation": (WRITERS, HIDDEN, HIDDEN),
    "accounts:officer": (ADMINISTRATOR, HIDDEN, HIDDEN),
    "accounts:officer-code": (ADMINISTRATOR, HIDDEN, HIDDEN),
    "accounts:officer-lock": (ADMINISTRATOR, HIDDEN, HIDDEN),
    "accounts:assignment-new": (ADMINISTRATOR, HIDDEN, HIDDEN),
    "accounts:assignment-confirmation": (ADMINISTRATOR, HIDDEN, HIDDEN),
    "accounts:assignment-end": (ADMINISTRATOR, HIDDEN, HIDDEN),
    "overview:figure": (ANYBODY, HIDDEN, HIDDEN),
    "overview:appendix": (ANYBODY, HIDDEN, HIDDEN),
    "overview:workbook": (ANYBODY, HIDDEN, HIDDEN),
    "overview:two-maps": (ANYBODY, HIDDEN, HIDDEN),
    **{
        f"rearrangement:{name}": (ADMINISTRATOR, HIDDEN, HIDDEN)
        for name in (
            "event", "rewriting", "units", "places", "confirmation", "undoing", "discarding",
        )
    },
}  # fmt: skip
# One's own pages: nothing in the address names a unit, so a stranger sees the stranger's own.
OWN: dict[str, tuple[frozenset[str], int]] = {
    **{f"{book}:{name}": (ANYBODY, HIDDEN)
       for book in BOOKS for name in ("list", "printing", "workbook", "declarations")},
    **{f"{book}:creation": (RECORDER, HIDDEN) for book in BOOKS},
    "units:list": (ANYBODY, HIDDEN),
    "units:unit": (ANYBODY, HIDDEN),
    "overview:home": (ANYBODY, HIDDEN),
    "overview:help": (ANYBODY, HIDDEN),
    "overview:figures": (ANYBODY, HIDDEN),
    "overview:search": (ANYBODY, HIDDEN),
    "rearrangement:list": (ANYBODY, HIDDEN),
    "rearrangement:creation": (ADMINISTRATOR, HIDDEN),
    "accounts:officers": (ADMINISTRATOR, HIDDEN),
    "accounts:officer-new": (ADMINISTRATOR, HIDDEN),
    "accounts:officer-import": (ADMINISTRATOR, HIDDEN),
    "accounts:officer-sheet": (ADMINISTRATOR, HIDDEN),
    "accounts:pending": (ADMINISTRATOR, HIDDEN),
    "accounts:audit": (ANYBODY, HIDDEN),
    "accounts:me": (ANYBODY, HIDDEN),
    "accounts:key-new": (ANYBODY, HIDDEN),
    "accounts:key-revocation": (frozenset(), HIDDEN),  # another officer's key
}  # fmt: skip
# The door itself, and what needs no door.
OPEN = {
    "account_login", "account_reset_password", "account_redeem_code", "account_inactive",
    "kernel:style", "kernel:display", "api-1:openapi-json",
}  # fmt: skip
# Pages of the library for who is signing in or signed in; no unit is behind them.
OF_THE_LIBRARY = re.compile(r"^(account|mfa)_")
ONLY_POST = ("confirmation", "joining", "key-new", "key-revocation", "assignment-confirmation")


class Scene:
    """What stands at xã Như Thanh, and somebody of every role there and elsewhere."""

    def __init__(self) -> None:
        self.commune = the_unit("C16228n")
        self.elsewhere = Unit.objects.get(uid="P44n")
        self.village = make_area(self.commune, "Vĩnh Lợi", valid_from=date(2025, 7, 1))
        self.own = {role: officer_at(self.commune, role, password=PASSWORD) for role in ROLES}
        self.strangers = {role: officer_at(self._another_commune(), role) for role in ROLES}
        self.key, _raw = create_api_key(
            officer=self.own["RECORDER"], name="của người khác", can_write=False, by=None,
            at=timezone.now(),
        )  # fmt: skip
        self.charge = officer_at(self.commune, "RECORDER", name="Cán bộ được quản lý")
        self.records = {book: self._record(book) for book in BOOKS}
        self.event = self._event()

    def _another_commune(self) -> Unit:
        lying = UnitVersion.objects.on(date(2026, 8, 1)).filter(parent=self.elsewhere)
        found = lying.filter(unit__level=Level.COMMUNE).order_by("unit").first()
        assert found is not None
        return found.unit

    def _record(self, book: str) -> Record:
        """One draft of each book: nobody of the seven roles wrote it."""
        said: dict[str, dict[str, Any]] = {
            "activities": {"book": "ACTIVITY", "title": TEXT},
            "schemes": {"book": "SCHEME", "title": TEXT, "field": "SECURITY",
                        "founded_on": "2026-03-01"},
            "outreach": {"book": "CHANNEL", "title": TEXT, "platform": "ZALO",
                         "opened_on": "2026-03-01"},
            "forces": {"book": "TEAM", "title": TEXT, "kind": "SECURITY",
                       "founded_on": "2026-03-01"},
            "records": {"book": "DECLARATION", "indicator": "TT02", "amount": 10,
                        "from": "2026-01-01", "to": "2026-01-31", "document": TEXT},
        }  # fmt: skip
        return make_record(self.commune, self.charge, **said[book]).record

    def _event(self) -> Event:
        plan = Plan(changes=(Change(unit=self.village.pk, name="Vĩnh Lợi Mới"),))
        return enter_event(
            kind=Kind.CHANGE, on=date(2026, 10, 1), decree="Nghị quyết 1/NQ-HĐND", title=TEXT,
            plan=plan, by=officer_at(self.commune, "ADMINISTRATOR"), at=timezone.now(),
        )  # fmt: skip

    def arguments(self, name: str, parameters: tuple[str, ...]) -> dict[str, Any]:
        known: dict[str, Any] = {"uid": "C16228n", "code": "TT02"}
        space, _colon, last = name.partition(":")
        if space in self.records:
            known["pk"] = self.records[space].pk
        elif space == "rearrangement":
            known["pk"] = self.event.pk
        elif last.startswith("assignment-") and last != "assignment-new":
            known["pk"] = Assignment.objects.get(officer=self.charge).pk
        elif last == "key-revocation":
            known["pk"] = self.key.pk
        else:
            known["pk"] = self.charge.pk
        return {one: known[one] for one in parameters}


TEXT = "Chuyện riêng của Như Thanh"


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


def named_patterns(
    patterns: list[Any] | None = None, space: str = ""
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Walk the URL configuration: every name with the parameters its address takes."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from named_patterns(one.url_patterns, inner)
        elif isinstance(one, URLPattern) and one.name:
            yield f"{space}{one.name}", tuple(one.pattern.converters)


@cache
def routes() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The pages; the operations of the interface are asked through its document."""
    found = {
        (name, parameters)
        for name, parameters in named_patterns()
        if not name.startswith("api-1:") or name in OPEN
    }
    return tuple(sorted(found))


def expected_of(role: str, name: str) -> set[int]:
    """Give what an officer of the unit may be answered; nothing where no rule is about roles."""
    if name in RULES:
        opens, otherwise, _strangers = RULES[name]
    elif name in OWN:
        opens, otherwise = OWN[name]
    else:
        return set()
    if role == "OVERSIGHT" and otherwise == FORBIDDEN:
        otherwise = HIDDEN  # the log is theirs, the books do not exist for them
    return OPENS if role in opens else {otherwise, 405}


def address(scene: Scene, name: str, parameters: tuple[str, ...]) -> str:
    return reverse(name, kwargs=scene.arguments(name, parameters))


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


class TestRules:
    def test_know_every_address(self) -> None:
        ruled = RULES.keys() | OWN.keys() | OPEN
        unruled = [
            name
            for name, _parameters in routes()
            if name not in ruled and not OF_THE_LIBRARY.match(name)
        ]
        assert unruled == []


class TestAnonymous:
    def test_is_sent_to_the_door_everywhere_but_there(self, scene: Scene) -> None:
        wrong = []
        for name, parameters in routes():
            if name in OPEN or OF_THE_LIBRARY.match(name):
                continue
            path = address(scene, name, parameters)
            for answer in (Client().get(path), Client().post(path)):
                sent = answer.status_code == 302 and answer["Location"].startswith("/dang-nhap/")
                if not sent and answer.status_code != 405:
                    wrong.append(f"{name}: {answer.status_code}")
        assert wrong == []


class TestOfficer:
    def test_at_the_unit_opens_what_the_role_opens(self, scene: Scene) -> None:
        wrong = []
        for role in ROLES:
            client = signed_in(scene.own[role])
            for name, parameters in routes():
                expected = expected_of(role, name)
                if not expected:
                    continue
                status = client.get(address(scene, name, parameters)).status_code
                if status not in expected:
                    wrong.append(f"{role} {name}: {status}, not {sorted(expected)}")
        assert wrong == []

    def test_of_another_commune_finds_nothing_of_this_one(self, scene: Scene) -> None:
        wrong = []
        before = fingerprint()
        for role in ROLES:
            client = signed_in(scene.strangers[role])
            for name, parameters in routes():
                if name not in RULES:
                    continue
                path = address(scene, name, parameters)
                for method in (client.get, client.post):
                    status = method(path).status_code
                    if status not in {RULES[name][2], 405}:
                        wrong.append(f"{role} elsewhere, {name}: {status}")
        assert wrong == []
        assert fingerprint() == before

    def test_elsewhere_sees_no_word_of_its_records(self, scene: Scene) -> None:
        confirm_all(scene)
        told = []
        for role in ROLES:
            client = signed_in(scene.strangers[role])
            for name, parameters in routes():
                if name in OWN and TEXT in text_of(client, address(scene, name, parameters)):
                    told.append(f"{role} {name}")
        assert told == []


class TestOversight:
    def test_sees_no_word_of_a_record_at_its_own_unit(self, scene: Scene) -> None:
        confirm_all(scene)
        client = signed_in(scene.own["OVERSIGHT"])
        told = [
            name
            for name, parameters in routes()
            if (name in OWN or name in RULES)
            and TEXT in text_of(client, address(scene, name, parameters))
        ]
        assert told == []


class TestStateChanges:
    def test_refuse_to_happen_by_looking(self, scene: Scene) -> None:
        before = fingerprint()
        everybody = [*scene.own.values(), *scene.strangers.values()]
        for officer in everybody:
            client = signed_in(officer)
            for name, parameters in routes():
                if name in RULES:
                    client.get(address(scene, name, parameters))
        assert fingerprint() == before

    def test_need_the_token_of_the_form(self, scene: Scene) -> None:
        before, wrong = fingerprint(), []
        for role, officer in scene.own.items():
            client = Client(enforce_csrf_checks=True)
            client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
            for name, parameters in routes():
                if name not in RULES and name not in OWN and name != "kernel:display":
                    continue
                status = client.post(address(scene, name, parameters)).status_code
                if status not in {403, 405}:
                    wrong.append(f"{role} {name}: {status}")
        assert wrong == []
        assert fingerprint() == before


class TestInterface:
    """The operations of the OpenAPI document, with a key of every role."""

    def test_gives_strangers_nothing_and_nobody_401(self, scene: Scene) -> None:
        wrong = []
        document = json.loads(Client().get("/api/v1/openapi.json").content)
        keys = {role: key_of(officer) for role, officer in scene.strangers.items()}
        before = fingerprint()
        for method, path, of_the_unit in operations(document, scene):
            status = ask(method, path).status_code
            if status != 401:
                wrong.append(f"nobody {method} {path}: {status}")
            for role, key in keys.items():
                answer = ask(method, path, key)
                allowed = {404} if of_the_unit else {200, 404, 422}
                if answer.status_code not in allowed:
                    wrong.append(f"{role} elsewhere {method} {path}: {answer.status_code}")
                if TEXT in answer.content.decode():
                    wrong.append(f"{role} elsewhere reads {method} {path}")
        assert wrong == []
        assert fingerprint() == before

    def test_refuses_to_write_with_a_key_that_only_reads(self, scene: Scene) -> None:
        document = json.loads(Client().get("/api/v1/openapi.json").content)
        key = key_of(scene.own["RECORDER"], can_write=False)
        before = fingerprint()
        statuses = {
            ask(method, path, key).status_code
            for method, path, _of_the_unit in operations(document, scene)
            if method != "get"
        }
        assert statuses == {403}
        assert fingerprint() == before


def operations(document: Any, scene: Scene) -> Iterator[tuple[str, str, bool]]:
    """Give method and real path; and whether the path names something of the commune."""
    by_slug = {"activities": "activities", "schemes": "schemes", "channels": "outreach",
               "teams": "forces", "declarations": "records"}  # fmt: skip
    for path, methods in document["paths"].items():
        slug = path.removeprefix("/api/v1/").partition("/")[0]
        real = path.replace("{uid}", "C16228n")
        if slug in by_slug:
            real = re.sub(r"\{\w+\}", str(scene.records[by_slug[slug]].pk), real)
        for method in methods:
            public = slug in {"units", "indicators"} and method == "get"
            named = real != path and not public
            asked = "?indicator=TT02&unit=C16228n&from=2026-01-01&to=2026-12-31"
            figures = slug == "figures"
            yield method, real + (asked if figures else ""), named or figures


def ask(method: str, path: str, key: str = "") -> Any:
    body = json.dumps({"name": "Thử", "kind": "thôn", "valid_from": "2026-01-01",
                       "reason": "thử", "base_revision": 1})  # fmt: skip
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    headers["If-Match"] = "1"
    content = {} if method == "get" else {"data": body, "content_type": "application/json"}
    return getattr(Client(headers=headers), method)(path, **content)


def key_of(officer: Officer, *, can_write: bool = True) -> str:
    _key, raw = create_api_key(
        officer=officer, name="thử", can_write=can_write, by=None, at=timezone.now()
    )
    return raw


def confirm_all(scene: Scene) -> None:
    for record in scene.records.values():
        confirm(record=record.pk, by=scene.own["VERIFIER"], at=timezone.now())


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    is_text = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.content.decode() if is_text else ""


def fingerprint() -> list[Any]:
    """What a write would have changed."""
    records: list[tuple[UUID, str, int]] = list(
        Record.objects.order_by("pk").values_list("pk", "state", "revision")
    )
    assignments = list(
        Assignment.objects.order_by("pk").values_list("pk", "confirmed_by", "ends_on")
    )
    officers = list(Officer.objects.order_by("pk").values_list("pk", "is_active", "password"))
    events = list(Event.objects.order_by("pk").values_list("pk", "state", "revision"))
    return [records, assignments, officers, events, Unit.objects.count()]
