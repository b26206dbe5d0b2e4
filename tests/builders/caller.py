"""A program that speaks to a served site through its interface: a key, JSON, real HTTP."""

import json
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from tests.builders.site import Site

ROOT = "/api/v1"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: Any


@dataclass
class Caller:
    """One key; a new connection for every call, so that threads share nothing."""

    address: str
    key: str = ""
    timeout: float = 60

    @classmethod
    def of(cls, site: Site, username: str, *, write: bool = False) -> "Caller":
        return cls(site.address, site.api_key(username, write=write))

    def get(self, path: str, **asked: Any) -> Answer:
        query = {name.rstrip("_").replace("__", "."): value for name, value in asked.items()}
        return self.call("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        return self.call("POST", path, body, headers)

    def put(self, path: str, body: Any, if_match: int | None = None) -> Answer:
        return self.call("PUT", path, body, {} if if_match is None else {"If-Match": str(if_match)})

    def call(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Answer:
        told = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        told |= {"Content-Type": "application/json"} | (headers or {})
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=self.timeout)
        try:
            sent = None if body is None else json.dumps(body).encode()
            connection.request(method, ROOT + path, sent, told)
            response = connection.getresponse()
            said = response.read()
            return Answer(response.status, dict(response.getheaders()), _read(said))
        finally:
            connection.close()

    def figure(self, indicator: str, unit: str, start: str, end: str, **asked: Any) -> Any:
        """Give the one row of a figure of one unit."""
        answer = self.get("/figures", indicator=indicator, unit=unit, from_=start, to=end, **asked)
        assert answer.status == 200, answer
        (row,) = answer.body["items"]
        return row

    def lines(self, indicator: str, unit: str, start: str, end: str, **asked: Any) -> list[Any]:
        answer = self.get(
            "/figures/lines", indicator=indicator, unit=unit, from_=start, to=end, **asked
        )
        assert answer.status == 200, answer
        return list(answer.body["items"])


def _read(said: bytes) -> Any:
    try:
        return json.loads(said)
    except ValueError:
        return said
