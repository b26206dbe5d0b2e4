import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from binhyen import urls
from binhyen.accounts.models import Assignment
from binhyen.records.models import Record
from binhyen.upkeep.rules.log_lines import JsonLines
from tests.builders.accounts import make_officer
from tests.builders.scene import Scene

NAME = "Nguyễn Văn An"
PHONE = "0912345678"
LOGGERS = ("", "binhyen", "django", "django.request", "django.db.backends", "django.security")


def breaks(request: HttpRequest, uid: str = "") -> HttpResponse:
    """An error that quotes what was typed, as databases and parsers do."""
    raise ValueError(f"{uid} {request.POST.get('title')} {NAME} {PHONE}")


urlpatterns = [path("breaks/<str:uid>/", breaks, name="breaks"), *urls.urlpatterns]
handler500 = urls.handler500


class Told:
    """What the log said since, as text and as lines."""

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def requests(self) -> list[dict[str, Any]]:
        lines = [json.loads(one) for one in self.text.splitlines()]
        return [one for one in lines if one["event"] == "request"]


@pytest.fixture
def told() -> Iterator[Told]:
    """Every logger there is, at its most talkative, through the formatter of the installation."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [(one, one.level) for one in loggers]
    loggers[0].addHandler(handler)
    for one in loggers:
        one.setLevel(logging.DEBUG)
    yield Told(stream)
    loggers[0].removeHandler(handler)
    for one, level in before:
        one.setLevel(level)


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.django_db
class TestRequestMiddleware:
    def test_tells_who_asked_for_what_and_how_it_went(self, told: Told) -> None:
        scene = Scene()
        client = Client()
        client.force_login(
            scene.own["RECORDER"], "allauth.account.auth_backends.AuthenticationBackend"
        )

        answer = client.get("/don-vi/C16228n/?q=chợ")

        (line,) = told.requests
        assert line["request_id"] == answer["X-Request-ID"]
        assert (line["route"], line["method"], line["status"]) == ("units:unit", "GET", 200)
        assert (line["unit"], line["officer"]) == ("C16228n", scene.own["RECORDER"].pk)
        assert line["duration_ms"] >= 0

    def test_of_a_key_tells_its_officer(self, told: Told) -> None:
        from tests.builders.api import client_at  # noqa: PLC0415
        from tests.builders.units import the_unit  # noqa: PLC0415

        asking = client_at(the_unit("C16228n"), Assignment.Role.LEADER)
        asking.get("/units")

        assert told.requests[-1]["officer"] is not None
        assert told.requests[-1]["route"].startswith("api-1:")

    def test_gives_every_request_another_number(self, client: Client) -> None:
        first, second = client.get("/dang-nhap/"), client.get("/dang-nhap/")

        assert first["X-Request-ID"] != second["X-Request-ID"]


@pytest.mark.django_db
class TestPersonalData:
    def test_never_gets_into_the_log(self, told: Told, settings: Any) -> None:
        """Typed into the address, the search, the form, the password; quoted by an error."""
        settings.ROOT_URLCONF = __name__
        scene = Scene()
        officer = make_officer(NAME)
        client = Client(raise_request_exception=False)
        client.post("/dang-nhap/", {"login": NAME, "password": PHONE})
        client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
        client.get(f"/don-vi/{NAME}/")
        client.get("/don-vi/", {"q": f"{NAME} {PHONE}"})
        client.get(f"/{NAME}/{PHONE}/")
        client.force_login(
            scene.own["RECORDER"], "allauth.account.auth_backends.AuthenticationBackend"
        )
        client.post("/hoat-dong/ghi-moi/", {"title": NAME, "contact": PHONE})
        client.post(f"/breaks/{NAME}/", {"title": PHONE})
        client.get("/", headers={"user-agent": NAME, "referer": f"http://x/{PHONE}"})

        assert len(told.requests) == 7
        assert {one["status"] for one in told.requests} >= {200, 404, 500}
        for secret in (NAME, "Nguy", PHONE, Record.objects.first().title):  # type: ignore[union-attr]
            assert secret not in told.text
        assert "%E1%BB%85" not in told.text, "the name as an address writes it"


@pytest.mark.django_db
class TestServerError:
    def test_shows_the_person_the_number_under_which_the_log_tells_of_it(
        self, told: Told, client: Client, settings: Any
    ) -> None:
        settings.ROOT_URLCONF = __name__

        answer = client.post("/breaks/C16228n/")

        assert answer.status_code == 500
        assert f"đọc mã lỗi này: {answer['X-Request-ID']}" in answer.content.decode()
        assert NAME not in answer.content.decode()
        errors = [one for one in map(json.loads, told.text.splitlines()) if "error" in one]
        (error,) = [one for one in errors if one["event"] == "django.request"]
        assert error["request_id"] == answer["X-Request-ID"]
        assert error["error"] == ["builtins.ValueError"]
        assert error["at"][-1].endswith(" breaks")
