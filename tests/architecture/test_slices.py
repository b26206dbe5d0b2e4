import tomllib
from pathlib import Path

import grimp

from tests.architecture.tree import GROUND, PACKAGE, ROOT, TOP, name, slices, sources

DOORS = {"models", "selectors", "services", "policies", "rules", "http"}
# The tests of these folders are about more than one file.
WIDE = {"architecture", "builders", "journeys", "properties", "browser", "contract", "bench"}


def trespasses(graph: grimp.ImportGraph) -> list[str]:
    """Name every import that enters another slice elsewhere than through a door."""
    found = []
    for importer in sorted(graph.modules):
        home = importer.split(".")[1:2]
        if home in (["urls"], ["api"]):
            continue  # they put the slices' addresses together; that is their whole work
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            target = imported.split(".")[1:]
            if len(target) < 2 or target[:1] == home or target[0] in TOP | GROUND:
                continue
            if target[1] not in DOORS:
                found.append(f"{importer} -> {imported}")
    return found


def mirrored(test: Path) -> Path:
    """Give the source a test file is about: tests/units/test_selectors.py, units/selectors."""
    inside = test.relative_to(ROOT / "tests")
    base = ROOT / "scripts" if inside.parts[0] == "scripts" else PACKAGE
    parts = inside.parts[1:] if inside.parts[0] == "scripts" else inside.parts
    return base.joinpath(*parts).with_name(inside.stem.removeprefix("test_"))


class TestSlices:
    def test_enter_each_other_only_through_doors(self) -> None:
        assert trespasses(grimp.build_graph("binhyen", cache_dir=None)) == []

    def test_are_all_held_to_the_same_file_names(self) -> None:
        settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
        contracts = settings["tool"]["importlinter"]["contracts"]
        inside = next(one for one in contracts if one["name"].startswith("Inside a slice"))

        assert sorted(inside["containers"]) == [f"binhyen.{one}" for one in slices()]

    def test_say_what_they_are_and_what_they_refuse(self) -> None:
        silent = [
            one
            for one in slices()
            if not (PACKAGE / one / "__init__.py").read_text().startswith('"""')
        ]

        assert silent == []


class TestTests:
    def test_stand_where_their_source_stands(self) -> None:
        astray = []
        for test in sources("tests"):
            folder = test.relative_to(ROOT / "tests").parts[0]
            if not test.name.startswith("test_") or folder in WIDE:
                continue
            source = mirrored(test)
            if not source.with_suffix(".py").exists() and not source.is_dir():
                astray.append(f"{name(test)} has no {name(source)}")
        assert astray == []
