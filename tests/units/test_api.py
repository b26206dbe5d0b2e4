"""Units through the interface."""

import pytest

from binhyen.accounts.models import Assignment
from tests.builders.api import ApiClient, body, client_at
from tests.builders.units import make_area, the_unit

RECORDER = Assignment.Role.RECORDER
KEYS = {
    "uid", "code", "name", "full_name", "type", "level", "parent", "valid_from", "valid_to",
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> ApiClient:
    return client_at(the_unit("C16228n"), RECORDER)


class TestListUnits:
    def test_finds_a_unit_of_another_day_without_diacritics(self, client: ApiClient) -> None:
        found = body(client.get("/units", on="2022-08-15", q="xa hai long, nhu thanh"))
        assert [item["uid"] for item in found["items"]] == ["C16252b"]
        assert set(found["items"][0]) == KEYS

    def test_gives_the_communes_of_a_province_page_after_page(self, client: ApiClient) -> None:
        page = body(client.get("/units", level="COMMUNE", within="P38n", limit=100))
        uids = [item["uid"] for item in page["items"]]
        while page["next"]:
            page = body(client.follow(page["next"]))
            uids += [item["uid"] for item in page["items"]]
        assert len(uids) == len(set(uids)) == 166

    def test_takes_an_empty_parameter_as_none(self, client: ApiClient) -> None:
        assert body(client.get("/units", on="", level="NATION", within="", q=""))["items"]

    @pytest.mark.parametrize("asked", [{"on": "2022-02-30"}, {"level": "THON"}, {"within": "X1"}])
    def test_refuses_what_it_cannot_read(self, client: ApiClient, asked: dict[str, str]) -> None:
        response = client.get("/units", **asked)
        assert response.status_code == 422
        assert [field["field"] for field in body(response)["fields"]] == list(asked)

    def test_asks_below_a_village(self, client: ApiClient) -> None:
        area = make_area(the_unit("C16228n"))
        assert body(client.get("/units", within=area.uid))["items"] == []


class TestGetUnit:
    def test_tells_one(self, client: ApiClient) -> None:
        found = body(client.get("/units/C16252b"))
        assert (found["name"], found["level"], found["parent"]) == ("Hải Long", "COMMUNE", "D403b")
        assert found["valid_to"] == "2025-07-01"

    @pytest.mark.parametrize("uid", ["C99999x", "a b", "%00"])
    def test_knows_no_other(self, client: ApiClient, uid: str) -> None:
        response = client.get(f"/units/{uid}")
        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"


class TestGetLineage:
    def test_tells_what_became_of_it(self, client: ApiClient) -> None:
        found = body(client.get("/units/C16252b/lineage"))
        steps = [(step["uid"], step["on"], step["kind"]) for step in found["successors"]]
        assert steps == [("C16228n", "2025-07-01", "WHOLE")]


class TestPostArea:
    def test_makes_a_village_older_than_its_commune(self, client: ApiClient) -> None:
        asked = {
            "name": "Vĩnh Lợi",
            "kind": "thôn",
            "valid_from": "2012-01-01",
            "formerly": "C16252b",
        }
        response = client.post("/units/C16228n/areas", asked)
        made = body(response)
        assert response.status_code == 201
        assert (made["full_name"], made["level"], made["parent"]) == (
            "thôn Vĩnh Lợi",
            "AREA",
            "C16228n",
        )
        assert body(client.get(f"/units/{made['uid']}", on="2020-01-01"))["parent"] == "C16252b"

    def test_says_beside_the_field_what_is_wrong(self, client: ApiClient) -> None:
        asked = {"name": "Vĩnh Lợi", "kind": "thành phố", "valid_from": "2025-08-01"}
        response = client.post("/units/C16228n/areas", asked)
        assert response.status_code == 422
        assert body(response)["fields"][0]["field"] == "kind"

    def test_is_for_the_communes_own_officers(self, client: ApiClient) -> None:
        asked = {"name": "Vĩnh Lợi", "kind": "thôn", "valid_from": "2025-08-01"}
        assert client.post("/units/C16249n/areas", asked).status_code == 404

    def test_is_not_for_a_key_that_reads(self) -> None:
        reader = client_at(the_unit("C16228n"), RECORDER, can_write=False)
        asked = {"name": "Vĩnh Lợi", "kind": "thôn", "valid_from": "2025-08-01"}
        assert reader.post("/units/C16228n/areas", asked).status_code == 403
