"""Everything an installation keeps, as lines: the same bytes from either database."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model, QuerySet

from binhyen.upkeep.queries.sight import next_number
from binhyen.upkeep.rules.lines import FORMAT, Summary, line

LEFT_OUT = {"django_session"}  # nobody stays signed in over a restore
AT_ONCE = 2000
PIECE = 48 * 1024
TELL_EVERY = 100_000
Say = Callable[[str], None]


def tables(registry: Apps = apps) -> list[type[Model]]:
    """Every table that is carried, the ones referred to before those that refer to them."""
    by_name = {
        model._meta.db_table: model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table not in LEFT_OUT
    }
    ordered: dict[str, type[Model]] = {}

    def place(table: str, above: tuple[str, ...] = ()) -> None:
        if table in ordered or table in above or table not in by_name:
            return
        for field in by_name[table]._meta.concrete_fields:
            if field.remote_field is not None:
                place(field.remote_field.model._meta.db_table, (*above, table))
        ordered[table] = by_name[table]

    for table in sorted(by_name):
        place(table)
    return list(ordered.values())


def applied_migrations() -> list[tuple[str, str]]:
    return sorted(MigrationLoader(connection).applied_migrations)


def lacking_migrations() -> list[str]:
    """Migrations of this program that the database has not seen."""
    loader = MigrationLoader(connection)
    lacking = loader.graph.nodes.keys() - loader.applied_migrations.keys()
    return sorted(f"{app}.{name}" for app, name in lacking)


def header(at: datetime) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": version("binhyen"),
        "made_at": at.isoformat(),
        "migrations": applied_migrations(),
        "secret_key": key_mark(),
    }


def key_mark() -> str:
    """Tells one SECRET_KEY from another without telling the key: it locks the second factors."""
    return sha256(f"backup:{settings.SECRET_KEY}".encode()).hexdigest()[:12]


class Content:
    """The lines after the header; ``summary`` is there once all were read."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._digest = sha256()
        self._rows = 0
        self.summary: Summary | None = None

    def lines(self) -> Iterator[bytes]:
        models = tables()
        for model in models:
            for one in self._table(model):
                self._digest.update(one)
                yield one
        files = 0
        for one in self._attachments():
            files += one.startswith(b'{"file"')
            self._digest.update(one)
            yield one
        self._say(f"attachments: {files}")
        self.summary = Summary(len(models), self._rows, files, self._digest.hexdigest())
        yield line(vars(self.summary))
        numbers = {model._meta.db_table: next_number(model) for model in models}
        yield line({"next": {table: number for table, number in numbers.items() if number}})

    def _table(self, model: type[Model]) -> Iterator[bytes]:
        fields = model._meta.concrete_fields
        columns = [field.column for field in fields]
        binary = [n for n, f in enumerate(fields) if f.get_internal_type() == "BinaryField"]
        table = model._meta.db_table
        yield line({"table": table, "columns": columns})
        digest, count = sha256(), 0
        found: QuerySet[Any, Any] = (
            QuerySet(model).order_by("pk").values_list(*[f.attname for f in fields])
        )
        for row in found.iterator(chunk_size=AT_ONCE):
            said = line(_with_text(row, binary) if binary else row)
            digest.update(said)
            count += 1
            if count % TELL_EVERY == 0:
                self._say(f"{table}: {count} …")
            yield said
        self._rows += count
        self._say(f"{table}: {count}")
        yield line({"rows": count, "sha256": digest.hexdigest()})

    def _attachments(self) -> Iterator[bytes]:
        """Every file beside the database, by name; what is being made or just went is left out."""
        folder = Path(settings.MEDIA_ROOT)
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            if path.suffix != ".part":
                with suppress(FileNotFoundError):
                    yield from _attachment(path)


def _with_text(row: tuple[Any, ...], binary: list[int]) -> list[Any]:
    told = list(row)
    for place in binary:
        if told[place] is not None:
            told[place] = b64encode(bytes(told[place])).decode()
    return told


def _attachment(path: Path) -> Iterator[bytes]:
    digest = sha256()
    name = path.relative_to(settings.MEDIA_ROOT).as_posix()
    with path.open("rb") as file:
        yield line({"file": name})
        while piece := file.read(PIECE):
            digest.update(piece)
            yield line(b64encode(piece).decode())
    yield line({"sha256": digest.hexdigest()})
