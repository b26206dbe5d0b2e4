"""The files of a large batch by as many processes as there are cores, each with its share.

A process that ends early leaves its files to whoever closes the archive. One whose batch went to
another worker, because its own was killed, stops at its next file.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from uuid import UUID

LOOK_AGAIN_SECONDS = 2.0
FEWEST_EACH = 20


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worth(files: int, processes: int) -> int:
    """How many processes so many files are worth: each needs a second or two to begin."""
    return max(1, min(processes, files // FEWEST_EACH))


def run_parts(batch: UUID, worker: str, count: int, *, alive: Callable[[], bool]) -> bool:
    """Wait for *count* processes; False, and none of them left, where *alive* says it is over."""
    parts = [_part(batch, worker, place, count) for place in range(count)]
    try:
        for part in parts:
            while True:
                try:
                    part.wait(LOOK_AGAIN_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    if not alive():
                        return False
    finally:
        for part in parts:
            if part.poll() is None:
                part.terminate()
                part.wait()
    return True


def _part(batch: UUID, worker: str, place: int, count: int) -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-m", "django", "batch_part", str(batch),
        "--worker", worker, "--place", str(place), "--of", str(count),
    ]  # fmt: skip
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 -- our own program
