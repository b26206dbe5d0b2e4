"""Asking for many keys at once: ``filter(unit__among=Keys(…))``, one parameter."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignObject, Lookup
from django.db.models.sql.compiler import SQLCompiler


class Keys:
    """Numbers of rows, written out once however many queries ask for them."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self.numbers = frozenset(numbers)

    def __contains__(self, number: object) -> bool:
        return number in self.numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def written(self) -> str:
        return ",".join(map(str, sorted(self.numbers)))


@ForeignObject.register_lookup
@Field.register_lookup
class Among(Lookup):  # type: ignore[type-arg]  # not subscriptable at run time
    """One of many keys. ``__in`` with thousands costs more to write down than to answer."""

    lookup_name = "among"
    prepare_rhs = False
    rhs: Keys

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        column, parameters = self.process_lhs(compiler, connection)
        return (
            f"{column} IN (SELECT value FROM json_each(%s))",
            [*parameters, f"[{self.rhs.written}]"],
        )

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, Any]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*parameters, f"{{{self.rhs.written}}}"]
