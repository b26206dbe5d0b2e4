"""Rows into the database in bulk: COPY on PostgreSQL, executemany on SQLite."""

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from bench.years import Rows
from binhyen.ledger.queries.arrays import is_postgresql

COLUMNS = {
    "ledger_entry": ("id", "record", "revision", "kind", "source", "reverses_id", "posted_at",
                     "by", "by_name", "why"),
    "ledger_line": ("id", "entry_id", "indicator_id", "unit_id", "day", "span_from", "dims_id",
                    "amount", "sign", "hedge_sign", "hedge", "declared", "opens", "transfer"),
    "ledger_standing": ("record", "entry_id", "within", "opened_on"),
    "ledger_declared": ("id", "unit_id", "indicator_id", "dims", "amount", "hedge", "start",
                        "end", "within", "revision", "live", "touched"),
    "records_record": ("id", "book", "unit_id", "kind", "title", "place", "exact_key",
                       "fold_key", "on", "measures", "state", "revision", "confirmed_revision",
                       "created_by_id", "created_at", "changed_at", "void_reason",
                       "continued_before"),
    "records_revision": ("record_id", "number", "content", "author_id", "on_behalf_of", "at",
                         "confirmed_by_id", "confirmed_at", "self_confirmed"),
}  # fmt: skip
TITLES = (
    ("Phòng cháy, chữa cháy dịp cuối năm", "phong2 chay1, chua4 chay1 dip6 cuôi1 năm"),
    ("Tuyên truyền Luật Căn cước", "tuyên truyên2 luât6 căn cươc1"),
    ("Phòng ngừa lừa đảo qua mạng", "phong2 ngưa2 lưa2 đao3 qua mang6"),
    ("An toàn giao thông học đường", "an toan2 giao thông hoc6 đương2"),
)
HEDGES = ("EXACT", "ABOUT", "OVER", "NEARLY", "UNDER")


class Watched:
    """Blocks on their way into the database: how long they took to draw, how many rows they are."""

    def __init__(self, blocks: Iterable[Rows]) -> None:
        self.blocks = blocks
        self.seconds = 0.0
        self.rows: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Rows]:
        began = time.perf_counter()
        for block in self.blocks:
            self.seconds += time.perf_counter() - began
            self.rows.update({table: len(found) for table, found in block.items()})
            yield block
            began = time.perf_counter()


def load(blocks: Iterable[Rows], *, with_heads: bool) -> None:
    """Write every block; of sessions also the record and its revision, when asked."""
    if is_postgresql():
        _copy(blocks, with_heads=with_heads)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for rows in blocks:
            _add_heads(rows, with_heads=with_heads)
            for table, found in rows.items():
                marks = ", ".join("?" for _ in COLUMNS[table])
                # sqlite3's own cursor: Django would rewrite and log each statement
                raw: sqlite3.Cursor = cursor.cursor
                names = _names(table)
                raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", found)


def _names(table: str) -> str:
    return ", ".join(f'"{name}"' for name in COLUMNS[table])


def _copy(blocks: Iterable[Rows], *, with_heads: bool) -> None:
    """One COPY a table, each on its own connection, side by side; foreign keys are trusted."""
    with ExitStack() as stack:
        copies: dict[str, Callable[[tuple[Any, ...]], None]] = {}
        for table in COLUMNS:
            own = stack.enter_context(psycopg.connect(url()))
            own.execute("SET session_replication_role = replica")
            cursor = stack.enter_context(own.cursor())
            copying = f"COPY {table} ({_names(table)}) FROM STDIN"
            copies[table] = stack.enter_context(cursor.copy(copying)).write_row
        for rows in blocks:
            _add_heads(rows, with_heads=with_heads)
            for table, found in rows.items():
                write = copies[table]
                for row in found:
                    write(row)


def url() -> str:
    """The database as psycopg wants it."""
    chosen = settings.DATABASES["default"]
    return (
        f"host={chosen['HOST']} port={chosen['PORT']} user={chosen['USER']} dbname={chosen['NAME']}"
    )


def _add_heads(rows: Rows, *, with_heads: bool) -> None:
    heads = rows.pop("heads")
    if not with_heads:
        return
    records: list[tuple[Any, ...]] = []
    revisions: list[tuple[Any, ...]] = []
    for number, (record, unit, day, people, hedge) in enumerate(heads):
        title, key = TITLES[number % len(TITLES)]
        said = {"amount": people, "hedge": HEDGES[hedge]}
        content = {"kind": "SESSION", "title": title, "on": day, "participants": said}
        measures = json.dumps([[1, "buổi", "EXACT"], [people, "lượt", HEDGES[hedge]]])
        at = f"{day} 12:00:00"
        records.append(
            (record, "ACTIVITY", unit, "SESSION", title, "", key, key, day, measures,
             "CONFIRMED", 1, 1, 1, at, at, "", "[]")
        )  # fmt: skip
        revisions.append((record, 1, json.dumps(content), 1, "", at, 2, at, False))
    rows["records_record"] = records
    rows["records_revision"] = revisions


def drop_indexes() -> list[str]:
    """Take the plain indexes off the big tables; returns the statements that bring them back."""
    tables = tuple(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)
               AND indexdef NOT LIKE '%%UNIQUE%%'""",
            [list(tables)],
        )
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP INDEX {name}")
    return [definition for _, definition in found]


def after_load(indexes: list[str]) -> None:
    """Bring indexes back, keys that were given by hand up to date, and the planner's statistics."""
    with connection.cursor() as cursor:
        for statement in indexes:
            cursor.execute(statement)
        if is_postgresql():
            for table in ("ledger_entry", "ledger_line"):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), MAX(id)) FROM {table}"
                )


def vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if is_postgresql() else "ANALYZE")


def sizes() -> dict[str, tuple[int, int, int]]:
    """Rows, bytes of the table and bytes of its indexes, by table."""
    names = [model._meta.db_table for model in apps.get_models() if model._meta.managed]
    wanted = [n for n in sorted(names) if n.startswith(("ledger_", "records_re"))]
    found = {}
    with connection.cursor() as cursor:
        for name in wanted:
            cursor.execute(f"SELECT COUNT(*) FROM {name}")
            rows = cursor.fetchone()[0]
            found[name] = (rows, *_bytes(cursor, name))
    return {name: facts for name, facts in found.items() if facts[0]}


def _bytes(cursor: Any, table: str) -> tuple[int, int]:
    if is_postgresql():
        cursor.execute("SELECT pg_table_size(%s), pg_indexes_size(%s)", [table, table])
        heap, index = cursor.fetchone()
        return heap, index
    try:
        cursor.execute("SELECT SUM(pgsize) FROM dbstat WHERE name = %s", [table])
        heap = cursor.fetchone()[0] or 0
        cursor.execute(
            """SELECT SUM(pgsize) FROM dbstat WHERE name IN
               (SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = %s)""",
            [table],
        )
        return heap, cursor.fetchone()[0] or 0
    except Exception:  # noqa: BLE001 -- this SQLite was built without dbstat
        return 0, 0


def today() -> date:
    return date(2025, 12, 31)
