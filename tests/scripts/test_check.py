from pathlib import Path

import pytest

from scripts.check import linear, sound


def package(root: Path, *names: str) -> Path:
    folder = root / "units" / "migrations"
    folder.mkdir(parents=True)
    for name in ("__init__", *names):
        (folder / f"{name}.py").touch()
    return root


class TestLinear:
    def test_accepts_one_named_chain(self, tmp_path: Path) -> None:
        assert linear(package(tmp_path, "0001_initial", "0002_append_only"))

    @pytest.mark.parametrize(
        "names",
        [
            ("0001_initial", "0002_weights", "0002_names"),
            ("0001_initial", "0003_weights"),
            ("0001_initial", "0002_auto_20260101_0900"),
        ],
    )
    def test_refuses_twins_gaps_and_nameless_ones(
        self, tmp_path: Path, names: tuple[str, ...]
    ) -> None:
        assert not linear(package(tmp_path, *names))


class TestSound:
    """Answers in the shape pip-audit gives them."""

    CLEAN = {"name": "django", "version": "5.2.19", "vulns": []}
    WEAK = {
        "name": "jinja2",
        "version": "2.10",
        "vulns": [{"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"], "aliases": []}],
    }
    UNKNOWN = {"name": "fontpkg-be-vietnam-pro", "skip_reason": "not found"}

    def test_fails_on_a_finding_and_names_it(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert not sound([self.CLEAN, self.WEAK])
        assert "jinja2 2.10: PYSEC-2019-217" in capsys.readouterr().out

    def test_says_what_it_could_not_judge(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert sound([self.CLEAN, self.UNKNOWN])
        assert "skipped: 1 of 2 packages" in capsys.readouterr().out

    def test_is_silent_when_all_is_well(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert sound([self.CLEAN])
        assert capsys.readouterr().out == ""
