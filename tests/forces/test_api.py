"""Teams through the interface post what they should."""

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


class TestTeams:
    def test_the_forces_members_are_counted(self, client: ApiClient) -> None:
        kept(
            client,
            "/teams",
            title="Tổ bảo vệ an ninh, trật tự thôn 1",
            kind="SECURITY",
            founded_on="2026-02-01",
            counts=[{"on": "2026-02-01", "members": 5}],
        )
        kept(
            client,
            "/teams",
            title="Tổ liên gia số 3",
            kind="INTER_FAMILY",
            existing_on="2026-02-01",
            counts=[{"on": "2026-02-01", "members": 12}],
        )
        assert [figure(client, code, "2026-06-30") for code in ("LL01", "LL02", "LL09")] == [
            1,
            5,
            1,
        ]
