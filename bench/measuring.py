"""Clocks, medians, and the state of the machine beside every number."""

import os
import platform
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection

WARM = 2
RUNS = 7


def median_ms(ask: Callable[[], Any], runs: int = RUNS) -> tuple[float, Any]:
    """The median of warm runs in milliseconds, and the last answer."""
    for _ in range(WARM):
        answer = ask()
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        answer = ask()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), answer


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def load_average() -> str:
    return " / ".join(f"{value:.1f}" for value in os.getloadavg())


def machine() -> dict[str, str]:
    """What the numbers were measured on."""
    with open("/proc/meminfo", encoding="ascii") as file:
        memory = int(file.readline().split()[1]) // 1024**2
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
