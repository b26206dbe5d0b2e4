"""`make check`: everything that can be judged without running the program. Runs it all, then tells.

Never fails because a machine is offline: what needs the network says that it was skipped.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts.environment import PYTHON, ROOT, VENV, say

TOOLS = VENV / "bin"
ADVISORY_SECONDS = 90


def tool(name: str, *arguments: str) -> Callable[[], bool]:
    def judge() -> bool:
        return (
            subprocess.run([str(TOOLS / name), *arguments], cwd=ROOT, check=False).returncode == 0
        )

    return judge


def templates() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "src/*.html"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


def template_lint() -> bool:
    found = templates()
    return not found or tool("djlint", "--lint", "--quiet", *found)()


def template_format() -> bool:
    found = templates()
    return not found or tool("djade", "--check", "--target-version", "5.2", *found)()


def migrations() -> bool:
    """Models and migrations agree, and every slice's migrations are one named chain."""
    agree = tool("python", "manage.py", "makemigrations", "--check", "--dry-run")()
    return linear(ROOT / "src" / "binhyen") and agree


def linear(package: Path) -> bool:
    """Judge by the files' names: 0001_, 0002_ … without gap or twin, none called auto."""
    sound = True
    for folder in sorted(package.glob("*/migrations")):
        names = sorted(path.stem for path in folder.glob("[0-9]*.py"))
        numbers = [int(name.partition("_")[0]) for name in names]
        if numbers != list(range(1, len(names) + 1)):
            say(f"{folder.parent.name}: migrations are not one chain: {', '.join(names)}")
            sound = False
        if unnamed := [name for name in names if "_auto" in name]:
            say(f"{folder.parent.name}: give these a name: {', '.join(unnamed)}")
            sound = False
    return sound


def known_weaknesses() -> bool:
    """Ask the advisory service about every locked package; skip when nobody answers."""
    command = [str(PYTHON), "-m", "pip_audit", "--require-hashes", "--disable-pip", "--format=json",
               "--progress-spinner=off", "--timeout=10", "-r", "requirements/base.txt"]  # fmt: skip
    try:
        asked = subprocess.run(
            command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=ADVISORY_SECONDS
        )
        answer = json.loads(asked.stdout)
    except subprocess.TimeoutExpired:
        say("skipped: no advisory service answers")
        return True
    except json.JSONDecodeError:
        why = (asked.stderr.strip().splitlines() or [""])[-1]
        say(f"skipped: no advisory service answers ({why})")
        return True
    return sound(answer["dependencies"])


def sound(packages: list[dict[str, Any]]) -> bool:
    """Judge what the service answered: every known weakness fails, and is named."""
    audited = [package for package in packages if "skip_reason" not in package]
    if unknown := len(packages) - len(audited):
        say(f"skipped: {unknown} of {len(packages)} packages the advisory service does not know")
    weak = [package for package in audited if package["vulns"]]
    for package in weak:
        known = ", ".join(weakness["id"] for weakness in package["vulns"])
        say(f"{package['name']} {package['version']}: {known}")
    return not weak


CHECKS: dict[str, Callable[[], bool]] = {
    "format": tool("ruff", "format", "--check", "--quiet", "--output-format=concise", "."),
    "lint": tool("ruff", "check", "--quiet", "."),
    "types": tool("mypy"),
    "import contracts": tool("lint-imports", "--no-cache", "--no-logo"),
    "template lint": template_lint,
    "template format": template_format,
    "migrations": migrations,
    "known weaknesses of packages": known_weaknesses,
}


def main() -> int:
    failed = []
    for name, judge in CHECKS.items():
        began = time.monotonic()
        say(f"-- {name}")
        if not judge():
            failed.append(name)
        say(f"   {'FAILED' if name in failed else 'ok'}, {time.monotonic() - began:.1f} s")
    say(f"make check: {'failed: ' + ', '.join(failed) if failed else 'all clean'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
