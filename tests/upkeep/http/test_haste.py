from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from binhyen.kernel.limits import Buckets
from binhyen.upkeep.http import haste
from binhyen.upkeep.rules.haste import EXPORT, OFFICE, SEARCH, UPLOAD
from tests.builders.scene import Scene

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _new_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(haste, "buckets", Buckets())
    monkeypatch.setattr(haste, "time", SimpleNamespace(monotonic=lambda: 1000.0))


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


def client_of(scene: Scene, role: str = "RECORDER") -> Client:
    client = Client()
    client.force_login(scene.own[role], BACKEND)
    return client


def spend(client: Client, path: str, times: int, **more: Any) -> list[int]:
    return [client.get(path, **more).status_code for _ in range(times)]


class TestHasteMiddleware:
    def test_says_in_a_sentence_how_long_to_wait(self, scene: Scene) -> None:
        client = client_of(scene)
        assert set(spend(client, "/don-vi/?q=cho", SEARCH.at_once)) == {200}

        answer = client.get("/don-vi/?q=cho")

        assert answer.status_code == 429
        assert answer["Retry-After"] == "1"
        assert "Vừa có quá nhiều lần tìm trong một phút." in answer.content.decode()
        assert "Đề nghị đợi 1 giây" in answer.content.decode()

    def test_holds_back_one_officer_and_not_the_colleague(self, scene: Scene) -> None:
        spend(client_of(scene), "/don-vi/?q=cho", SEARCH.at_once + 1)

        assert client_of(scene, "VERIFIER").get("/don-vi/?q=cho").status_code == 200

    def test_leaves_pages_that_cost_little_alone(self, scene: Scene) -> None:
        client = client_of(scene)
        spend(client, "/don-vi/?q=cho", SEARCH.at_once + 1)

        assert client.get("/don-vi/?q=").status_code == 200

    def test_holds_back_exports_and_uploads_too(self, scene: Scene) -> None:
        client = client_of(scene, "ADMINISTRATOR")
        exports = spend(client, "/tai-khoan/mau.xlsx", EXPORT.at_once + 1)
        assert (exports[-2], exports[-1]) == (200, 429)
        file = {"file": SimpleUploadedFile("a.xlsx", b"PK")}
        uploads = [
            client.post("/tai-khoan/nhap/", file).status_code for _ in range(UPLOAD.at_once + 1)
        ]
        assert (uploads[0], uploads[-1]) == (200, 429)

    def test_holds_back_an_address_whoever_asks(self, scene: Scene) -> None:
        for role in ("RECORDER", "VERIFIER", "REPORTER", "APPROVER", "LEADER"):
            spend(client_of(scene, role), "/don-vi/?q=cho", SEARCH.at_once)
        assert OFFICE == 5

        answer = client_of(scene, "ADMINISTRATOR").get("/don-vi/?q=cho")
        elsewhere = client_of(scene, "ADMINISTRATOR").get("/don-vi/?q=cho", REMOTE_ADDR="10.9.8.7")

        assert (answer.status_code, elsewhere.status_code) == (429, 200)
