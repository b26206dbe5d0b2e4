"""Somebody who means harm: odd addresses, odd bodies, borrowed ids, tokens, formulas."""

import json
from io import BytesIO
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from django.urls import reverse

from binhyen.records.models import Record
from tests.builders.accounts import PASSWORD, officer_at
from tests.builders.api import ApiClient
from tests.builders.records import make_record
from tests.builders.scene import Scene
from tests.builders.units import make_area, make_organisation, the_unit
from tests.contract.test_role_matrix import OF_THE_LIBRARY, address, routes, signed_in

pytestmark = pytest.mark.django_db

ODD = ("²", "9" * 40, "-1; DROP TABLE units_unit; --", "%", "x" * 3000)
ASKED = ("q", "find", "unit", "period", "kind", "state", "page", "from", "to", "map", "on", "by",
         "since", "until", "after", "year", "show", "within", "level", "officer", "at")  # fmt: skip
TYPED = ("unit", "id", "base", "revision", "step", "go", "answer", "more", "next", "count", "q",
         "title", "on", "participants", "reason", "items-n", "counts-n")  # fmt: skip


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


def quiet(officer: Any) -> Client:
    client = signed_in(officer)
    client.raise_request_exception = False
    return client


def odd_answers(fields: tuple[str, ...], turn: int) -> dict[str, str]:
    """Fill every field with something odd, another one each turn."""
    return {name: ODD[(turn + place) % len(ODD)] for place, name in enumerate(fields)}


class TestOddInput:
    @pytest.mark.parametrize("role", ["RECORDER", "VERIFIER", "ADMINISTRATOR"])
    def test_in_an_address_or_a_form_breaks_nothing(self, scene: Scene, role: str) -> None:
        broken = []
        client = quiet(scene.own[role])
        for turn, (name, parameters) in enumerate(routes()):
            path = address(scene, name, parameters)
            answers = [
                client.get(path, odd_answers(ASKED, turn)),
                client.post(path, odd_answers(TYPED, turn) | {"note": "\x00"}),
            ]
            broken += [f"{name}, turn {turn}" for one in answers if one.status_code >= 500]
            if OF_THE_LIBRARY.match(name):
                client = quiet(scene.own[role])
        assert "\n".join(broken) == ""

    @pytest.mark.parametrize(
        "body",
        [b"[" * 100_000, b"{" * 50_000, b'{"a":' * 30_000, b"\xff\xfe", b"1e999", b"NaN", b"null"],
        ids=lambda body: repr(body[:4]),
    )
    def test_to_the_interface_is_a_problem_not_an_accident(self, scene: Scene, body: bytes) -> None:
        api = ApiClient(scene.own["RECORDER"])
        api.client.raise_request_exception = False
        for path in ("/api/v1/activities", "/api/v1/units/C16228n/areas"):
            answer = api.client.post(
                path, data=body, content_type="application/json", headers=api.headers
            )
            assert answer.status_code in {400, 413, 422}
            assert answer.headers["Content-Type"] == "application/problem+json"

    def test_of_three_megabytes_is_refused(self, scene: Scene) -> None:
        api = ApiClient(scene.own["RECORDER"])
        assert api.post("/activities", {"title": "x" * 3_000_000}).status_code == 413
        client = quiet(scene.own["RECORDER"])
        answer = client.post(reverse("activities:creation"), {"title": "x" * 3_000_000})
        assert answer.status_code in {400, 413}


class TestBorrowedIds:
    def test_of_another_commune_do_not_let_a_record_be_overwritten(self, scene: Scene) -> None:
        victim = scene.records["activities"]
        stranger = ApiClient(scene.strangers["RECORDER"])
        unit = scene.strangers["RECORDER"].unit
        assert unit is not None
        body = {"id": str(victim.pk), "unit": unit.uid, "kind": "SESSION", "title": "Chiếm",
                "on": "2026-03-01"}  # fmt: skip

        answer = stranger.post("/activities", body)

        assert answer.status_code == 409
        assert victim.title not in answer.content.decode()
        victim.refresh_from_db()
        assert (victim.revision, victim.unit) == (1, scene.commune)

    def test_cannot_move_a_record_to_another_unit(self, scene: Scene) -> None:
        owner = ApiClient(scene.own["RECORDER"])
        record = scene.records["activities"]
        body = {"unit": "P44n", "kind": "SESSION", "title": "Sang Quảng Trị", "on": "2026-03-01"}

        answer = owner.put(f"/activities/{record.pk}", body, if_match="1")

        assert answer.status_code in {404, 422}
        record.refresh_from_db()
        assert record.unit == scene.commune

    def test_of_a_unit_elsewhere_are_not_written_for(self, scene: Scene) -> None:
        api = ApiClient(scene.own["RECORDER"])
        body = {"unit": "P44n", "kind": "SESSION", "title": "Cho tỉnh bạn", "on": "2026-03-01"}
        assert api.post("/activities", body).status_code == 404

        client = signed_in(scene.own["RECORDER"])
        form = {"unit": "P44n", "kind": "SESSION", "title": "Cho tỉnh bạn", "when": "TODAY",
                "hedge": "EXACT", "go": "save", "id": str(uuid4())}  # fmt: skip
        client.post(f"{reverse('activities:creation')}?unit=P44n", form)
        assert not Record.objects.filter(title="Cho tỉnh bạn").exists()

    def test_let_nobody_join_for_a_unit_that_is_not_theirs(self, scene: Scene) -> None:
        path = address(scene, "activities:joining", ("pk",))
        for unit in ("P44n", "C16252b"):
            answer = signed_in(scene.own["LEADER"]).post(path, {"unit": the_unit(unit).pk})
            assert answer.status_code == 403


class TestDuplicateWarning:
    def test_shows_no_link_into_an_organisations_own_books(self) -> None:
        commune = the_unit("C16228n")
        front = make_organisation(commune, "Mặt trận xã")
        make_record(front, officer_at(front, "RECORDER"), title="Cùng một buổi", on="2026-03-01")
        make_area(commune)
        client = signed_in(officer_at(commune, "RECORDER"))
        form = {"unit": "C16228n", "kind": "SESSION", "title": "Cùng một buổi", "when": "OTHER",
                "on": "01/03/2026", "hedge": "EXACT", "go": "save", "sessions": "1"}  # fmt: skip

        answer = client.post(reverse("activities:creation"), form, follow=True)

        said = answer.content.decode()
        other = Record.objects.get(unit=front)
        assert "Trong xã đã có bản ghi cùng loại" in said
        assert str(other.pk) not in said


class TestDoor:
    @pytest.mark.parametrize(
        "next_", ["https://xau.example/", "//xau.example", "/\\xau.example", "javascript:alert(1)"]
    )
    def test_leads_nowhere_else(self, next_: str) -> None:
        officer_at(the_unit("C16228n"), "RECORDER", username="cua.1", password=PASSWORD)
        client = Client()
        answer = client.post(
            reverse("account_login"), {"login": "cua.1", "password": PASSWORD, "next": next_}
        )
        assert answer.status_code == 302
        assert answer["Location"] == "/"
        shown = client.post(reverse("kernel:display"), {"next": next_, "theme": "dark"})
        assert shown["Location"] == "/"

    def test_gives_a_new_session_at_sign_in(self) -> None:
        officer_at(the_unit("C16228n"), "RECORDER", username="cua.2", password=PASSWORD)
        client = Client()
        client.get(reverse("account_login"))
        session = client.session
        session["planted"] = "yes"
        session.save()
        planted = session.session_key or ""
        client.cookies["sessionid"] = str(planted)

        client.post(reverse("account_login"), {"login": "cua.2", "password": PASSWORD})

        assert client.cookies["sessionid"].value != planted
        assert not Session.objects.filter(session_key=planted).exists()

    def test_is_not_held_by_a_word_in_a_header(self, scene: Scene) -> None:
        for headers in (
            {"X-Forwarded-User": "admin"},
            {"X-HTTP-Method-Override": "DELETE"},
            {"X-Original-URL": "/tai-khoan/"},
            {"Authorization": "Bearer by_00000000_none"},
            {"Authorization": "Basic YWRtaW46YWRtaW4="},
        ):
            assert Client(headers=headers).get("/tai-khoan/").status_code == 302
            assert Client(headers=headers).get("/api/v1/units").status_code == 401

    def test_of_the_pages_is_not_opened_by_a_key_nor_the_interface_by_a_cookie(
        self, scene: Scene
    ) -> None:
        api = ApiClient(scene.own["RECORDER"])
        assert api.client.get("/hoat-dong/", headers=api.headers).status_code == 302
        assert signed_in(scene.own["RECORDER"]).get("/api/v1/units").status_code == 401

    @override_settings(ALLOWED_HOSTS=["127.0.0.1"])
    def test_knows_its_own_name(self) -> None:
        assert Client(headers={"Host": "xau.example"}).get("/dang-nhap/").status_code == 400


class TestWorkbook:
    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝"])
    def test_holds_no_formula_somebody_typed(self, scene: Scene, start: str) -> None:
        title = f'{start}HYPERLINK("http://xau.example","bấm")'
        make_record(scene.commune, scene.charge, title=title)

        answer = signed_in(scene.own["RECORDER"]).get("/hoat-dong/excel/?period=")

        book = openpyxl.load_workbook(BytesIO(answer.content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        texts = [str(cell.value) for cell in cells if cell.value is not None]
        assert any("HYPERLINK" in text for text in texts)
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t"))]


class TestPages:
    def test_escape_what_somebody_typed(self, scene: Scene) -> None:
        title = "<script>alert(1)</script><img src=x onerror=alert(1)>"
        record = make_record(scene.commune, scene.charge, title=title).record
        client = signed_in(scene.own["VERIFIER"])
        for path in ("/hoat-dong/?period=", "/hoat-dong/in/?period=", f"/hoat-dong/{record.pk}/"):
            said = client.get(path).content.decode()
            assert "<script>alert" not in said
            assert "<img src=x" not in said

    def test_say_what_scripts_may_run(self) -> None:
        policy = Client().get("/dang-nhap/").headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy

    def test_of_the_interface_answer_json_to_everything(self, scene: Scene) -> None:
        api = ApiClient(scene.own["RECORDER"])
        answer = api.get(f"/activities/{scene.records['activities'].pk}")
        assert json.loads(answer.content)["state"] == "DRAFT"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
