"""Adding to the derived tables, and the locks that put writers into order."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from binhyen.kernel.statements import execute, fetch
from binhyen.ledger.queries.arrays import is_postgresql, one_of
from binhyen.ledger.rules.measures import FIELDS, Measure
from binhyen.ledger.rules.placement import Changes

# The index that says in which order a table is read most.
_READ_BY = {
    "ledger_balance": "balance_window",
    "ledger_balancedim": "ledger_balancedim_pkey",
    "ledger_spanbalance": "ledger_spanbalance_pkey",
}

# One key for the whole ledger: posting shares it, what re-reads standing lines holds it alone.
LOCK = 7_138_138

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


def share_ledger() -> None:
    """Wait until nobody re-reads standing lines; others may post beside us until we commit."""
    if is_postgresql():
        fetch("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])


def hold_ledger() -> None:
    """Wait until every posting under way is committed, and keep others out until we commit.

    On SQLite there is one writer at a time anyway (BEGIN IMMEDIATE).
    """
    if is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def any_live(indicators: Sequence[int], units: Collection[int], first: date, last: date) -> bool:
    """Whether a declaration of these indicators, units and days is in force."""
    of_them, indicator_values = one_of("indicator_id", indicators)
    at_them, unit_values = one_of("unit_id", list(units))
    asked = f"""SELECT 1 FROM ledger_declared WHERE live AND {of_them} AND {at_them}
        AND start <= %s AND "end" >= %s LIMIT 1"""
    days = [last.isoformat(), first.isoformat()]
    return bool(fetch(asked, [*indicator_values, *unit_values, *days]))


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
    if is_postgresql():
        types = [kind for _, kind in key] + ["bigint"] * 3 + ["integer"] * (len(FIELDS) - 3)
        arrays = ", ".join(f"%s::{kind}[]" for kind in types)
        lists = [list(column) for column in zip(*values, strict=True)]
        execute(f"{head} SELECT * FROM unnest({arrays}) {tail}", lists)
        return
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
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


def lay_in_reading_order() -> None:
    """Write the balances anew on disk, those read together beside each other.

    Rows lie as they were first posted, and a province's year is then a page a row. Whoever reads
    waits meanwhile: minutes for ten years of a nation. On SQLite there is nothing to do.
    """
    if is_postgresql():
        with connection.cursor() as cursor:
            for table, index in _READ_BY.items():
                cursor.execute(f"CLUSTER {table} USING {index}")
                cursor.execute(f"ANALYZE {table}")
