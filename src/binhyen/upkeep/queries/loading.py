"""Rows into empty tables, as fast as each database takes them: COPY, or executemany."""

import json
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Field, Model

AT_ONCE = 2000
Convert = Callable[[Any], Any]


def load(model: type[Model], columns: Sequence[str], rows: Iterable[list[Any]]) -> int:
    """Write rows of a backup into the table of *model*; gives how many."""
    fields: dict[str, Any] = {field.column: field for field in model._meta.concrete_fields}
    converts = [_converter(fields[column]) for column in columns]
    changing = [(place, convert) for place, convert in enumerate(converts) if convert]
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(map(connection.ops.quote_name, columns))
    _empty(table)
    write = _copy if connection.vendor == "postgresql" else _insert
    return write(table, names, _converted(rows, changing))


def _converted(
    rows: Iterable[list[Any]], changing: Sequence[tuple[int, Convert]]
) -> Iterator[list[Any]]:
    for row in rows:
        for place, convert in changing:
            row[place] = convert(row[place])
        yield row


def _empty(table: str) -> None:
    """Take out what migrations themselves wrote; the backup has those rows too.

    An untouched table is not even asked to: append-only tables refuse the question.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
        if cursor.fetchone():
            cursor.execute(f"DELETE FROM {table}")


def _copy(table: str, names: str, rows: Iterator[list[Any]]) -> int:
    count = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _insert(table: str, names: str, rows: Iterator[list[Any]]) -> int:
    marks = ", ".join("?" for _ in names.split(", "))
    count = 0
    with connection.cursor() as cursor:
        # sqlite3's own cursor: Django would rewrite and log each statement
        raw: Any = cursor.cursor
        while some := list(islice(rows, AT_ONCE)):
            raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", some)
            count += len(some)
    return count


def _converter(field: Any) -> Convert | None:
    """How a value of a backup becomes what this database keeps; None when it is that already."""
    while field.remote_field:
        field = field.target_field
    kind = field.get_internal_type()
    if kind == "JSONField":
        return _json_or_null if field.null else json.dumps
    if kind == "BinaryField":
        return b64decode
    if connection.vendor == "sqlite" and kind in {"DateTimeField", "UUIDField", "DecimalField"}:
        return _as_django_keeps(field)
    return None


def _json_or_null(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


def _as_django_keeps(field: "Field[Any, Any]") -> Convert:
    def convert(value: Any) -> Any:
        return field.get_db_prep_save(field.to_python(value), connection)

    return convert


def drop_every_table() -> None:
    """Leave a database without a table; within a transaction, so that it can be taken back."""
    tables = connection.introspection.table_names()
    if tables:
        names = ", ".join(map(connection.ops.quote_name, tables))
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {names} CASCADE")


def hold_to_constraints() -> None:
    """Check every reference now: later steps may change tables only when none is open."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
