"""`make bench`: measure on SQLite (one year) and on PostgreSQL (ten), write docs/benchmarks.md.

`--small` is a smoke test: a thousandth of the country on SQLite, nothing written to docs.
Scratch goes to BINHYEN_BENCH_DIR, which is kept, or to a temporary folder, which is not. In a
kept one the years stand already; the year alone has a database of its own, asked in every run.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.databases import begin_as_copy, beside
from bench.report import ALONE, write_report
from scripts.environment import PYTHON, ROOT
from scripts.throwaway_postgres import DURABLE, end_cleanly_on_termination, throwaway_postgres

SMALL_SHARE = 0.001


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a smoke test of under a minute")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--years", type=int, default=10, help="on PostgreSQL")
    chosen = parser.parse_args()
    end_cleanly_on_termination()
    with scratch() as folder:
        if chosen.small:
            small(folder)
            return
        results = folder / "results"
        results.mkdir(exist_ok=True)
        if chosen.only != "postgresql":
            print("SQLite, one year", flush=True)
            measure(folder, sqlite(folder), results / "sqlite.json", "--rebuild")
        if chosen.only != "sqlite":
            on_postgresql(folder, results, chosen.years)
        write_report(results, ROOT / "docs" / "benchmarks.md")


@contextmanager
def scratch() -> Iterator[Path]:
    kept = os.environ.get("BINHYEN_BENCH_DIR")
    if kept:
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory(prefix="binhyen-bench-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL's own user walks through it
        yield Path(folder)


def on_postgresql(folder: Path, results: Path, years: int) -> None:
    """The year alone, in a database that stays so, then as the last of all years."""
    with throwaway_postgres(DURABLE, folder / "postgres") as url:
        print("PostgreSQL, one year", flush=True)
        alone = beside(url, "one_year")
        measure(folder, alone, results / ALONE, "--only-questions")
        begin_as_copy(url, alone)
        print(f"PostgreSQL, {years} years", flush=True)
        measure(folder, url, results / "postgresql.json", "--archive", "--years", str(years))


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'bench.sqlite3'}"


def small(folder: Path) -> None:
    share = (
        "--share",
        str(SMALL_SHARE),
        "--writes",
        "5",
        "--asked",
        "2",
        "--runs",
        "1",
        "--rebuild",
    )
    found = measure(folder, sqlite(folder), folder / "small.json", *share)
    print(f"{len(found['one year'])} questions answered alike, {len(found['pages'])} pages")


def measure(folder: Path, url: str, results: Path, *arguments: str) -> dict[str, Any]:
    """Run one database's measures in a process of its own; its failure ends everything."""
    environment = {
        **os.environ,
        "BINHYEN_DATABASE_URL": url,
        "BINHYEN_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "binhyen.settings.test",
    }
    done = subprocess.run(
        [str(PYTHON), "-m", "bench.one", "--results", str(results), *arguments],
        cwd=ROOT,
        env=environment,
        check=False,
    )
    if done.returncode:
        sys.exit(done.returncode)
    found: dict[str, Any] = json.loads(results.read_text())
    return found


if __name__ == "__main__":
    main()
