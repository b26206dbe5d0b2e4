from typing import Any

import pytest
from django.db import connection
from django.test import Client

from binhyen.upkeep.http import probes

TOKEN = "t" * 24


def ask(path: str, token: str = TOKEN) -> Any:
    return Client().get(path, headers={"Authorization": f"Bearer {token}", "Host": "10.0.0.7"})


@pytest.fixture(autouse=True)
def _token(settings: Any) -> None:
    settings.PROBE_TOKEN = TOKEN
    settings.ALLOWED_HOSTS = ["binhyen.example.vn"]
    settings.SECURE_SSL_REDIRECT = True


class TestAlive:
    def test_answers_anybody_by_any_name_without_a_database(self) -> None:
        answer = ask("/healthz", token="")

        assert (answer.status_code, answer.content) == (200, b"ok\n")
        assert answer["Cache-Control"] == "no-store"


class TestToken:
    @pytest.mark.parametrize("path", ["/readyz", "/metrics"])
    def test_is_needed_for_what_tells_more(self, path: str, settings: Any) -> None:
        assert ask(path, token="").status_code == 404
        assert ask(path, token="another").status_code == 404
        settings.PROBE_TOKEN = ""
        assert ask(path, token="").status_code == 404


@pytest.mark.django_db
class TestReady:
    def test_when_database_tables_and_disk_are_there(self, settings: Any, tmp_path: Any) -> None:
        settings.MEDIA_ROOT = tmp_path / "attachments"

        answer = ask("/readyz")

        assert answer.status_code == 200
        assert answer.json() == {"database": True, "migrations": True, "disk": True}

    def test_not_while_a_migration_is_lacking(self, settings: Any, tmp_path: Any) -> None:
        settings.MEDIA_ROOT = tmp_path
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'ledger'")

        answer = ask("/readyz")

        assert answer.status_code == 503
        assert answer.json() == {"database": True, "migrations": False, "disk": True}

    def test_not_on_a_full_disk(self, settings: Any, tmp_path: Any, monkeypatch: Any) -> None:
        settings.MEDIA_ROOT = tmp_path
        monkeypatch.setattr(probes, "LEAST_FREE", 10**18)

        assert ask("/readyz").json()["disk"] is False


@pytest.mark.django_db
class TestCounted:
    def test_tells_requests_by_route_and_no_address(self, settings: Any) -> None:
        settings.ALLOWED_HOSTS = ["*"]
        settings.SECURE_SSL_REDIRECT = False
        Client().get("/dang-nhap/?q=Nguyen")
        Client().get("/Nguyen-Van-An/")

        text = ask("/metrics").content.decode()

        assert 'binhyen_requests_total{method="GET",route="account_login",status="200"}' in text
        assert 'route="none",status="404"' in text
        assert "binhyen_request_seconds_bucket" in text
        assert "Nguyen" not in text
