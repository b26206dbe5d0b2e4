"""Activities through the interface post what they should, kind by kind."""

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


KINDS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("SESSION", {}, {"TT01": 2, "TT02": 30}),
    ("LAUNCH", {}, {"TT03": 2, "TT04": 30}),
    ("FESTIVAL", {}, {"NH01": 2, "NH03": 30}),
    ("FORUM", {}, {"YK01": 2, "YK02": 30}),
    ("REVIEW_CONFERENCE", {}, {"CD07": 2}),
    ("COMMITTEE_MEETING", {}, {"CD05": 2}),
    ("INSPECTION", {}, {"CD06": 2}),
    ("TRAINING", {}, {"CD10a": 2, "CD10b": 30}),
    ("BROADCAST", {}, {"TT06": 2}),
    ("PATROL", {}, {"LL05": 2}),
    ("CONFERENCE", {}, {"TT01": None}),
    ("PLEDGE_SIGNING", {}, {"TT01": None}),
]


class TestActivities:
    @pytest.mark.parametrize(("kind", "more", "figures"), KINDS)
    def test_post_by_kind(
        self, client: ApiClient, kind: str, more: dict[str, Any], figures: dict[str, Any]
    ) -> None:
        sent = {"kind": kind, "title": "Việc làm", "on": "2026-05-04", "sessions": 2, **more}
        kept(client, "/activities", participants={"amount": 30}, **sent)
        assert {code: figure(client, code, "2026-06-30") for code in figures} == figures

    def test_hand_over_in_pieces_and_kilograms(self, client: ApiClient) -> None:
        items = [{"class": "EXPLOSIVES", "amount": 8.5}]
        key = kept(
            client, "/activities", kind="HANDOVER", title="Giao nộp", on="2026-05-04", items=items
        )
        assert figure(client, "VK03a", "2026-06-30") == 8.5
        told = body(client.get(f"/activities/{key}"))["items"]
        assert told == [{"class": "EXPLOSIVES", "amount": 8.5, "hedge": "EXACT"}]

    def test_leave_out_attendance_nobody_counted(self, client: ApiClient) -> None:
        kept(client, "/activities", kind="SESSION", title="Họp dân", on="2026-05-04")
        assert figure(client, "TT01", "2026-06-30") == 1
        assert figure(client, "TT02", "2026-06-30") is None
