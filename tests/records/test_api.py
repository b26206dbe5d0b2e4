"""Declarations through the interface."""

from typing import Any

import pytest

from binhyen.accounts.models import Assignment
from tests.builders.api import ApiClient, body, client_at
from tests.builders.units import the_unit

RECORDER, VERIFIER = Assignment.Role.RECORDER, Assignment.Role.VERIFIER
TUYEN_HOA = "D453b"
SPAN = {"from": "2015-12-15", "to": "2016-12-14"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def recorder() -> ApiClient:
    return client_at(the_unit("VN"), RECORDER, acts_below=True)


@pytest.fixture
def verifier() -> ApiClient:
    return client_at(the_unit("VN"), VERIFIER, acts_below=True)


def declared(recorder: ApiClient, verifier: ApiClient, **said: Any) -> Any:
    sent = {
        "unit": TUYEN_HOA,
        "indicator": "TT02",
        "amount": 26000,
        "hedge": "NEARLY",
        "document": "Báo cáo tổng kết năm 2016",
        "note": "Cách hiểu: gần 26.000 lượt người dự trong cả năm.",
        **SPAN,
        **said,
    }
    made = recorder.post("/declarations", sent)
    assert made.status_code == 201
    told = verifier.post(f"/declarations/{body(made)['id']}/confirmation")
    assert told.status_code == 200
    return body(told)


def figure(client: ApiClient) -> Any:
    asked = {"indicator": "TT02", "unit": TUYEN_HOA, "from_": SPAN["from"], "to": SPAN["to"]}
    return body(client.get("/figures", **asked))["items"][0]


def session(recorder: ApiClient, verifier: ApiClient, **said: Any) -> None:
    sent = {
        "unit": TUYEN_HOA,
        "kind": "SESSION",
        "title": "Nói chuyện về pháp luật",
        "on": "2016-05-04",
        "participants": 6500,
        **said,
    }
    made = body(recorder.post("/activities", sent))
    assert verifier.post(f"/activities/{made['id']}/confirmation").status_code == 200


class TestDeclarations:
    def test_stand_still_while_records_draw_them_down(
        self, recorder: ApiClient, verifier: ApiClient
    ) -> None:
        told = declared(recorder, verifier)
        assert (told["amount"], told["from"], told["to"]) == (26000, "2015-12-15", "2016-12-14")
        session(recorder, verifier)
        found = figure(recorder)
        assert (found["amount"], found["hedge"], found["declared_amount"]) == (
            26000,
            "NEARLY",
            19500,
        )

    @pytest.mark.parametrize("within", [None, []])
    def test_hold_nothing_that_was_said_to_stand_outside(
        self, recorder: ApiClient, verifier: ApiClient, within: list[str] | None
    ) -> None:
        declared(recorder, verifier)
        session(recorder, verifier, within=within)
        assert figure(recorder)["amount"] == 32500

    def test_hold_what_names_them(self, recorder: ApiClient, verifier: ApiClient) -> None:
        told = declared(recorder, verifier)
        session(recorder, verifier, within=[told["id"]])
        assert figure(recorder)["amount"] == 26000

    def test_weigh_in_kilograms(self, recorder: ApiClient, verifier: ApiClient) -> None:
        told = declared(recorder, verifier, indicator="VK03a", amount=8.5, hedge="EXACT")
        assert told["amount"] == 8.5
        asked = {"indicator": "VK03a", "unit": TUYEN_HOA, "from_": SPAN["from"], "to": SPAN["to"]}
        assert body(recorder.get("/figures", **asked))["items"][0]["amount"] == 8.5

    def test_need_a_second_person(self, verifier: ApiClient) -> None:
        both = client_at(the_unit("VN"), RECORDER, VERIFIER, acts_below=True)
        made = body(
            both.post(
                "/declarations",
                {
                    "unit": TUYEN_HOA,
                    "indicator": "TT02",
                    "amount": 1,
                    "document": "Báo cáo",
                    **SPAN,
                },
            )
        )
        assert both.post(f"/declarations/{made['id']}/confirmation").status_code == 409

    def test_refuse_what_the_system_computes(self, recorder: ApiClient) -> None:
        sent = {"unit": TUYEN_HOA, "indicator": "DC03", "amount": 5, "on": "2016-12-14"}
        response = recorder.post("/declarations", sent | {"document": "Báo cáo"})
        assert response.status_code == 422
        assert body(response)["fields"][0]["field"] == "indicator"
