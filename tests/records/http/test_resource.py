"""A book through the interface: the life of a record, its refusals, its retries."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from binhyen.accounts.models import Assignment
from tests.builders.api import ApiClient, body, client_at
from tests.builders.units import make_area, the_unit

RECORDER, VERIFIER = Assignment.Role.RECORDER, Assignment.Role.VERIFIER
NHU_THANH = "C16228n"
DAY = timezone.localdate() - timedelta(days=3)
pytestmark = pytest.mark.django_db


def session(**said: Any) -> dict[str, Any]:
    return {
        "unit": NHU_THANH,
        "kind": "SESSION",
        "title": "Phòng cháy, chữa cháy dịp cuối năm",
        "on": DAY.isoformat(),
        "participants": {"amount": 120, "hedge": "ABOUT"},
        **said,
    }


@pytest.fixture
def recorder() -> ApiClient:
    return client_at(the_unit(NHU_THANH), RECORDER)


@pytest.fixture
def verifier() -> ApiClient:
    return client_at(the_unit(NHU_THANH), VERIFIER)


def figure(client: ApiClient, unit: str = NHU_THANH, indicator: str = "TT02") -> Any:
    asked = {"indicator": indicator, "unit": unit, "from_": DAY.isoformat(), "to": DAY.isoformat()}
    return body(client.get("/figures", **asked))["items"][0]


def confirmed(recorder: ApiClient, verifier: ApiClient, **said: Any) -> str:
    made = body(recorder.post("/activities", session(**said)))
    assert verifier.post(f"/activities/{made['id']}/confirmation").status_code == 200
    return str(made["id"])


class TestLife:
    def test_a_village_session_is_at_once_part_of_every_figure(
        self, recorder: ApiClient, verifier: ApiClient
    ) -> None:
        village = make_area(the_unit(NHU_THANH))
        response = recorder.post("/activities", session(unit=village.uid))
        made = body(response)
        assert (response.status_code, response["ETag"]) == (201, '"1"')
        assert (made["revision"], made["state"], made["confirmed_revision"]) == (1, "DRAFT", None)
        assert figure(recorder)["state"] == "BLANK"

        response = verifier.post(f"/activities/{made['id']}/confirmation")
        told = body(response)
        assert (response.status_code, response["ETag"]) == (200, '"1"')
        assert (told["state"], told["confirmed_revision"], told["self_confirmed"]) == (
            "CONFIRMED",
            1,
            False,
        )
        assert told["participants"] == {"amount": 120, "hedge": "ABOUT"}
        for unit in (village.uid, NHU_THANH):
            assert (figure(recorder, unit)["amount"], figure(recorder, unit)["hedge"]) == (
                120,
                "ABOUT",
            )

    def test_an_amendment_waits_for_its_confirmation(
        self, recorder: ApiClient, verifier: ApiClient
    ) -> None:
        key = confirmed(recorder, verifier)
        response = recorder.put(f"/activities/{key}", session(participants=102), "1")
        told = body(response)
        assert (response.status_code, response["ETag"]) == (200, '"2"')
        assert (told["state"], told["revision"], told["confirmed_revision"]) == ("DRAFT", 2, 1)
        assert figure(recorder)["amount"] == 120
        verifier.post(f"/activities/{key}/confirmation")
        assert (figure(recorder)["amount"], figure(recorder)["hedge"]) == (102, "EXACT")

    def test_voiding_takes_it_out_with_a_reason(
        self, recorder: ApiClient, verifier: ApiClient
    ) -> None:
        key = confirmed(recorder, verifier)
        assert verifier.post(f"/activities/{key}/voiding", {"reason": " "}).status_code == 422
        response = verifier.post(f"/activities/{key}/voiding", {"reason": "Ghi nhầm ngày"})
        told = body(response)
        assert (response.status_code, told["state"]) == (200, "VOIDED")
        assert told["void_reason"] == "Ghi nhầm ngày"
        assert figure(recorder)["state"] == "BLANK"
        assert verifier.post(f"/activities/{key}/confirmation").status_code == 409
        assert recorder.put(f"/activities/{key}", session(), "1").status_code == 409

    def test_what_was_read_can_be_sent_back_whole(self, recorder: ApiClient) -> None:
        made = body(recorder.post("/activities", session()))
        read = body(recorder.get(f"/activities/{made['id']}"))
        read["participants"]["amount"] = 90
        response = recorder.put(f"/activities/{made['id']}", read, 'W/"1"')
        assert (response.status_code, body(response)["revision"]) == (200, 2)


class TestRetries:
    def test_a_repeated_post_does_nothing(self, recorder: ApiClient, verifier: ApiClient) -> None:
        sent = session(id=str(uuid4()))
        assert recorder.post("/activities", sent).status_code == 201
        verifier.post(f"/activities/{sent['id']}/confirmation")
        again = recorder.post("/activities", sent)
        assert (again.status_code, body(again)["state"]) == (200, "CONFIRMED")

    def test_a_repeated_put_does_nothing(self, recorder: ApiClient) -> None:
        made = body(recorder.post("/activities", session()))
        path = f"/activities/{made['id']}"
        recorder.put(path, session(participants=102), '"1"')
        again = recorder.put(path, session(participants=102), '"1"')
        assert (again.status_code, body(again)["revision"]) == (200, 2)

    def test_another_record_under_the_same_id_is_refused(self, recorder: ApiClient) -> None:
        sent = session(id=str(uuid4()))
        recorder.post("/activities", sent)
        refused = recorder.post("/activities", sent | {"title": "Việc khác"})
        assert refused.status_code == 409
        assert body(refused)["present"]["title"] == sent["title"]

    def test_a_stranger_learns_nothing_of_a_taken_id(self, recorder: ApiClient) -> None:
        sent = session(id=str(uuid4()))
        recorder.post("/activities", sent)
        stranger = client_at(the_unit("C16249n"), RECORDER)
        refused = stranger.post("/activities", sent | {"unit": "C16249n"})
        assert refused.status_code == 409
        assert "present" not in body(refused)


class TestRefusals:
    def test_a_stale_revision_is_shown_both_versions(self, recorder: ApiClient) -> None:
        made = body(recorder.post("/activities", session()))
        path = f"/activities/{made['id']}"
        recorder.put(path, session(participants=102), "1")
        refused = recorder.put(path, session(participants=95), "1")
        told = body(refused)
        assert (refused.status_code, refused["ETag"]) == (412, '"2"')
        assert refused["Content-Type"] == "application/problem+json"
        assert told["present"]["participants"]["amount"] == 102
        assert told["offered"]["participants"]["amount"] == 95

    def test_writing_needs_the_revision_read(self, recorder: ApiClient) -> None:
        made = body(recorder.post("/activities", session()))
        path = f"/activities/{made['id']}"
        assert recorder.put(path, session()).status_code == 428
        assert recorder.put(path, session(), "một").status_code == 422

    def test_a_decision_may_name_the_revision_too(
        self, recorder: ApiClient, verifier: ApiClient
    ) -> None:
        made = body(recorder.post("/activities", session()))
        path = f"/activities/{made['id']}/confirmation"
        assert verifier.post(path, None, If_Match="2").status_code == 412
        assert verifier.post(path, None, If_Match='"1"').status_code == 200

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"on": (timezone.localdate() + timedelta(days=1)).isoformat()}, "on"),
            ({"on": "2020-01-01"}, "on"),
            ({"participants": {"amount": -1}}, "participants.amount"),
            ({"participants": {"amount": 0, "hedge": "ABOUT"}}, "participants"),
            ({"kind": "DANCE"}, "kind"),
            ({"topic": "WEATHER"}, "topic"),
            ({"people": 12}, "people"),
            ({"organisers": ["X1"]}, "organisers.0"),
            ({"title": "Gọi 0912345678"}, "title"),
        ],
    )
    def test_a_sentence_stands_beside_the_field(
        self, recorder: ApiClient, said: dict[str, Any], field: str
    ) -> None:
        response = recorder.post("/activities", session(**said))
        assert response.status_code == 422
        assert [one["field"] for one in body(response)["fields"]] == [field]

    def test_one_does_not_confirm_ones_own_where_another_can(
        self, recorder: ApiClient, verifier: ApiClient
    ) -> None:
        both = client_at(the_unit(NHU_THANH), RECORDER, VERIFIER)
        made = body(both.post("/activities", session()))
        assert both.post(f"/activities/{made['id']}/confirmation").status_code == 409
        assert verifier.post(f"/activities/{made['id']}/confirmation").status_code == 200

    def test_the_role_is_named_where_one_works(self, recorder: ApiClient) -> None:
        made = body(recorder.post("/activities", session()))
        assert recorder.post(f"/activities/{made['id']}/confirmation").status_code == 403

    def test_out_of_reach_does_not_exist(self, recorder: ApiClient) -> None:
        made = body(recorder.post("/activities", session()))
        path = f"/activities/{made['id']}"
        stranger = client_at(the_unit("C16249n"), RECORDER, VERIFIER)
        above = client_at(the_unit("P38n"), RECORDER, VERIFIER)
        for response in (
            stranger.get(path),
            stranger.put(path, session(), "1"),
            stranger.post(f"{path}/confirmation"),
            stranger.post("/activities", session()),
            stranger.get("/activities", unit=NHU_THANH),
            above.post(f"{path}/confirmation"),
            above.post("/activities", session()),
            recorder.get(f"/schemes/{made['id']}"),
            recorder.get("/activities/khong-co"),
        ):
            assert response.status_code == 404
        assert above.get(path).status_code == 200

    def test_a_duplicate_is_told_not_refused(self, recorder: ApiClient) -> None:
        first = body(recorder.post("/activities", session()))
        second = recorder.post("/activities", session())
        assert second.status_code == 201
        warnings = body(second)["warnings"]
        assert [(one["type"], one["record"]) for one in warnings] == [("DUPLICATE", first["id"])]


class TestList:
    def test_pages_through_what_was_asked(self, recorder: ApiClient, verifier: ApiClient) -> None:
        keys = [confirmed(recorder, verifier, title=f"Buổi {n}") for n in range(5)]
        recorder.post("/activities", session(title="Còn nháp"))
        asked = {"unit": NHU_THANH, "state": "CONFIRMED", "from_": DAY.isoformat(), "limit": 2}
        page = body(recorder.get("/activities", **asked))
        found = [one["id"] for one in page["items"]]
        while page["next"]:
            page = body(recorder.follow(page["next"]))
            found += [one["id"] for one in page["items"]]
        assert sorted(found) == sorted(keys)

    def test_asks_as_many_queries_for_many_as_for_one(
        self, recorder: ApiClient, django_assert_max_num_queries: Any
    ) -> None:
        for n in range(6):
            recorder.post("/activities", session(title=f"Buổi {n}"))
        recorder.get("/activities")
        with django_assert_max_num_queries(14):
            assert len(body(recorder.get("/activities"))["items"]) == 6
