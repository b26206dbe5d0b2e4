"""Rows of Python values as a table in a query: unnest on PostgreSQL, json_each on SQLite."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def as_table(
    rows: Sequence[Sequence[Any]], columns: Sequence[str], types: Sequence[str], alias: str
) -> tuple[str, list[Any]]:
    """A FROM item named *alias* holding *rows*, and its parameters."""
    if is_postgresql():
        arrays = ", ".join(f"%s::{kind}[]" for kind in types)
        lists = [_array(column) for column in zip(*rows, strict=True)]
        return (
            f"unnest({arrays}) AS {alias}({', '.join(columns)})",
            lists or [_array(()) for _ in columns],
        )
    picked = ", ".join(
        f"json_extract(value, '$[{place}]') AS {name}" for place, name in enumerate(columns)
    )
    return f"(SELECT {picked} FROM json_each(%s)) AS {alias}", [_json(rows)]


def _array(values: Sequence[int | bool | date]) -> str:
    """An array as PostgreSQL reads it; the driver takes ten times as long over thousands."""
    return f"{{{','.join(map(str, values))}}}"


def one_of(column: str, values: Sequence[int]) -> tuple[str, list[Any]]:
    """A condition that *column* is one of *values*, however many."""
    if is_postgresql():
        return f"{column} = ANY(%s)", [list(values)]
    return f"{column} IN (SELECT value FROM json_each(%s))", [json.dumps(list(values))]


def _json(rows: Sequence[Sequence[Any]]) -> str:
    return json.dumps([list(row) for row in rows], default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in a query")


def day_of(value: Any) -> date:
    """A date column as Python has it: SQLite's raw rows give text."""
    return value if isinstance(value, date) else date.fromisoformat(value)
