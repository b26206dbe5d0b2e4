"""One sight of the whole database, and the numbers it will give next."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction
from django.db.models import AutoField, Field, Model


@contextmanager
def one_sight() -> Iterator[None]:
    """Everything read inside is of one moment; others go on writing meanwhile."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # the usual IMMEDIATE would keep every writer waiting
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def counts_itself(model: type[Model]) -> bool:
    """Whether the database numbers the rows of this table."""
    key: Field | None = model._meta.pk  # type: ignore[type-arg]
    return isinstance(key, AutoField) or (
        key is not None and key.get_internal_type() in {"AutoField", "BigAutoField"}
    )


def next_number(model: type[Model]) -> int | None:
    """The number a new row would get: given once, a number is never given again."""
    if not counts_itself(model):
        return None
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT last_value, is_called FROM {_sequence(table)}")
            last, is_called = cursor.fetchone()
            return int(last) + int(is_called)
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        return int(found[0]) + 1 if found else 1


def give_next(table: str, number: int) -> None:
    """Go on counting the rows of *table* at *number*."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(%s, %s, false)", [_sequence(table), number])
            return
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        if number > 1:
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number - 1]
            )


def _sequence(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f'"{table}"'])
        return str(cursor.fetchone()[0])


def answers() -> bool:
    """Whether the database answers at all."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() is not None
    except DatabaseError:
        return False
