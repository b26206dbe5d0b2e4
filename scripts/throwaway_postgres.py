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


def binary(name: str) -> str | None:
    """Find the newest installed *name*; Debian keeps the servers' programs out of PATH."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4])
    )
    return str(found[-1]) if found else shutil.which(name)


@contextmanager
def throwaway_postgres() -> Iterator[str]:
    """Start a server, give its URL, and stop it by its own process id, whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="binhyen-pg-"))
    # PostgreSQL refuses to run as root; as root we hand it to the user Debian made for it.
    person: dict[str, Any] = {}
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER, OWNER)
        person = {"user": OWNER, "group": OWNER, "extra_groups": []}
    port = _free_port()
    server = None
    try:
        _initialise(folder, person)
        server = _start(folder, port, person)
        _wait(server, folder, port)
        _command("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", ROLE, "binhyen")
        yield f"postgresql://{ROLE}@127.0.0.1:{port}/binhyen"
    finally:
        if server is not None:
            _stop(server)
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


def _start(folder: Path, port: int, person: dict[str, Any]) -> "subprocess.Popen[bytes]":
    settings = [part for setting in QUICK for part in ("-c", setting)]
    program = binary("postgres") or "postgres"
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [program, "-D", str(folder / "data"), "-k", str(folder), "-h", "127.0.0.1",
             "-p", str(port), *settings],
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
