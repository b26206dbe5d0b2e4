from pathlib import Path

import pytest

from scripts.check import linear


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
