r"""What a backup says, line by line: JSON, the same bytes from either database.

    {"format": 1, "version": "0.1.0", "migrations": [["units", "0001_initial"], …], …}
    {"table": "units_unit", "columns": ["id", "uid", …]}
    [1, "VN", …]                                    one line a row, by primary key
    {"rows": 15171, "sha256": "…"}                  of the rows' lines
    {"file": "batches/….zip"}
    "UEsDB…"                                        its bytes in pieces, base64
    {"sha256": "…"}                                 of its bytes
    {"tables": 52, "rows": 61000, "files": 1, "sha256": "…"}   of every line but the first
    {"next": {"units_unit": 15172, …}}              the numbers new rows will get

The same data gives the same sum, whatever was only tried in between (that costs numbers).
The file is these lines, gzipped and sealed.
"""

import json
import zlib
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

FORMAT: Final = 1
GZIP: Final = 31  # zlib's number for gzip's frame
LEVEL: Final = 4
LONGEST_BATCH: Final = 64 * 1024


class BrokenBackupError(Exception):
    """A count or a checksum is not what the backup itself says."""


@dataclass(frozen=True)
class Summary:
    """What a backup holds; the same data gives the same checksum."""

    tables: int
    rows: int
    files: int
    sha256: str


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[str, ...]
    rows: Iterator[list[Any]]


@dataclass(frozen=True)
class Attachment:
    name: str
    pieces: Iterator[bytes]


def line(value: object) -> bytes:
    r"""One line as every database and machine writes it.

    >>> line([1, "Đội", date(2026, 3, 5), None]).decode()
    '[1,"Đội","2026-03-05",null]\n'
    """
    said = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )
    return said.encode() + b"\n"


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"{value!r} has no place in a backup")


def packed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines as gzip, in pieces."""
    press = zlib.compressobj(LEVEL, wbits=GZIP)
    waiting = bytearray()
    for one in lines:
        waiting += one
        if len(waiting) >= LONGEST_BATCH:
            yield press.compress(bytes(waiting))
            waiting.clear()
    yield press.compress(bytes(waiting)) + press.flush()


def unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Lines out of gzip; of a line at most one and of a piece little more is in memory."""
    press = zlib.decompressobj(wbits=GZIP)
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + press.decompress(piece)).split(b"\n")
        yield from whole
    if rest or not press.eof:
        raise BrokenBackupError("The backup ends in the middle.")


class Reader:
    """Reads a backup from its lines, holding it to its own counts and checksums."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._digest = sha256()
        self.header: dict[str, Any] = json.loads(next(self._lines))
        self.summary: Summary | None = None
        self.next: dict[str, int] | None = None
        self._tables = self._rows = self._files = 0

    def parts(self) -> Iterator[Table | Attachment]:
        """Give tables and attachments in order; each must be read to its end before the next."""
        for raw in self._lines:
            before = self._digest.hexdigest()
            said = self._told(raw)
            if "table" in said:
                self._tables += 1
                columns = tuple(said["columns"])
                yield Table(said["table"], columns, self._rows_of(said["table"]))
            elif "file" in said:
                self._files += 1
                yield Attachment(said["file"], self._pieces_of(said["file"]))
            elif "next" in said:
                self.next = said["next"]
            else:
                counted = Summary(self._tables, self._rows, self._files, before)
                _hold(said, vars(counted), "the whole backup")
                self.summary = counted
        if self.summary is None or self.next is None:
            raise BrokenBackupError("The backup ends in the middle.")

    def _told(self, raw: bytes) -> Any:
        self._digest.update(raw + b"\n")
        return json.loads(raw)

    def _rows_of(self, name: str) -> Iterator[list[Any]]:
        digest, rows = sha256(), 0
        for raw in self._lines:
            said = self._told(raw)
            if isinstance(said, dict):
                _hold(said, {"rows": rows, "sha256": digest.hexdigest()}, name)
                self._rows += rows
                return
            digest.update(raw + b"\n")
            rows += 1  # noqa: SIM113 -- it ends at a line that is no row
            yield said

    def _pieces_of(self, name: str) -> Iterator[bytes]:
        digest = sha256()
        for raw in self._lines:
            said = self._told(raw)
            if isinstance(said, dict):
                _hold(said, {"sha256": digest.hexdigest()}, name)
                return
            piece = b64decode(said)
            digest.update(piece)
            yield piece


def _hold(said: dict[str, Any], found: dict[str, Any], what: str) -> None:
    if said != found:
        raise BrokenBackupError(f"{what}: the backup says {said}, but holds {found}.")
