from pathlib import Path

import pytest

from scripts import environment


class TestOnce:
    def test_does_nothing_while_the_mark_stands(self, tmp_path: Path) -> None:
        done: list[str] = []
        stamp = tmp_path / "stamps" / "tables"

        environment.once(stamp, "a", "the tables", lambda: done.append("first"))
        environment.once(stamp, "a", "the tables", lambda: done.append("again"))
        environment.once(stamp, "b", "the tables", lambda: done.append("changed"))

        assert done == ["first", "changed"]

    def test_leaves_no_mark_when_the_step_failed(self, tmp_path: Path) -> None:
        stamp = tmp_path / "tables"

        def fail() -> None:
            raise ConnectionError

        with pytest.raises(ConnectionError):
            environment.once(stamp, "a", "the tables", fail)

        assert not stamp.exists()


class TestFingerprint:
    def test_follows_content_and_not_time(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(environment, "ROOT", tmp_path)
        file = tmp_path / "units.csv"
        file.write_text("uid\n")
        before = environment.fingerprint([tmp_path])
        file.touch()
        touched = environment.fingerprint([tmp_path])
        file.write_text("uid\nVN\n")

        assert touched == before
        assert environment.fingerprint([tmp_path]) != before
