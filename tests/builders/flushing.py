"""Lets a transactional test empty the append-only tables behind it, and nobody else.

The triggers stay in the schema; only the flush between two tests takes them off and on.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.backends.base.operations import BaseDatabaseOperations


@contextmanager
def triggers_lifted(connection: Any) -> Iterator[None]:
    """Run the block without any of our triggers."""
    with connection.cursor() as cursor:
        restore = _lift_sqlite(cursor) if connection.vendor == "sqlite" else _lift(cursor)
        yield
        for statement in restore:
            cursor.execute(statement)


def _lift_sqlite(cursor: Any) -> list[str]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    found = cursor.fetchall()
    for name, _sql in found:
        cursor.execute(f"DROP TRIGGER {name}")
    return [sql for _name, sql in found]


def _lift(cursor: Any) -> list[str]:
    cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
    found = cursor.fetchall()
    for name, table in found:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
    return [f"ALTER TABLE {table} ENABLE TRIGGER {name}" for name, table in found]


def flushing_past_the_triggers() -> Callable[[BaseDatabaseOperations, Iterable[str]], None]:
    """Give the flush Django's tests call, with the triggers lifted for its length."""

    def execute_sql_flush(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        connection = self.connection
        with (
            transaction.atomic(using=connection.alias),
            triggers_lifted(connection),
            connection.cursor() as cursor,
        ):
            for sql in sql_list:
                cursor.execute(sql)

    return execute_sql_flush
