"""Every address against every role: what opens, what does not exist, what sends to the door.

Generated from the URL configuration and the interface's operations: an address without a rule
in RULES fails. Things stand at xã Như Thanh; the strangers hold the same roles in Quảng Trị.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from binhyen.accounts.models import Officer
from binhyen.accounts.services import create_api_key
from tests.builders.scene import BOOKS, ROLES, TEXT, Scene, confirm_all, fingerprint

pytestmark = pytest.mark.django_db

READERS = frozenset(ROLES) - {"OVERSIGHT"}
WRITERS = frozenset(ROLES) - {"OVERSIGHT", "LEADER", "ADMINISTRATOR"}
ANYBODY, ADMINISTRATOR = frozenset(ROLES), frozenset({"ADMINISTRATOR"})
RECORDER, VERIFIER = frozenset({"RECORDER"}), frozenset({"VERIFIER"})
# Declarations come in from old sheets, not from a book's Excel file.
SHEET_BOOKS = [book for book in BOOKS if book != "records"]
# What one of the two who see a file may do with it and the other may not.
FILE_ACTS = {"activities:import-confirming", "activities:import-discarding"}
OPENS = {200, 302, 405}
HIDDEN = 404
FORBIDDEN = 403
# An address: to whom at the unit it opens, what the unit's others get, what strangers get.
Rule = tuple[frozenset[str], int, int]
OF_THE_UNIT: dict[str, Rule] = {
    "record": (READERS, HIDDEN, HIDDEN),
    "amendment": (RECORDER, FORBIDDEN, HIDDEN),
    "confirmation": (VERIFIER, FORBIDDEN, HIDDEN),
    "voiding": (VERIFIER, FORBIDDEN, HIDDEN),
    "discarding": (RECORDER, FORBIDDEN, HIDDEN),
    "joining": (READERS, HIDDEN, HIDDEN),
    "photos": (RECORDER, FORBIDDEN, HIDDEN),
    "photo": (frozenset(), HIDDEN, HIDDEN),  # the address of a photo that is not there
    "photo_removal": (RECORDER, FORBIDDEN, HIDDEN),
    "repetition": (RECORDER, FORBIDDEN, HIDDEN),
    "repetition_pass": (RECORDER, FORBIDDEN, HIDDEN),
    # of the other books the scene holds no file
    **{f"import{act}": (frozenset(), HIDDEN, HIDDEN)
       for act in ("", "-writing", "-confirming", "-discarding", "-marked")},
}  # fmt: skip
RULES: dict[str, Rule] = {
    **{f"{book}:{name}": rule for book in BOOKS for name, rule in OF_THE_UNIT.items()},
    "activities:import": (RECORDER | VERIFIER, HIDDEN, HIDDEN),
    "activities:import-writing": (RECORDER, HIDDEN, HIDDEN),
    "activities:import-confirming": (VERIFIER, HIDDEN, HIDDEN),
    "activities:import-discarding": (RECORDER, HIDDEN, HIDDEN),
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
    **{f"filings:{name}": (READERS, HIDDEN, HIDDEN)
       for name in ("filing", "versions", "opening", "document")},
    **{f"filings:{name}": (frozenset({"REPORTER", "APPROVER"}), FORBIDDEN, HIDDEN)
       for name in ("writing", "redrafting", "submission", "correction", "answering")},
    **{f"filings:{name}": (RECORDER, HIDDEN, HIDDEN)
       for name in ("old-sheet", "old-sheet-file")},
    # the commune receives nothing, and what it sends is decided by the province
    **{f"filings:{name}": (frozenset(), HIDDEN, HIDDEN)
       for name in ("reception", "reminder", "acceptance-of-all", "batches", "batch",
                    "batch-file")},
    **{f"filings:{name}": (frozenset(), FORBIDDEN, HIDDEN)
       for name in ("acceptance", "returning", "commenting")},
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
    **{f"{book}:imports": (RECORDER | VERIFIER, HIDDEN) for book in SHEET_BOOKS},
    **{f"{book}:import-template": (RECORDER, HIDDEN) for book in SHEET_BOOKS},
    **{f"records:{name}": (frozenset(), HIDDEN) for name in ("imports", "import-template")},
    "units:list": (ANYBODY, HIDDEN),
    "units:unit": (ANYBODY, HIDDEN),
    "overview:home": (ANYBODY, HIDDEN),
    "overview:help": (ANYBODY, HIDDEN),
    "overview:figures": (ANYBODY, HIDDEN),
    "overview:map": (ANYBODY, HIDDEN),
    "overview:search": (ANYBODY, HIDDEN),
    "filings:list": (ANYBODY, HIDDEN),
    "filings:regimes": (ANYBODY, HIDDEN),
    "filings:holidays": (ANYBODY, HIDDEN),
    # regimes are issued by the nation and the provinces, days off by the nation
    **{f"filings:{name}": (frozenset(), HIDDEN)
       for name in ("regime-creation", "regime-version", "thematic", "holiday-removal")},
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
    "kernel:style", "kernel:display", "accounts:language", "api-1:openapi-json",
}  # fmt: skip
# Pages of the library for who is signing in or signed in; no unit is behind them.
OF_THE_LIBRARY = re.compile(r"^(account|mfa)_")
CHOICES = {"kernel:display", "accounts:language"}
ONLY_POST = ("confirmation", "joining", "key-new", "key-revocation", "assignment-confirmation")


@pytest.fixture
def scene(db: None) -> Scene:
    whole = Scene()
    assert whole.comment.filing == whole.filing  # both stand before anybody looks
    return whole


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
    if name in FILE_ACTS and role in RECORDER | VERIFIER:
        otherwise = FORBIDDEN
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
    def test_at_the_unit_opens_what_the_role_opens_and_looking_changes_nothing(
        self, scene: Scene
    ) -> None:
        wrong = []
        before = fingerprint()
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
        assert fingerprint() == before

    def test_of_another_commune_finds_and_changes_nothing_of_this_one(self, scene: Scene) -> None:
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
    @pytest.mark.one_database  # refused before anything is asked of one
    def test_need_the_token_of_the_form(self, scene: Scene) -> None:
        before, wrong = fingerprint(), []
        for role, officer in scene.own.items():
            client = Client(enforce_csrf_checks=True)
            client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
            for name, parameters in routes():
                if name not in RULES and name not in OWN and name not in CHOICES:
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
                # what is sent is read before anything is looked up, so 422 tells nothing
                allowed = {404} if of_the_unit else {200, 404}
                allowed |= set() if method == "get" and of_the_unit else {422}
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
        if slug == "filings":
            real = re.sub(r"\{\w+\}", str(scene.filing.pk), real, count=1)
            real = re.sub(r"\{\w+\}", "docx", real)
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


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    is_text = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.content.decode() if is_text else ""
