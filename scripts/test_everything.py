"""`make test`: every test, browser included, on SQLite and then on a PostgreSQL of its own.

The second pass leaves out what asks no database, such as rules and the printed page, and says
how many these were; `--only postgresql` runs them too.
Further arguments go to pytest: `make test ARGS="tests/ledger -k merge"`.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts.environment import FONT, PYTHON, ROOT, ensure_environment, lacks_font, run, say
from scripts.throwaway_postgres import binary, end_cleanly_on_termination, throwaway_postgres

PROGRAMS = {
    "chromium-headless-shell": "chromium-headless-shell",
    "pdftoppm": "poppler-utils",
    "soffice": "libreoffice-writer-nogui",
}
# Hundreds of processes begin in a run; without it each would compile a thousand files again.
BYTECODE = ROOT / ".pytest_cache" / "bytecode"
# Tests that may not run beside each other share a mark: pytest.mark.xdist_group("writers").
# Three share two cores: while one waits for a browser or a server to begin, two others work.
OPTIONS = ("-n", "3", "--dist", "loadgroup", "--timeout", "300", "--durations", "8")


def missing_packages() -> list[str]:
    missing = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if binary("initdb") is None:
        missing.append("postgresql")
    if lacks_font():
        missing.append(FONT)
    return missing


def ensure_packages() -> None:
    """Install what Debian has and this machine lacks, or say in one sentence what to install."""
    missing = missing_packages()
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"- Debian's {', '.join(missing)}")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
            check=False, env=quiet, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        missing = missing_packages()
    if shutil.which("chromium"):  # serves as well, only slower
        missing = [package for package in missing if package != "chromium-headless-shell"]
    if missing:
        sys.exit(f"The tests need Debian's packages: apt-get install {' '.join(missing)}")


def pytest(name: str, database_url: str, arguments: list[str]) -> int:
    """One whole run against one database, in a data folder of its own; pytest's exit code."""
    began = time.monotonic()
    say(f"\n== {name} ==")
    with tempfile.TemporaryDirectory(prefix="binhyen-test-") as folder:
        (Path(folder) / "static").mkdir()
        environment = {
            **os.environ,
            "PYTHONPYCACHEPREFIX": str(BYTECODE),
            "BINHYEN_DATA_DIR": folder,
            "BINHYEN_DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "binhyen.settings.test",
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        done = subprocess.run(
            [str(PYTHON), "-m", "pytest", *OPTIONS, *arguments],
            cwd=ROOT, env=environment, check=False,
        )  # fmt: skip
    say(f"{name}: {time.monotonic() - began:.0f} s, exit code {done.returncode}")
    return done.returncode


def on_postgresql(arguments: list[str]) -> int:
    with throwaway_postgres() as url:
        return pytest("PostgreSQL", url, arguments)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    chosen, arguments = parser.parse_known_args()
    end_cleanly_on_termination()
    ensure_packages()
    ensure_environment("dev")
    run(PYTHON, "manage.py", "build_assets", env={"BINHYEN_SETTINGS": "binhyen.settings.test"})
    results = []
    if chosen.only != "postgresql":
        results.append(pytest("SQLite", "sqlite:///:memory:", arguments))
    if chosen.only is None:
        arguments = [*arguments, "--only-what-asks-the-database"]
    if chosen.only != "sqlite":
        results.append(on_postgresql(arguments))
    return max(results)


if __name__ == "__main__":
    sys.exit(main())
