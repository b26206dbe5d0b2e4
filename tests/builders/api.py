"""A client of the interface: a key in an officer's name, JSON out and in."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from binhyen.accounts.models import Officer
from binhyen.accounts.services import create_api_key
from binhyen.units.models import Unit
from tests.builders.accounts import officer_at

ROOT = "/api/v1"


class ApiClient:
    """Speaks to the interface as one officer."""

    def __init__(self, officer: Officer | None, *, can_write: bool = True) -> None:
        self.client = Client()
        self.headers: dict[str, str] = {}
        if officer is not None:
            _key, raw = create_api_key(
                officer=officer, name="thử", can_write=can_write, by=None, at=timezone.now()
            )
            self.headers = {"Authorization": f"Bearer {raw}"}

    def get(self, path: str, **asked: Any) -> HttpResponse:
        query = {name.rstrip("_").replace("__", "."): value for name, value in asked.items()}
        return self.client.get(f"{ROOT}{path}", query, headers=self.headers)  # type: ignore[return-value]

    def follow(self, address: str) -> HttpResponse:
        return self.client.get(address, headers=self.headers)  # type: ignore[return-value]

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self._send("post", path, body, headers)

    def put(self, path: str, body: Any, if_match: str | None = None) -> HttpResponse:
        return self._send("put", path, body, {} if if_match is None else {"If-Match": if_match})

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> HttpResponse:
        send = getattr(self.client, method)
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        response: HttpResponse = send(
            f"{ROOT}{path}",
            data="" if body is None else json.dumps(body),
            content_type="application/json",
            headers=self.headers | told,
        )
        return response


def client_at(
    unit: Unit, *roles: str, can_write: bool = True, acts_below: bool = False
) -> ApiClient:
    """Open an account with these roles at the unit, and a key to it."""
    return ApiClient(officer_at(unit, *roles, acts_below=acts_below), can_write=can_write)


def body(response: HttpResponse) -> Any:
    return json.loads(response.content)
