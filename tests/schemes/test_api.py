"""Schemes through the interface post what they should."""

from typing import Any

import pytest

from binhyen.accounts.models import Assignment
from tests.builders.api import ApiClient, body, client_at
from tests.builders.units import the_unit

NHU_THANH = "C16228n"
pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> ApiClient:
    roles = (Assignment.Role.RECORDER, Assignment.Role.VERIFIER)
    return client_at(the_unit(NHU_THANH), *roles)


def figure(client: ApiClient, indicator: str, to: str, start: str = "2026-01-01") -> Any:
    asked = {"indicator": indicator, "unit": NHU_THANH, "from_": start, "to": to}
    return body(client.get("/figures", **asked))["items"][0]["amount"]


def kept(client: ApiClient, path: str, **said: Any) -> str:
    made = client.post(path, {"unit": NHU_THANH, **said})
    assert made.status_code == 201, made.content
    key = body(made)["id"]
    assert client.post(f"{path}/{key}/confirmation").status_code == 200
    return str(key)


class TestSchemes:
    def test_a_founded_one_runs_until_it_ends(self, client: ApiClient) -> None:
        key = kept(
            client,
            "/schemes",
            title="Camera an ninh",
            field="SECURITY",
            founded_on="2026-02-01",
            ratings=[{"on": "2026-03-01", "rating": "FAIR"}],
            counts=[{"on": "2026-03-01", "members": {"amount": 40, "hedge": "ABOUT"}}],
            consolidations=[{"on": "2026-04-01", "what": "Kiện toàn ban điều hành"}],
        )
        told = [figure(client, code, "2026-06-30") for code in ("MH02", "MH03", "MH04", "MH07")]
        assert told == [1, 1, 1, 1]
        assert figure(client, "MH09a", "2026-06-30") == 40
        read = body(client.get(f"/schemes/{key}"))
        client.put(f"/schemes/{key}", read | {"ended_on": "2026-07-15"}, "1")
        client.post(f"/schemes/{key}/confirmation")
        told = [figure(client, code, "2026-07-31") for code in ("MH02", "MH06", "MH07", "MH09a")]
        assert told == [0, 1, 0, 0]

    def test_one_that_was_there_is_never_founded(self, client: ApiClient) -> None:
        kept(client, "/schemes", title="Tổ tự quản", field="FIRE", existing_on="2026-02-01")
        assert figure(client, "MH02", "2026-06-30") == 1
        assert figure(client, "MH03", "2026-06-30") is None

    def test_a_replicated_one_names_another(self, client: ApiClient) -> None:
        first = kept(
            client, "/schemes", title="Camera an ninh", field="SECURITY", founded_on="2026-02-01"
        )
        kept(
            client,
            "/schemes",
            title="Camera thôn 2",
            field="SECURITY",
            founded_on="2026-03-01",
            replicated_from=first,
        )
        assert [figure(client, code, "2026-06-30") for code in ("MH02", "MH03", "MH05")] == [
            2,
            1,
            1,
        ]

    def test_a_named_one_must_be_there(self, client: ApiClient) -> None:
        sent = {
            "unit": NHU_THANH,
            "title": "Camera thôn 2",
            "field": "SECURITY",
            "founded_on": "2026-03-01",
            "replicated_from": "00000000-0000-4000-8000-000000000000",
        }
        response = client.post("/schemes", sent)
        assert response.status_code == 422
        assert body(response)["fields"][0]["field"] == "replicated_from"
