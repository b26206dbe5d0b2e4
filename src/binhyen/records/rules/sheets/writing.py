"""A content told in the columns of its book: what an export writes, and an import reads back."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from binhyen.records.rules.sheets.columns import MOST_REPEATS, Kind, Layout
from binhyen.records.rules.sheets.table import Placed


class Hedged(NamedTuple):
    """A number with the hedge that stands before it."""

    amount: int | Decimal
    hedge: str = "EXACT"


Told = str | date | Hedged | int | None
Name = Callable[[UUID], str]


def placed_columns(layout: Layout, contents: Iterable[Any]) -> list[Placed]:
    """The columns needed to tell all of these: a group stands as often as the longest needs it."""
    most: dict[str, int] = {}
    for content in contents:
        for group in {one.group for one in layout.columns if one.group}:
            most[group] = max(most.get(group, 1), len(getattr(content, group, ())))
    found: list[Placed] = []
    for column in layout.columns:
        if not column.group:
            found.append(Placed(column))
        elif not any(one.column.group == column.group for one in found):
            same = [one for one in layout.columns if one.group == column.group]
            times = min(most.get(column.group, 1), MOST_REPEATS)
            found += [Placed(one, repeat) for repeat in range(times) for one in same]
    return found


def head_of(placed: Placed) -> str:
    """The head as it is written: "Đếm ngày", and "Đếm ngày (2)" where it stands again."""
    return f"{placed.column.head} ({placed.repeat + 1})" if placed.repeat else placed.column.head


def told(plain: Mapping[str, Any], placed: Placed, name: Name) -> Told:  # noqa: PLR0911 -- kinds
    """What stands in one cell of a record, given as plain data; nothing where it says nothing."""
    column = placed.column
    source: Any = plain
    key = column.key
    if column.group:
        group, _dot, key = column.key.partition(".")
        rows = plain.get(group) or ()
        if placed.repeat >= len(rows):
            return None
        source = rows[placed.repeat]
    value = source.get(key)
    if value is None or value == "":
        return None
    if column.kind is Kind.CHOICE:
        return column.choices.get(str(value), str(value))
    if column.kind is Kind.COUNT:
        return Hedged(value["amount"], str(value["hedge"]))
    if column.kind is Kind.AMOUNT:
        return Hedged(value, str(source.get(column.hedge_key.rpartition(".")[2], "EXACT")))
    if column.kind is Kind.RECORDS:
        keys = value if isinstance(value, list | tuple) else [value]
        return "; ".join(name(one) for one in keys) or None
    if isinstance(value, date | int):
        return value
    return str(value)
