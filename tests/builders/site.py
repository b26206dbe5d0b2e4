"""A whole site for tests: its own database on the tests' server, the demonstration, real workers.

Nothing of Django is shared with the test's process: what a test sees here, a person would see.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

import psycopg
from psycopg import sql

from tests.builders.images import as_file, as_template

ROOT = Path(__file__).resolve().parents[2]
UP_SECONDS = 60
SET_UP = """
import django
django.setup()
from django.core.management import call_command
call_command("build_assets", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
call_command("migrate", interactive=False, verbosity=0)
call_command("import_units", verbosity=0)
call_command("import_catalogue", verbosity=0)
call_command("import_regimes", verbosity=0)
call_command("demo", verbosity=0)
"""
CUT = "--- key ---"
API_KEYS = f"""
import django
django.setup()
from django.core.management import call_command
for username, may_write in {{wanted!r}}:
    print({CUT!r})
    call_command("apikey", username, *(["--write"] if may_write else []))
"""
COMMAND = "import sys; from binhyen.cli import main; sys.exit(main())"

_numbers = count(1)


def database_beside(folder: Path) -> str:
    """Give the address of a new database with the country: on the tests' PostgreSQL, or a file."""
    url = os.environ.get("BINHYEN_DATABASE_URL", "")
    if not url.startswith("postgres"):
        shutil.copy(as_file(), folder / "binhyen.sqlite3")
        return f"sqlite:///{folder / 'binhyen.sqlite3'}"
    return _made(url, f"site_{os.getpid()}_{next(_numbers)}", as_template(url))


def empty_database(folder: Path) -> str:
    """Give the address of a database without a table: on the tests' PostgreSQL, or a file."""
    url = os.environ.get("BINHYEN_DATABASE_URL", "")
    if not url.startswith("postgres"):
        return f"sqlite:///{folder / 'binhyen.sqlite3'}"
    return _made(url, f"site_{os.getpid()}_{next(_numbers)}", "template1")


def _made(url: str, name: str, template: str) -> str:
    """Make a database on the server of *url*, like the template."""
    making = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(making.format(sql.Identifier(name), sql.Identifier(template)))
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@dataclass
class Site:
    """One installation: a data folder, a database, and a server while it runs."""

    folder: Path
    database: str
    port: int = 0
    settings: dict[str, str] = field(default_factory=dict)
    server: "subprocess.Popen[bytes] | None" = None

    @classmethod
    def set_up(cls, folder: Path, *, leaf: str = "") -> "Site":
        """Make a site with the whole country and the demonstration in it; it does not run yet.

        Under settings of its own, *leaf*, it imports the country itself, at that leaf's time.
        """
        folder.mkdir(parents=True, exist_ok=True)
        database = empty_database(folder) if leaf else database_beside(folder)
        settings = dict.fromkeys(("BINHYEN_SETTINGS", "DJANGO_SETTINGS_MODULE"), leaf)
        site = cls(folder, database, settings=settings if leaf else {})
        site._python("-c", SET_UP)
        return site

    @classmethod
    def made_once(cls, shared: Path) -> "Site":
        """The one site of all processes that share this folder; who comes second waits for it."""
        folder, made = shared / "prepared", shared / "prepared.database"
        with (shared / "prepared.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                made.write_text(cls.set_up(folder).database)
        return cls(folder, made.read_text())

    def twin(self, folder: Path, **settings: str) -> "Site":
        """Copy the site while it does not run: the same data, another database."""
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self.folder / "static", folder / "static", dirs_exist_ok=True)
        shutil.copy(self.folder / "secret-key", folder)
        if self.database.startswith("sqlite"):
            shutil.copy(self.folder / "binhyen.sqlite3", folder)
            return Site(folder, f"sqlite:///{folder / 'binhyen.sqlite3'}", settings=settings)
        template = urlsplit(self.database).path[1:]
        name = f"site_{os.getpid()}_{next(_numbers)}"
        return Site(folder, _made(self.database, name, template), settings=settings)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "binhyen.settings.embedded",
            "BINHYEN_SETTINGS": "binhyen.settings.embedded",
            "BINHYEN_DATA_DIR": str(self.folder),
            "BINHYEN_DATABASE_URL": self.database,
            **self.settings,
        }

    def start(self) -> None:
        """Serve on a free port as `binhyen serve` does; returns when the door opens."""
        self.port = self.port or _free_port()
        with (self.folder / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-c", COMMAND, "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_open()

    def stop(self) -> None:
        """End the server as Ctrl-C would."""
        if self.server is not None and self.server.poll() is None:
            self.server.terminate()
            try:
                self.server.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill()
        self.server = None

    def kill(self) -> None:
        """End server and workers at once, in the middle of whatever they do."""
        if self.server is not None:
            os.killpg(self.server.pid, signal.SIGKILL)  # a group of its own, started above
            self.server.wait()
        self.server = None

    def run(self, *arguments: str) -> str:
        """Run a sub-command of `binhyen`; gives what it printed."""
        return self._python("-c", COMMAND, *arguments)

    def program(self, text: str) -> str:
        """Run a program within the site, as a command would; gives what it printed."""
        return self._python("-c", text)

    def api_key(self, username: str, *, write: bool = False) -> str:
        return self.api_keys((username, write))[0]

    def api_keys(self, *wanted: tuple[str, bool]) -> list[str]:
        """A key for each officer, with the right to write or without, all by one process."""
        said = self.program(API_KEYS.format(wanted=wanted))
        return [lines.strip().splitlines()[-1] for lines in said.split(CUT)[1:]]

    def log(self) -> str:
        return (self.folder / "server.log").read_text(errors="replace")

    def _python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{arguments[2:]}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def _wait_until_open(self) -> None:
        until = time.monotonic() + UP_SECONDS
        while time.monotonic() < until:
            if self.server is None or self.server.poll() is not None:
                raise AssertionError(f"The server ended:\n{self.log()}")
            try:
                with urlopen(f"{self.address}/dang-nhap/", timeout=5):  # noqa: S310 -- our own address
                    return
            except HTTPError:
                return
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)  # waiting for a process, not for a page
        raise AssertionError(f"The server did not open:\n{self.log()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
