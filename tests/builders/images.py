"""The whole country, imported once and copied: a file for SQLite, a template for PostgreSQL.

Whoever needs it first makes it, the others wait; it serves until a line of the program or the
day changes, because what every unit owes is counted from today.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.utils import timezone
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
KEPT_IN = ROOT / ".pytest_cache" / "country"
READ = ("src/binhyen/**/*.py", "data/*", "requirements/base.txt", "tests/builders/images.py")
OLD_SECONDS = 2 * 3600
PREFIX = "country_"
IMPORTED_AT = datetime(2026, 1, 2, 1, 0, tzinfo=UTC)
MADE_BY = """
import django
django.setup()
from datetime import datetime
from django.conf import settings
from django.core.management import call_command
from binhyen.units.services.importing import import_units
call_command("migrate", interactive=False, verbosity=0)
import_units(folder=settings.REFERENCE_DATA, at=datetime.fromisoformat("{at}"))
call_command("import_catalogue", verbosity=0)
call_command("import_regimes", verbosity=0)
"""


def as_file() -> Path:
    """A SQLite database with the country in it; copy it, and leave it as it is."""
    name = f"{PREFIX}{_fingerprint()}"
    file = KEPT_IN / f"{name}.sqlite3"
    with _alone():
        if not file.exists():
            _forget_old_files()
            making = KEPT_IN / f"{name}.making"
            making.unlink(missing_ok=True)
            _make(f"sqlite:///{making}")
            with sqlite3.connect(making) as whole:
                whole.execute("PRAGMA journal_mode = DELETE")
            whole.close()
            making.rename(file)
    return file


def as_template(url: str) -> str:
    """The name of a database with the country in it, on the server of *url*, to be copied."""
    name = f"{PREFIX}{_fingerprint()}"
    with _alone(), psycopg.connect(url, autocommit=True) as server:
        if name not in _templates(server):
            making = f"{name}_making"
            for old in _templates(server):
                _try_to_drop(server, old)
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(making)))
            address = urlunsplit(urlsplit(url)._replace(path=f"/{making}"))
            _make(address)
            with psycopg.connect(address, autocommit=True) as whole:
                whole.execute("ANALYZE")  # as a server does by itself within a minute
            renaming = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            server.execute(renaming.format(sql.Identifier(making), sql.Identifier(name)))
    return name


def copy_into(connection: "sqlite3.Connection") -> None:
    """Fill an empty SQLite database with the country."""
    image = sqlite3.connect(as_file())
    image.backup(connection)
    image.close()


def _make(url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MADE_BY.format(at=IMPORTED_AT.isoformat())],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "binhyen.settings.test",
            "BINHYEN_DATABASE_URL": url,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@cache
def _fingerprint() -> str:
    digest = hashlib.sha256(f"{timezone.localdate()} {sys.version_info}".encode())
    for pattern in READ:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(str(file.relative_to(ROOT)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time, of all that test in this clone."""
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    with (KEPT_IN / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _forget_old_files() -> None:
    for file in KEPT_IN.glob(f"{PREFIX}*"):
        if time.time() - file.stat().st_mtime > OLD_SECONDS:
            file.unlink(missing_ok=True)


def _templates(server: "psycopg.Connection[tuple[str]]") -> list[str]:
    rows = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
    return [name for (name,) in rows]


def _try_to_drop(server: "psycopg.Connection[tuple[str]]", name: str) -> None:
    """One that somebody is copying just now stays."""
    try:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    except psycopg.errors.ObjectInUse:
        return
