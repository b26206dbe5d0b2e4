"""The door of the interface: keys, rates, one shape of refusal, its own document."""

from typing import Any

import pytest
from pytest_django import Settings

from binhyen.accounts.models import ApiKey, Assignment
from tests.builders.accounts import make_officer
from tests.builders.api import ROOT, ApiClient, body, client_at
from tests.builders.units import the_unit

pytestmark = pytest.mark.django_db
LEADER = Assignment.Role.LEADER


@pytest.fixture
def client() -> ApiClient:
    return client_at(the_unit("C16228n"), LEADER, Assignment.Role.RECORDER)


@pytest.fixture
def schema() -> Any:
    return body(ApiClient(None).get("/openapi.json"))


class TestKeyAuth:
    def test_asks_for_a_key(self) -> None:
        response = ApiClient(None).get("/units")
        assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
        assert response["Content-Type"] == "application/problem+json"
        assert set(body(response)) == {"type", "title", "status", "detail"}

    def test_a_key_dies_with_the_last_assignment(self) -> None:
        assert ApiClient(make_officer()).get("/units").status_code == 401

    def test_notes_its_use(self, client: ApiClient) -> None:
        client.get("/indicators")
        assert ApiKey.objects.exclude(last_used_at=None).count() == 1

    def test_a_key_that_reads_does_not_write(self) -> None:
        reader = client_at(the_unit("C16228n"), Assignment.Role.RECORDER, can_write=False)
        response = reader.post("/activities", {})
        assert (response.status_code, body(response)["type"]) == (
            403,
            "urn:binhyen:problem:read-only-key",
        )

    def test_too_many_requests_wait(self, client: ApiClient, settings: Settings) -> None:
        settings.API_RATE = 1
        answers = [client.get("/indicators") for _ in range(8)]
        refused = [one for one in answers if one.status_code == 429]
        assert refused
        assert refused[0]["Retry-After"] == "1"


class TestRefusals:
    @pytest.mark.parametrize("path", ["/nothing", "/units/", "/activities/x/y/z"])
    def test_an_unknown_address_has_the_same_shape(self, client: ApiClient, path: str) -> None:
        response = client.get(path)
        assert response.status_code == 404
        assert body(response)["status"] == 404

    def test_so_has_an_unknown_method(self, client: ApiClient) -> None:
        response = client.put("/units", {})
        assert response.status_code == 405
        assert response["Content-Type"] == "application/problem+json"
        assert "GET" in response["Allow"]

    def test_so_has_a_body_that_is_no_json(self, client: ApiClient) -> None:
        response = client.client.post(
            f"{ROOT}/activities", "{", content_type="application/json", headers=client.headers
        )
        assert response.status_code == 422

    def test_so_has_a_body_that_is_too_large(self, client: ApiClient) -> None:
        assert client.post("/activities", {"note": "a" * 3_000_000}).status_code == 413


class TestDocument:
    def test_has_closed_lists_as_enums(self, schema: Any) -> None:
        shapes = schema["components"]["schemas"]
        assert "SESSION" in shapes["ActivityKind"]["enum"]
        assert "ABOUT" in shapes["Hedge"]["enum"]
        asked = {
            one["name"]: one["schema"]
            for one in schema["paths"][f"{ROOT}/figures"]["get"]["parameters"]
        }
        assert len(asked["indicator"]["enum"]) == 108
        assert "LAW" in asked["dim.topic"]["enum"]

    def test_has_every_address_of_the_design(self, schema: Any) -> None:
        books = ("activities", "schemes", "channels", "teams", "declarations")
        wanted = {
            f"{ROOT}{path}"
            for path in (
                "/units", "/units/{uid}", "/units/{uid}/lineage", "/units/{uid}/areas",
                "/indicators", "/figures", "/figures/lines",
                *(f"/{book}" for book in books),
                *(f"/{book}/{{record}}" for book in books),
                *(f"/{book}/{{record}}/confirmation" for book in books),
                *(f"/{book}/{{record}}/voiding" for book in books),
                "/filings", "/filings/{filing}",
                *(f"/filings/{{filing}}/{act}" for act in (
                    "submission", "acceptance", "return", "correction",
                    "redrafting", "redrafting/kept",
                    "document.docx", "document.pdf", "document.xlsx",
                )),
            )
        }  # fmt: skip
        assert set(schema["paths"]) == wanted

    def test_tells_every_refusal_of_every_operation(self, schema: Any) -> None:
        refusals = {"401", "403", "404", "405", "409", "412", "413", "422", "428", "429"}
        for methods in schema["paths"].values():
            for operation in methods.values():
                assert refusals <= operation["responses"].keys()
                told = operation["responses"]["422"]["content"]
                assert list(told) == ["application/problem+json"]
