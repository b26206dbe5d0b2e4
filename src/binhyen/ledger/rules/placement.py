"""Which balances a line belongs to (docs/rules/maps.md, docs/rules/buckets.md)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from binhyen.ledger.rules.buckets import EVER, bucket_of, year_row
from binhyen.ledger.rules.measures import Measure
from binhyen.units.rules.tree import COMMUNE, Tree

PROVINCE = 1

Key = TypeVar("Key")
BalanceKey = tuple[int, bool, int, int]
DimKey = tuple[int, bool, int, int, int]
SpanKey = tuple[int, bool, int, date, date, int]
ApartKey = tuple[int, date, int, date, int, bool]


class Booked(NamedTuple):
    """A line as the arithmetic sees it.

    ``rises`` is False for a DISTINCT, which never does; ``is_flow`` tells what is asked on the
    map of each line's own day from what is always asked on the map of one.
    """

    unit: int
    indicator: int
    day: date
    span_from: date | None
    dims: int | None
    transfer: bool
    rises: bool
    is_flow: bool
    measure: Measure


@dataclass(slots=True)
class Changes:
    """What a set of lines adds to each derived table, by key."""

    balances: dict[BalanceKey, Measure] = field(default_factory=dict)
    dims: dict[DimKey, Measure] = field(default_factory=dict)
    spans: dict[SpanKey, Measure] = field(default_factory=dict)
    apart: dict[ApartKey, Measure] = field(default_factory=dict)


def places(tree: Tree, unit: int, day: date) -> list[tuple[int, bool]]:
    """The (unit, own) rows that a line booked at *unit* on *day* is part of."""
    chain = [u for u in tree.ancestors(unit, day) if tree.level(u) <= COMMUNE]
    rows = [(u, False) for u in chain if tree.level(u) >= PROVINCE]
    if chain and tree.level(chain[0]) < COMMUNE:
        rows.append((chain[0], True))
    return rows


def _add(into: dict[Key, Measure], key: Key, measure: Measure) -> None:
    known = into.get(key)
    into[key] = measure if known is None else known + measure


def contributions(tree: Tree, lines: Iterable[Booked]) -> Changes:
    """Add up what the lines change, each in the tables it belongs to.

    A FLOW line dated outside its unit's life stands apart, since on its own day it lies
    elsewhere. Of the other kinds it counts where its unit last (first) lay: they are asked on
    the map of one day, where a unit's lines of all days lie together.
    """
    changes = Changes()
    for line in lines:
        day = line.day if line.is_flow else tree.nearest_day(line.unit, line.day)
        if line.transfer or not tree.valid(line.unit, day):
            start = line.span_from or line.day
            key = (line.indicator, line.day, line.unit, start, line.dims or 0, line.transfer)
            _add(changes.apart, key, line.measure)
            continue
        rows = places(tree, line.unit, day) if line.rises else [(line.unit, True)]
        _add_rows(changes, rows, line)
    return changes


def _add_rows(changes: Changes, rows: list[tuple[int, bool]], line: Booked) -> None:
    for unit, own in rows:
        if line.span_from is not None:
            span = (unit, own, line.indicator, line.span_from, line.day, line.dims or 0)
            _add(changes.spans, span, line.measure)
            continue
        third = bucket_of(line.day)
        for bucket in (third, year_row(third)) if line.is_flow else (third, year_row(third), EVER):
            _add(changes.balances, (unit, own, line.indicator, bucket), line.measure)
            if line.dims is not None:
                by_dims = (unit, own, line.indicator, bucket, line.dims)
                _add(changes.dims, by_dims, line.measure)
