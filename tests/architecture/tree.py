"""What the architecture tests look at: the tracked tree, the slices, the parsed sources."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "binhyen"
# Not slices: where all the slices meet, and what stands below them.
TOP = {"urls", "settings", "asgi", "wsgi", "api", "cli", "demonstration"}
GROUND = {"kernel", "locale"}


@cache
def tracked() -> list[Path]:
    """Give every file git knows or would add, so that a new file is judged before its commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    names = sorted({name for name in listed.stdout.split("\0") if name})
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def slices() -> list[str]:
    folders = {path.parent.name for path in PACKAGE.glob("*/apps.py")}
    return sorted(folders - TOP - GROUND)


def sources(*folders: str) -> Iterator[Path]:
    """Python files below *folders* of the clone, migrations left out."""
    for path in tracked():
        parts = path.relative_to(ROOT).parts
        if path.suffix == ".py" and parts[0] in folders and "migrations" not in parts:
            yield path


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
