from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from binhyen.kernel.limits import Buckets
from binhyen.upkeep.http import haste
from binhyen.upkeep.rules.haste import EXPORT, OFFICE, SEARCH, UPLOAD, Cost
from tests.builders.scene import Scene

NOW = 1000.0
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _new_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(haste, "buckets", Buckets())
    monkeypatch.setattr(haste, "time", SimpleNamespace(monotonic=lambda: NOW))


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


def client_of(scene: Scene, role: str = "RECORDER") -> Client:
    client = Client()
    client.force_login(scene.own[role], BACKEND)
    return client


def spend(cost: Cost, key: object, *, office: int = 1, leaving: int = 0) -> None:
    """Let somebody, or an address, have asked as often at once as is allowed."""
    for _ in range(cost.at_once * office - leaving):
        rate = cost.a_minute / 60 * office
        assert haste.buckets.wait((cost.name, key), NOW, rate, cost.at_once * office) == 0


class TestHasteMiddleware:
    def test_says_in_a_sentence_how_long_to_wait(self, scene: Scene) -> None:
        client = client_of(scene)
        spend(SEARCH, scene.own["RECORDER"].pk, leaving=1)
        assert client.get("/don-vi/?q=cho").status_code == 200

        answer = client.get("/don-vi/?q=cho")

        assert answer.status_code == 429
        assert answer["Retry-After"] == "1"
        assert "Vừa có quá nhiều lần tìm trong một phút." in answer.content.decode()
        assert "Đề nghị đợi 1 giây" in answer.content.decode()

    def test_holds_back_one_officer_and_only_in_what_costs_much(self, scene: Scene) -> None:
        spend(SEARCH, scene.own["RECORDER"].pk)

        assert client_of(scene, "VERIFIER").get("/don-vi/?q=cho").status_code == 200
        assert client_of(scene).get("/don-vi/?q=").status_code == 200
        assert client_of(scene).get("/don-vi/?q=cho").status_code == 429

    def test_holds_back_exports_and_uploads_too(self, scene: Scene) -> None:
        client = client_of(scene, "ADMINISTRATOR")
        for cost in (EXPORT, UPLOAD):
            spend(cost, scene.own["ADMINISTRATOR"].pk, leaving=1)

        exports = [client.get("/tai-khoan/mau.xlsx").status_code for _ in range(2)]
        uploads = [
            client.post(
                "/tai-khoan/nhap/", {"file": SimpleUploadedFile("a.xlsx", b"PK")}
            ).status_code
            for _ in range(2)
        ]

        assert (exports, uploads) == ([200, 429], [200, 429])

    def test_holds_back_an_address_whoever_asks(self, scene: Scene) -> None:
        spend(SEARCH, "127.0.0.1", office=OFFICE)
        client = client_of(scene)

        assert client.get("/don-vi/?q=cho").status_code == 429
        assert client.get("/don-vi/?q=cho", REMOTE_ADDR="10.9.8.7").status_code == 200
