"""Clocks, medians, and the state of the machine beside every number."""

import os
import platform
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection

WARM = 2


class Timed(NamedTuple):
    """Median of the wall clock and mean of the processor's time (client and server), in ms."""

    wall_ms: float
    cpu_ms: float
    answer: Any


def timed(ask: Callable[[], Any], runs: int) -> Timed:
    """Ask several times, warm. On a busy machine the wall clock counts the others' work too."""
    for _ in range(WARM if runs > 1 else 1):
        answer = ask()
    server = server_process()
    taken = []
    cpu = time.process_time() + server_seconds(server)
    for _ in range(runs):
        began = time.perf_counter()
        answer = ask()
        taken.append((time.perf_counter() - began) * 1000)
    cpu = time.process_time() + server_seconds(server) - cpu
    return Timed(statistics.median(taken), cpu * 1000 / runs, answer)


def server_process() -> int | None:
    """The process of PostgreSQL that serves this connection, where it is on this machine."""
    if connection.vendor == "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def server_seconds(process: int | None) -> float:
    if process is None:
        return 0.0
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def load_average() -> str:
    return " / ".join(f"{value:.1f}" for value in os.getloadavg())


def machine() -> dict[str, str]:
    """What the numbers were measured on."""
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 1024**2
    return {
        "cores": str(os.cpu_count()),
        "memory": f"{memory} GB",
        "system": platform.platform(),
        "python": platform.python_version(),
        "commit": subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
        ).stdout.strip(),
    }


def database_version() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
