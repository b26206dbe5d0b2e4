import pytest
from django.core.exceptions import ImproperlyConfigured

from binhyen.settings import environment


class TestText:
    def test_asks_for_what_has_no_default(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("BINHYEN_SECRET_KEY", raising=False)

        with pytest.raises(ImproperlyConfigured, match="Set BINHYEN_SECRET_KEY"):
            environment.text("SECRET_KEY")


class TestFlag:
    @pytest.mark.parametrize(("written", "meant"), [("true", True), ("0", False), ("FALSE", False)])
    def test_reads_what_people_write(
        self, monkeypatch: pytest.MonkeyPatch, written: str, *, meant: bool
    ) -> None:
        monkeypatch.setenv("BINHYEN_DEBUG", written)

        assert environment.flag("DEBUG", default=not meant) is meant

    def test_refuses_what_it_does_not_know(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("BINHYEN_DEBUG", "có")

        with pytest.raises(ImproperlyConfigured, match="BINHYEN_DEBUG"):
            environment.flag("DEBUG", default=False)


class TestDatabase:
    @pytest.mark.parametrize(
        ("url", "file"),
        [
            ("sqlite:////var/lib/binhyen/db.sqlite3", "/var/lib/binhyen/db.sqlite3"),
            ("sqlite:///db.sqlite3", "db.sqlite3"),
            ("sqlite:///:memory:", ":memory:"),
        ],
    )
    def test_names_the_sqlite_file(self, url: str, file: str) -> None:
        assert environment.database(url)["NAME"] == file

    def test_begins_sqlite_transactions_as_writers(self) -> None:
        options = environment.database("sqlite:///db.sqlite3")["OPTIONS"]

        assert options["transaction_mode"] == "IMMEDIATE"

    def test_takes_a_postgresql_address_apart(self) -> None:
        read = environment.database("postgresql://clerk:p%40ss@10.0.0.7:6543/phongtrao")

        assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"], read["NAME"]) == (
            "clerk",
            "p@ss",
            "10.0.0.7",
            "6543",
            "phongtrao",
        )

    def test_refuses_another_kind(self) -> None:
        with pytest.raises(ImproperlyConfigured, match="mysql"):
            environment.database("mysql://localhost/phongtrao")
