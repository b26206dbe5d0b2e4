"""A record of every book, from first word to voiding, each answer held to the document."""

from datetime import date
from typing import Any

import pytest

from binhyen.accounts.models import Assignment
from tests.builders.accounts import officer_at
from tests.builders.api import ApiClient
from tests.builders.ledger import declare_figure, post
from tests.builders.units import the_unit

ROOT = "/api/v1"
NHU_THANH = "C16228n"
BOOKS: dict[str, dict[str, Any]] = {
    "activities": {
        "kind": "HANDOVER",
        "title": "Giao nộp vũ khí",
        "on": "2026-05-04",
        "participants": {"amount": 30, "hedge": "ABOUT"},
        "items": [{"class": "EXPLOSIVES", "amount": 8.125}],
        "organisers": ["P38n"],
        "within": [],
    },
    "schemes": {
        "title": "Camera an ninh",
        "field": "SECURITY",
        "founded_on": "2026-02-01",
        "ratings": [{"on": "2026-03-01", "rating": "FAIR"}],
        "counts": [{"on": "2026-03-01", "members": 40}],
        "consolidations": [{"on": "2026-04-01", "what": "Kiện toàn"}],
    },
    "channels": {
        "title": "Nhóm Zalo xã",
        "platform": "ZALO",
        "existing_on": "2026-01-10",
        "counts": [{"on": "2026-01-10", "members": 200}],
    },
    "teams": {"title": "Tổ liên gia số 3", "kind": "INTER_FAMILY", "existing_on": "2026-02-01"},
    "declarations": {
        "indicator": "VK03a",
        "amount": 8.5,
        "from": "2026-01-01",
        "to": "2026-03-31",
        "document": "Báo cáo quý I",
    },
}
FIGURES = [
    {"indicator": code, "by": by}
    for code in ("TT02", "MH02", "AT01", "MH01", "MH08", "DC03", "TG01", "VK03a")
    for by in ("unit", "child", "month")
] + [{"indicator": "TT02", "by": "dim:topic"}, {"indicator": "TT02", "map": "today"}]


class Speaker:
    """Calls an operation as one officer and holds the answer to the document."""

    def __init__(self, document: Any, *roles: str) -> None:
        self.document = document
        officer = officer_at(the_unit("VN"), *roles, acts_below=True)
        self.key = ApiClient(officer).headers["Authorization"]

    def __call__(self, method: str, path: str, **case: Any) -> Any:
        headers = {"Authorization": self.key, **case.pop("headers", {})}
        if "body" in case:
            case["media_type"] = "application/json"
        response = self.document[ROOT + path][method].Case(**case).call(headers=headers)
        self.document[ROOT + path][method].validate_response(response)
        assert response.status_code in {200, 201}, response.text
        return response.json()


@pytest.fixture
def recorder(document: Any) -> Speaker:
    return Speaker(document, Assignment.Role.RECORDER)


@pytest.fixture
def verifier(document: Any) -> Speaker:
    return Speaker(document, Assignment.Role.VERIFIER)


@pytest.mark.parametrize("book", BOOKS)
def test_a_record_lives_as_documented(recorder: Speaker, verifier: Speaker, book: str) -> None:
    sent = {"unit": NHU_THANH, **BOOKS[book]}
    made = recorder("POST", f"/{book}", body=sent)
    one = {"path_parameters": {"record": made["id"]}}
    assert recorder("GET", f"/{book}/{{record}}", **one)["revision"] == 1
    recorder("PUT", f"/{book}/{{record}}", body=made, headers={"If-Match": '"1"'}, **one)
    told = verifier("POST", f"/{book}/{{record}}/confirmation", **one)
    assert (told["state"], told["confirmed_revision"]) == ("CONFIRMED", 2)
    assert len(recorder("GET", f"/{book}", query={"unit": NHU_THANH})["items"]) == 1
    told = verifier("POST", f"/{book}/{{record}}/voiding", body={"reason": "Ghi nhầm"}, **one)
    assert told["state"] == "VOIDED"


@pytest.mark.parametrize("asked", FIGURES)
def test_figures_of_every_kind_are_as_documented(recorder: Speaker, asked: dict[str, str]) -> None:
    post(NHU_THANH, "TT02", date(2026, 3, 8), 40, dims=(("topic", "LAW"),))
    post(NHU_THANH, "TG01", date(2026, 3, 8), 3)
    post(NHU_THANH, "MH02", date(2026, 3, 8), 1, dims=(("type", "T1"),))
    declare_figure(NHU_THANH, "MH07", date(2026, 3, 8), None, 5, dims=(("rating", "FAIR"),))
    window = {"unit": "P38n", "from": "2026-01-01", "to": "2026-06-30"}
    assert recorder("GET", "/figures", query={**window, **asked})["items"]
    if asked["indicator"] != "TG01":
        recorder("GET", "/figures/lines", query={**window, **asked})
