"""The command `binhyen`: what a person types. Each sub-command is a management command below."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.urls import resolve
from gunicorn.app.base import BaseApplication

from binhyen.kernel.garbage import search_seldom

HOST = "127.0.0.1"
# Two workers for two cores; threads wait for the disk or for PostgreSQL, not for each other.
WORKERS = 2
THREADS = 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one sub-command; a refusal is one sentence on stderr and exit code 1."""
    chosen = _parser().parse_args(arguments)
    leaf = os.environ.get("BINHYEN_SETTINGS", "binhyen.settings.embedded")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", leaf)
    try:
        django.setup()
        search_seldom()
        chosen.run(chosen)
    except (CommandError, ImproperlyConfigured) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return getattr(refusal, "returncode", 1)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="binhyen", description="Bình Yên on the command line.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add(commands, "demo", "load the demonstration; safe to repeat", _demo)
    serve = _add(commands, "serve", "serve the application on this machine", _serve)
    serve.add_argument("--port", type=int, default=8000)
    key = _add(commands, "apikey", "make a key for the API; it is printed last, once", _apikey)
    key.add_argument("username")
    key.add_argument("--write", action="store_true", help="allow writing, not only reading")
    report = _add(commands, "report", "write one unit's report of a period into a file", _report)
    report.add_argument("--unit", required=True, help="the unit's uid, such as D453b")
    report.add_argument("--period", required=True, help="2016, 2016-H1, 2016-Q3, 2016-M07")
    report.add_argument("--regime", default="", help="its code; the movement's unless said")
    report.add_argument("--out", required=True, help="a .docx, .pdf or .xlsx file")
    backup = _add(commands, "backup", "write everything into one encrypted file", _backup)
    backup.add_argument("file")
    restore = _add(commands, "restore", "put a backup into an empty database", _restore)
    restore.add_argument("file")
    restore.add_argument("--replace", action="store_true", help="in the place of what is there")
    restore.add_argument("--check", action="store_true", help="only read and check the file")
    ledger = commands.add_parser("ledger", help="check the ledger, rebuild or arrange its balances")
    tasks = ledger.add_subparsers(required=True, metavar="TASK")
    _add(tasks, "check", "verify every invariant; exit code 1 when one is broken", _ledger_check)
    _add(tasks, "rebuild", "derive all balances from the lines again", _ledger_rebuild)
    _add(tasks, "arrange", "lay the balances on disk in the order they are read", _ledger_arrange)
    return parser


def _add(
    commands: Any, name: str, explanation: str, run: Callable[[argparse.Namespace], None]
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=explanation)
    parser.set_defaults(run=run)
    return parser


def _demo(_: argparse.Namespace) -> None:
    call_command("demo")


def _apikey(chosen: argparse.Namespace) -> None:
    call_command("apikey", chosen.username, write=chosen.write)


def _report(chosen: argparse.Namespace) -> None:
    call_command(
        "report",
        unit=chosen.unit,
        period=chosen.period,
        regime=chosen.regime,
        out=Path(chosen.out),
    )


def _backup(chosen: argparse.Namespace) -> None:
    call_command("backup", chosen.file)


def _restore(chosen: argparse.Namespace) -> None:
    call_command("restore", chosen.file, replace=chosen.replace, check=chosen.check)


def _ledger_check(_: argparse.Namespace) -> None:
    call_command("ledger_check")


def _ledger_rebuild(_: argparse.Namespace) -> None:
    call_command("ledger_rebuild")


def _ledger_arrange(_: argparse.Namespace) -> None:
    call_command("ledger_arrange")


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn, told by us instead of by a file."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Once, addresses and pages too: the workers are forked from it and begin at once."""
        from binhyen.wsgi import application  # noqa: PLC0415 -- Django is set up first

        resolve("/")
        search_seldom()
        return application


def _count_over_workers(port: int) -> None:
    """Give the workers a folder for their counts; before any of them is read for the first time."""
    folder: Path = settings.DATA_DIR / f"metrics-{port}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _forget_worker(_server: Any, worker: Any) -> None:
    # the library looks for the folder when it is read for the first time
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def _serve(chosen: argparse.Namespace) -> None:
    _count_over_workers(chosen.port)
    sys.stdout.write(f"Bình Yên: http://{HOST}:{chosen.port}/\n")
    if settings.DEMONSTRATION_ALLOWED and "demo" in get_commands():
        call_command("demo", sign_ins=True)
    sys.stdout.write("Ctrl-C ends it.\n")
    sys.stdout.flush()
    # No connection may be carried over into the workers that are forked next; closing one of
    # PostgreSQL's only hands it back to its pool, which two workers would then share.
    for connection in connections.all(initialized_only=True):
        connection.close()
        if isinstance(connection, PostgreSQL):
            connection.close_pool()  # type: ignore[attr-defined]  # the stubs lack it
    Server(
        {
            "bind": f"{HOST}:{chosen.port}",
            "workers": WORKERS,
            "threads": THREADS,
            "preload_app": True,
            "worker_class": "gthread",
            "timeout": 60,
            "graceful_timeout": 10,
            "max_requests": 20_000,
            "max_requests_jitter": 2_000,
            "loglevel": "warning",
            "proc_name": "binhyen",
            "logconfig_dict": settings.LOGGING,
            "child_exit": _forget_worker,
        }
    ).run()
