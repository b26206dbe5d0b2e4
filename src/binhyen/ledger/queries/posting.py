"""Adding to the derived tables, and the locks that put writers into order."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import AutoField, Model

from binhyen.ledger.queries.arrays import is_postgresql
from binhyen.ledger.rules.measures import FIELDS, Measure
from binhyen.ledger.rules.placement import Changes

# One key for the whole ledger: posting shares it, what re-reads standing lines holds it alone.
LOCK = 7_138_138
MOST_ROWS = 500  # of one INSERT: SQLite counts its parameters

_TABLES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "dims": (
        "ledger_balancedim",
        (
            ("unit_id", "bigint"),
            ("own", "boolean"),
            ("indicator_id", "smallint"),
            ("bucket", "smallint"),
            ("dims_id", "bigint"),
        ),
    ),
    "balances": (
        "ledger_balance",
        (
            ("unit_id", "bigint"),
            ("own", "boolean"),
            ("indicator_id", "smallint"),
            ("bucket", "smallint"),
        ),
    ),
    "spans": (
        "ledger_spanbalance",
        (
            ("unit_id", "bigint"),
            ("own", "boolean"),
            ("indicator_id", "smallint"),
            ("span_from", "date"),
            ("span_to", "date"),
            ("dims_key", "integer"),
        ),
    ),
    "apart": (
        "ledger_apartbalance",
        (
            ("indicator_id", "smallint"),
            ("day", "date"),
            ("unit_id", "bigint"),
            ("span_from", "date"),
            ("dims_key", "integer"),
            ("transfer", "boolean"),
        ),
    ),
}


def insert(model: type[Model], rows: Sequence[Model]) -> list[Any]:
    """Insert rows as they are, in their order, and give their keys.

    What a bulk_create does, with the statement of each table written once: posting is the
    hottest write there is, and building its statements anew cost more than running them.
    """
    keys: list[Any] = []
    fields, head, marks, key = _insertion(model)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), MOST_ROWS):
            some = rows[start : start + MOST_ROWS]
            values = [
                field.get_db_prep_save(getattr(row, field.attname), connection)
                for row in some
                for field in fields
            ]
            cursor.execute(f"{head} {', '.join([marks] * len(some))} RETURNING {key}", values)
            keys += [found for (found,) in cursor.fetchall()]
    return keys


@cache
def _insertion(model: type[Model]) -> tuple[list[Any], str, str, str]:
    meta = model._meta
    fields = [field for field in meta.concrete_fields if not isinstance(field, AutoField)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    head = f'INSERT INTO "{meta.db_table}" ({columns}) VALUES'
    return fields, head, f"({', '.join(['%s'] * len(fields))})", f'"{meta.pk.column}"'


def share_ledger() -> None:
    """Wait until nobody re-reads standing lines; others may post beside us until we commit."""
    if is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])


def hold_ledger() -> None:
    """Wait until every posting under way is committed, and keep others out until we commit.

    On SQLite there is one writer at a time anyway (BEGIN IMMEDIATE).
    """
    if is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def add_changes(changes: Changes) -> None:
    """Add to every derived table, keys sorted, tables in one order: unsorted keys deadlock."""
    for name in _TABLES:
        rows: Mapping[tuple[Any, ...], Measure] = getattr(changes, name)
        if rows:
            _upsert(name, sorted(rows.items()))


def _upsert(name: str, rows: Sequence[tuple[tuple[Any, ...], Measure]]) -> None:
    table, key = _TABLES[name]
    columns = [column for column, _ in key] + list(FIELDS)
    added = ", ".join(f"{field} = {table}.{field} + excluded.{field}" for field in FIELDS)
    keys = ", ".join(column for column, _ in key)
    values = [(*found, *measure) for found, measure in rows]
    head = f"INSERT INTO {table} ({', '.join(columns)})"
    tail = f"ON CONFLICT ({keys}) DO UPDATE SET {added}"
    with connection.cursor() as cursor:
        if is_postgresql():
            types = [kind for _, kind in key] + ["bigint"] * 3 + ["integer"] * (len(FIELDS) - 3)
            arrays = ", ".join(f"%s::{kind}[]" for kind in types)
            lists = [list(column) for column in zip(*values, strict=True)]
            cursor.execute(f"{head} SELECT * FROM unnest({arrays}) {tail}", lists)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"{head} VALUES ({marks}) {tail}", values)


def drop_rows_without_lines() -> None:
    """After lines moved to other rows: a row exists as long as lines belong to it."""
    with connection.cursor() as cursor:
        for table, _ in _TABLES.values():
            cursor.execute(f"DELETE FROM {table} WHERE posted = 0")


def clear_derived() -> None:
    """Empty every derived balance; a rebuild fills them from the lines."""
    with connection.cursor() as cursor:
        for table, _ in _TABLES.values():
            cursor.execute(f"DELETE FROM {table}")
