"""A PostgreSQL of one's own: new, empty, on a free port of 127.0.0.1, gone afterwards.

For tests as a context manager; for developers `python -m scripts.throwaway_postgres`, which
prints the address and waits. Nothing in it survives, so it does not wait for the disk.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

OWNER = "postgres"
ROLE = "binhyen"
START_SECONDS = 30
STOP_SECONDS = 20
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=120",
         "shared_buffers=256MB", "jit=off", "log_min_messages=fatal")  # fmt: skip
# Waits for the disk as a real server does: for measures of writing.
DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_connections=120",
           "shared_buffers=3GB", "effective_cache_size=8GB", "max_wal_size=16GB",
           "checkpoint_timeout=30min", "jit=off", "log_min_messages=fatal")  # fmt: skip


def binary(name: str) -> str | None:
    """Find the newest installed *name*; Debian keeps the servers' programs out of PATH."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4])
    )
    return str(found[-1]) if found else shutil.which(name)


@contextmanager
def throwaway_postgres(
    settings: tuple[str, ...] = QUICK, kept_in: Path | None = None
) -> Iterator[str]:
    """Start a server, give its URL, and stop it by its own process id, whatever happens.

    *kept_in*: a folder that outlives the server; one that holds a database is opened again.
    """
    folder = kept_in or Path(tempfile.mkdtemp(prefix="binhyen-pg-"))
    folder.mkdir(parents=True, exist_ok=True)
    is_new = not (folder / "data").exists()
    # PostgreSQL refuses to run as root; as root we hand it to the user Debian made for it.
    person: dict[str, Any] = {}
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER, OWNER)
        person = {"user": OWNER, "group": OWNER, "extra_groups": []}
    port = _free_port()
    server = None
    try:
        if is_new:
            _initialise(folder, person)
        server = _start(folder, port, person, settings)
        _wait(server, folder, port)
        if is_new:
            _command("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", ROLE, "binhyen")
        yield f"postgresql://{ROLE}@127.0.0.1:{port}/binhyen"
    finally:
        if server is not None:
            _stop(server)
        if kept_in is None:
            shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _command(name: str, *arguments: str, **options: Any) -> None:
    program = binary(name)
    if program is None:
        raise FileNotFoundError(f"{name} not found: install Debian's package postgresql.")
    subprocess.run([program, *arguments], check=True, stdout=subprocess.DEVNULL, **options)


def _initialise(folder: Path, person: dict[str, Any]) -> None:
    _command(
        "initdb", "-D", str(folder / "data"), "-U", ROLE, "-A", "trust", "--no-sync",
        "-E", "UTF8", "--locale=C.UTF-8", cwd=folder, **person,
    )  # fmt: skip


def _start(
    folder: Path, port: int, person: dict[str, Any], settings: tuple[str, ...]
) -> "subprocess.Popen[bytes]":
    arguments = [part for setting in settings for part in ("-c", setting)]
    program = binary("postgres") or "postgres"
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [program, "-D", str(folder / "data"), "-k", str(folder), "-h", "127.0.0.1",
             "-p", str(port), *arguments],
            cwd=folder, stdout=log, stderr=log, **person,
        )  # fmt: skip


def _wait(server: "subprocess.Popen[bytes]", folder: Path, port: int) -> None:
    ready = [binary("pg_isready") or "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    until = time.monotonic() + START_SECONDS
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
        time.sleep(0.1)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
    try:
        server.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=STOP_SECONDS)


def end_cleanly_on_termination() -> None:
    """Turn SIGTERM into an ordinary exit, so that the server is stopped then too."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


if __name__ == "__main__":
    end_cleanly_on_termination()
    with throwaway_postgres() as url:
        print(f"export BINHYEN_DATABASE_URL={url}\nCtrl-C ends it.", flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            print("Ended.")
