"""Channels through the interface post what they should."""

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


class TestChannels:
    def test_a_group_counted_again_moves_its_members(self, client: ApiClient) -> None:
        kept(
            client,
            "/channels",
            title="Nhóm Zalo xã",
            platform="ZALO",
            opened_on="2026-01-10",
            counts=[{"on": "2026-01-10", "members": 200}, {"on": "2026-04-10", "members": 350}],
            closed_on="2026-08-01",
        )
        asked = ("2026-03-31", "2026-06-30", "2026-08-31")
        assert [figure(client, "TT09", to) for to in asked] == [200, 350, 0]
        assert [figure(client, "TT08", to) for to in asked] == [1, 1, 0]
