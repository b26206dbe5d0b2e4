"""A sealed file back into a database: checked to the last byte, whole or not at all.

PostgreSQL does it in one transaction. SQLite fills a file of its own, then takes it over page by
page in one transaction. Either way who looks sees the old database or the new one.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from binhyen.upkeep.queries.loading import drop_every_table, hold_to_constraints, load
from binhyen.upkeep.queries.sight import give_next
from binhyen.upkeep.rules.lines import (
    FORMAT,
    Attachment,
    BrokenBackupError,
    Reader,
    Summary,
    Table,
    unpacked,
)
from binhyen.upkeep.rules.sealing import unsealed
from binhyen.upkeep.selectors.content import Say, key_mark, tables


class RestoreRefusedError(Exception):
    """A sentence about why nothing was changed."""


@dataclass(frozen=True)
class Restored:
    summary: Summary
    migrated: bool
    other_key: bool


def read_through(*, path: Path, passphrase: str, say: Say) -> Summary:
    """Read a backup to its end, comparing every count and checksum; touches no database."""
    with path.open("rb") as file:
        reader = _opened(file, passphrase)
        for part in reader.parts():
            if isinstance(part, Table):
                say(f"{part.name}: {sum(1 for _ in part.rows)}")
            else:
                for _ in part.pieces:
                    pass
        return _whole(reader)


def restore(*, path: Path, passphrase: str, replace: bool, say: Say) -> Restored:
    with path.open("rb") as file:
        reader = _opened(file, passphrase)
        _refuse_newer(reader.header)
        if not replace:
            _refuse_to_overwrite()
        staged = _Files()
        try:
            with _new_database():
                if replace:
                    drop_every_table()
                registry = _build(reader.header)
                _fill(reader, registry, staged, say)
                summary = _whole(reader)
                migrated = _bring_up_to_date(say)
            staged.put_in_place()
        finally:
            staged.discard()
    return Restored(summary, migrated, reader.header["secret_key"] != key_mark())


def _opened(file: BinaryIO, passphrase: str) -> Reader:
    reader = Reader(unpacked(unsealed(file, passphrase)))
    if reader.header["format"] > FORMAT:
        raise RestoreRefusedError("This backup was made by a newer version of the program.")
    return reader


def _whole(reader: Reader) -> Summary:
    if reader.summary is None:
        raise BrokenBackupError("The backup ends in the middle.")
    return reader.summary


def _refuse_newer(header: dict[str, Any]) -> None:
    known = MigrationLoader(None).graph.nodes.keys()
    newer = [f"{app}.{name}" for app, name in header["migrations"] if (app, name) not in known]
    if newer:
        raise RestoreRefusedError(
            f"This backup is of version {header['version']}, newer than the program "
            f"({newer[0]} is not known here). Upgrade the program first. Nothing was changed."
        )


def _refuse_to_overwrite() -> None:
    if found := len(connection.introspection.table_names()):
        raise RestoreRefusedError(
            f"The database is not empty ({found} tables). Nothing was changed. "
            "Say --replace to put the backup in the place of all of it."
        )


@contextmanager
def _new_database() -> Iterator[None]:
    """What is written inside stands afterwards as one change, or not at all."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            yield
        return
    own = Path(settings.DATABASES["default"]["NAME"])
    unfinished = own.with_name(f".{own.name}.restoring")
    _remove_sqlite(unfinished)
    try:
        connection.close()
        connection.settings_dict["NAME"] = str(unfinished)
        yield
        connection.close()
        _take_over(unfinished, own)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(own)
        _remove_sqlite(unfinished)


def _take_over(new: Path, own: Path) -> None:
    """All pages in one transaction of SQLite's own, so that a server that reads is not misled."""
    with closing(sqlite3.connect(new)) as source, closing(sqlite3.connect(own)) as target:
        target.execute("PRAGMA synchronous=FULL")
        source.backup(target)


def _remove_sqlite(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _build(header: dict[str, Any]) -> Apps:
    """Lay the tables as they were when the backup was made; gives their models of then."""
    executor = MigrationExecutor(connection)
    applied = {(app, name) for app, name in header["migrations"]}
    graph = executor.loader.graph
    leaves = [
        key for key in sorted(applied)
        if not any(child.key in applied and child.key[0] == key[0]
                   for child in graph.node_map[key].children)
    ]  # fmt: skip
    state = executor.migrate(leaves)
    return state.apps


def _fill(reader: Reader, registry: Apps, staged: "_Files", say: Say) -> None:
    models = {model._meta.db_table: model for model in tables(registry)}
    with transaction.atomic():
        for part in reader.parts():
            if isinstance(part, Attachment):
                staged.keep(part)
                continue
            if part.name not in models:
                raise BrokenBackupError(f"The backup has a table {part.name} nobody knows.")
            say(f"{part.name}: {load(models.pop(part.name), part.columns, part.rows)}")
        if models:
            raise BrokenBackupError(f"The backup lacks the tables {', '.join(sorted(models))}.")
        hold_to_constraints()
        for table, number in (reader.next or {}).items():
            give_next(table, number)


def _bring_up_to_date(say: Say) -> bool:
    """Carry an older backup into the tables of today."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"bringing the tables up to date: {len(plan)} migrations")
    call_command("migrate", interactive=False, verbosity=0)
    if connection.vendor == "postgresql":
        hold_to_constraints()
    return bool(plan)


class _Files:
    """Attachments, complete beside their place before they take it."""

    def __init__(self) -> None:
        self._place = Path(settings.MEDIA_ROOT)
        self._staged = self._place.with_name(f".{self._place.name}.restoring")
        self._before = self._place.with_name(f".{self._place.name}.before")
        shutil.rmtree(self._staged, ignore_errors=True)
        self._staged.mkdir(parents=True)

    def keep(self, part: Attachment) -> None:
        path = (self._staged / part.name).resolve()
        if not path.is_relative_to(self._staged.resolve()):
            raise BrokenBackupError(f"The attachment {part.name} points outside its folder.")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            for piece in part.pieces:
                file.write(piece)

    def put_in_place(self) -> None:
        shutil.rmtree(self._before, ignore_errors=True)
        if self._place.exists():
            self._place.rename(self._before)
        self._staged.rename(self._place)
        shutil.rmtree(self._before, ignore_errors=True)

    def discard(self) -> None:
        shutil.rmtree(self._staged, ignore_errors=True)
