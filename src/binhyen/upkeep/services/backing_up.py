"""Everything into one sealed file."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from binhyen.upkeep.queries.sight import one_sight
from binhyen.upkeep.rules.lines import Summary, line, packed
from binhyen.upkeep.rules.sealing import Sealer
from binhyen.upkeep.selectors.content import Content, Say, header, lacking_migrations

SHORTEST_PASSPHRASE = 12


class BackupRefusedError(Exception):
    """A sentence about what has to be put right first."""


def back_up(*, path: Path, passphrase: str, at: datetime, say: Say) -> Summary:
    """Write the backup under another name and put it in place whole, or not at all."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise BackupRefusedError(
            f"BINHYEN_BACKUP_PASSPHRASE needs at least {SHORTEST_PASSPHRASE} characters."
        )
    if lacking := lacking_migrations():
        raise BackupRefusedError(
            f"The database is older than the program ({lacking[0]}): run make setup first."
        )
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        summary = _write(unfinished, passphrase, at, say)
        unfinished.replace(path)
        _settle(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)
    return summary


def _write(path: Path, passphrase: str, at: datetime, say: Say) -> Summary:
    content = Content(say)

    def lines() -> Iterator[bytes]:
        yield line(header(at))
        yield from content.lines()

    with one_sight(), os.fdopen(_private(path), "wb") as file:
        sealer = Sealer(file, passphrase)
        for piece in packed(lines()):
            sealer.write(piece)
        sealer.close()
        file.flush()
        os.fsync(file.fileno())
    assert content.summary is not None  # noqa: S101 -- its lines were read to the end
    return content.summary


def _private(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


def _settle(folder: Path) -> None:
    """Wait until the disk keeps the new name too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
