"""Statements whose text is made once, for the few writes and questions that run all day.

Building the SQL of a query anew costs the program more than the database needs to run it. Here
it is made from the models, or from a query with places for values still to come, and kept; on
PostgreSQL the server keeps its plan, too.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, Expression, Field, JSONField, Model, QuerySet
from django.db.models.query import get_related_populators  # type: ignore[attr-defined]

MOST_ROWS = 500  # of one INSERT: SQLite counts its parameters
MOST_PREPARED = 200  # values: a plan for hundreds of rows is not kept, few ask for as many
SHAPES = 200  # texts kept
M = TypeVar("M", bound=Model)
Found = TypeVar("Found")


def fetch(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a statement that is worth preparing, and give its rows."""
    return _run(sql, values, _rows)


def execute(sql: str, values: Sequence[Any] = ()) -> int:
    """Run a statement that is worth preparing, and say how many rows it touched."""
    return _run(sql, values, _count)


def insert(model: type[M], rows: Sequence[M]) -> None:
    """Insert rows as they are, in their order; those numbered by the database know their keys."""
    fields, head, marks, key = _insertion(model)
    for start in range(0, len(rows), MOST_ROWS):
        some = rows[start : start + MOST_ROWS]
        values = _stored((field, getattr(row, field.attname)) for row in some for field in fields)
        text = f"{head} {', '.join([marks] * len(some))}"
        if not key:
            execute(text, values)
            continue
        for row, (number,) in zip(some, fetch(f"{text} RETURNING {key}", values), strict=True):
            row.pk = number


def change(model: type[Model], where: Mapping[str, Any], to: Mapping[str, Any]) -> int:
    """Change the rows of which all this is true; how many there were decides a race.

    Named are attributes of the model. None asks for what is empty, a list for one of several.
    """
    shape = tuple((name, _form(value)) for name, value in where.items())
    text, changed, asked = _changing(model, shape, tuple(to))
    values = [(field, to[field.attname]) for field in changed]
    for field in asked:
        value = where[field.attname]
        values += [(field, one) for one in value] if isinstance(value, list) else [(field, value)]
    return execute(text, _stored(values))


class Given(Expression):
    """The place of a value that comes later, under this name."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, *_: Any) -> tuple[str, list[Any]]:
        return "%s", [self]


class Prepared(Generic[M]):
    """A query made once, with `Given` for the values that differ; asked again and again.

    It is made at the first question, since it may stand beside its models.
    """

    def __init__(self, make: Callable[[], "QuerySet[M, Any]"]) -> None:
        self._make = make

    def rows(self, **given: Any) -> list[Sequence[Any]]:
        """Ask for the values that the query names."""
        compiler, text, places, converters = self._made
        found = fetch(text, _stored((field, given.get(name, said)) for field, name, said in places))
        return list(compiler.apply_converters(found, converters)) if converters else list(found)

    def objects(self, **given: Any) -> list[M]:
        """Ask for whole objects, with what the query selects beside them."""
        make, first, last, names, beside = self._shape
        found = []
        for row in self.rows(**given):
            one: M = make(DEFAULT_DB_ALIAS, names, row[first:last])
            for populator in beside:
                populator.populate(row, one)
            found.append(one)
        return found

    @cached_property
    def _made(self) -> tuple[Any, str, list[tuple[Any, str, Any]], dict[int, Any]]:
        compiler = self._make().query.get_compiler(DEFAULT_DB_ALIAS)
        text, parameters = compiler.as_sql()
        places = [
            (one.output_field, one.name, None) if isinstance(one, Given) else (None, "", one)
            for one in parameters
        ]
        return compiler, text, places, compiler.get_converters([one[0] for one in compiler.select])

    @cached_property
    def _shape(self) -> tuple[Callable[..., M], int, int, list[str], list[Any]]:
        compiler = self._made[0]
        info, select = compiler.klass_info, compiler.select
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [one[0].target.attname for one in select[first:last]]
        beside = get_related_populators(info, select, DEFAULT_DB_ALIAS)
        return info["model"].from_db, first, last, names, beside


def _run(sql: str, values: Sequence[Any], read: Callable[[Any], Found]) -> Found:
    connection = connections[DEFAULT_DB_ALIAS]
    is_postgresql = connection.vendor == "postgresql"
    ready = [_untyped(value) for value in values] if is_postgresql else values
    if not is_postgresql or connection.queries_logged:
        with connection.cursor() as cursor:
            cursor.execute(sql, ready)
            return read(cursor)
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        cursor = _cursor(connection)
        cursor.execute(sql, ready, prepare=len(values) <= MOST_PREPARED)
        return read(cursor)


def _rows(cursor: Any) -> list[tuple[Any, ...]]:
    return list(cursor.fetchall())


def _count(cursor: Any) -> int:
    return int(cursor.rowcount)


def _cursor(connection: BaseDatabaseWrapper) -> Any:
    """PostgreSQL's own kind of cursor, which can prepare; one lives as long as its connection."""
    session: Any = connection.connection
    try:
        return session.binhyen_cursor
    except AttributeError:
        session.binhyen_cursor = connection.Database.Cursor(session)  # type: ignore[attr-defined]
        return session.binhyen_cursor


def _untyped(value: Any) -> str | None:
    """A value as text: the server reads it as its column's type, so one plan serves all."""
    if value is None or type(value) is str:
        return value
    if isinstance(value, list):
        return f"{{{','.join(map(str, value))}}}"
    return str(value)


def _stored(values: Iterable[tuple["Field[Any, Any] | None", Any]]) -> list[Any]:
    """Values as the database keeps them in these fields; of no field, as they are."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":  # reads the text of everything but JSON
        return [
            json.dumps(value, cls=field.encoder)
            if isinstance(field, JSONField) and value is not None
            else value
            for field, value in values
        ]
    return [
        value if field is None else field.get_db_prep_save(value, connection)
        for field, value in values
    ]


@lru_cache
def _insertion(model: type[Model]) -> tuple[list[Any], str, str, str]:
    meta = model._meta
    fields = [field for field in meta.concrete_fields if not isinstance(field, AutoField)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    head = f'INSERT INTO "{meta.db_table}" ({columns}) VALUES'
    key = f'"{meta.pk.column}"' if isinstance(meta.pk, AutoField) else ""
    return fields, head, f"({', '.join(['%s'] * len(fields))})", key


def _form(value: object) -> int | None:
    """What of a value the text of a condition depends on."""
    return len(value) if isinstance(value, list) else None if value is None else 1


@lru_cache(SHAPES)
def _changing(
    model: type[Model], shape: tuple[tuple[str, int | None], ...], to: tuple[str, ...]
) -> tuple[str, list[Any], list[Any]]:
    meta = model._meta
    fields = {field.attname: field for field in meta.concrete_fields}
    sets = ", ".join(f'"{fields[name].column}" = %s' for name in to)
    conditions = " AND ".join(
        f'"{fields[name].column}"'
        + (" IS NULL" if count is None else f" IN ({', '.join(['%s'] * count)})")
        for name, count in shape
    )
    asked = [fields[name] for name, count in shape if count is not None]
    text = f'UPDATE "{meta.db_table}" SET {sets} WHERE {conditions}'
    return text, [fields[name] for name in to], asked
