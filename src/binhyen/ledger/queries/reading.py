"""Sums of balances and of lines."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from binhyen.ledger.queries.arrays import as_table, day_of, one_of
from binhyen.ledger.rules.buckets import Range
from binhyen.ledger.rules.maps import Source
from binhyen.ledger.rules.measures import FIELDS, Measure

_SUMS = ", ".join(f"CAST(SUM(b.{name}) AS bigint)" for name in FIELDS)
_SIGNED = ", ".join(f"CAST(SUM(b.{name} * w.sign_) AS bigint)" for name in FIELDS)
_LINE_SUMS = ", ".join(
    f"CAST(SUM({term}) AS bigint)"
    for term in (
        "amount",
        "CASE WHEN declared THEN amount ELSE 0 END",
        "CASE WHEN hedge <> 0 THEN amount ELSE 0 END",
        "sign",
        "CASE WHEN declared THEN sign ELSE 0 END",
        *(f"CASE WHEN hedge = {code} THEN hedge_sign ELSE 0 END" for code in (1, 2, 3, 4)),
        "1",
    )
)


class Sum(NamedTuple):
    """One group of a reading; ``extra`` is the bucket or the set of dimensions asked for."""

    row: int
    indicator: int
    extra: int
    measure: Measure


class SpanSum(NamedTuple):
    """Declared spans of one row; by set of dimensions or by days where that was asked.

    ``is_whole`` tells those inside the window from those it cuts.
    """

    row: int
    indicator: int
    is_whole: bool
    dims: int
    start: date | None
    end: date | None
    measure: Measure


class Single(NamedTuple):
    """Lines of one unit and day, to be placed one by one."""

    unit: int
    indicator: int
    day: date
    span_from: date | None
    dims: int
    transfer: bool
    measure: Measure


def _sources(sources: Sequence[Source]) -> tuple[str, list[Any]]:
    return as_table(sources, ("unit", "own", "row_"), ("bigint", "boolean", "bigint"), "s")


def balance_sums(
    sources: Sequence[Source],
    indicators: Sequence[int],
    buckets: Sequence[Range],
    *,
    dims: Sequence[int] | None = None,
    group: str | None = None,
) -> Iterator[Sum]:
    """Sum balances over ranges of buckets; by dimension sets for *dims* or group "dims"."""
    if not sources or not buckets:
        return
    table = "ledger_balancedim" if dims is not None or group == "dims" else "ledger_balance"
    extra = {"bucket": "b.bucket", "dims": "b.dims_id", None: "0"}[group]
    source_sql, source_params = _sources(sources)
    wanted_sql, wanted_params = as_table(
        [(key,) for key in indicators], ("indicator",), ("smallint",), "i"
    )
    range_sql, range_params = as_table(
        buckets, ("first_", "last_", "sign_"), ("smallint", "smallint", "smallint"), "w"
    )
    dims_sql, dims_params = one_of("b.dims_id", dims) if dims is not None else ("1 = 1", [])
    sql = f"""
        SELECT s.row_, b.indicator_id, {extra}, {_SIGNED}
        FROM {source_sql} CROSS JOIN {wanted_sql} CROSS JOIN {range_sql} CROSS JOIN {table} b
        WHERE b.unit_id = s.unit AND b.own = s.own AND b.indicator_id = i.indicator
          AND b.bucket BETWEEN w.first_ AND w.last_ AND {dims_sql}
        GROUP BY 1, 2, 3
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [*source_params, *wanted_params, *range_params, *dims_params])
        for row in cursor.fetchall():
            yield Sum(row[0], row[1], row[2], Measure._make(row[3:]))


def span_sums(
    sources: Sequence[Source],
    indicators: Sequence[int],
    start: date,
    end: date,
    *,
    dims: Sequence[int] | None = None,
    group: str | None = None,
) -> Iterator[SpanSum]:
    """Sum declared spans that touch the window, whole and cut ones apart.

    By sets of dimensions or by days for *group* "dims" or "days".
    """
    if not sources:
        return
    source_sql, source_params = _sources(sources)
    wanted_sql, wanted_params = as_table(
        [(key,) for key in indicators], ("indicator",), ("smallint",), "i"
    )
    dims_sql, dims_params = one_of("b.dims_key", dims) if dims is not None else ("1 = 1", [])
    by_days = group == "days"
    days = "b.span_from, b.span_to" if by_days else "NULL, NULL"
    dims_key = "b.dims_key" if group == "dims" else "0"
    sql = f"""
        SELECT s.row_, b.indicator_id, b.span_from >= %s AND b.span_to <= %s, {dims_key}, {days},
               {_SUMS}
        FROM {source_sql} CROSS JOIN {wanted_sql} CROSS JOIN ledger_spanbalance b
        WHERE b.unit_id = s.unit AND b.own = s.own AND b.indicator_id = i.indicator
          AND b.span_from <= %s AND b.span_to >= %s AND {dims_sql}
        GROUP BY 1, 2, 3, 4, 5, 6
    """
    window = [start, end, *source_params, *wanted_params, end, start]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*window, *dims_params])
        for row, indicator, is_whole, dims_key, since, until, *sums in cursor.fetchall():
            first, last = (day_of(since), day_of(until)) if by_days else (None, None)
            measure = Measure._make(sums)
            yield SpanSum(row, indicator, bool(is_whole), dims_key, first, last, measure)


def apart_sums(
    indicators: Sequence[int],
    start: date | None,
    end: date,
    *,
    dims: Sequence[int] | None = None,
    only_unusual: bool = False,
) -> Iterator[Single]:
    """Everything that stands apart and touches the window.

    *only_unusual*: what `apart_rows` leaves out.
    """
    conditions, params = _apart_conditions(indicators, start, end, dims)
    if only_unusual:
        conditions += f" AND NOT ({_USUAL})"
    sql = f"""
        SELECT unit_id, indicator_id, day, span_from, dims_key, transfer, {", ".join(FIELDS)}
        FROM ledger_apartbalance b WHERE {conditions}
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for row in cursor.fetchall():
            day, span = day_of(row[2]), day_of(row[3])
            yield Single(
                row[0],
                row[1],
                day,
                span if span != day else None,
                row[4],
                bool(row[5]),
                Measure._make(row[6:]),
            )


def apart_rows(
    indicators: Sequence[int],
    start: date | None,
    end: date,
    places: Sequence[tuple[int, int]] | int,
    *,
    dims: Sequence[int] | None = None,
    group: str | None = None,
) -> Iterator[Sum]:
    """What stands apart at these (unit, row), summed by row; group "day" gives the ordinal day.

    *places* are of units above the villages; one number is the row of them all. Leaves out
    transfers, spans, villages and organisations: each needs its own look.
    """
    if not places:
        return
    conditions, params = _apart_conditions(indicators, start, end, dims)
    if isinstance(places, int):
        place_sql, place_params = as_table([(places,)], ("row_",), ("bigint",), "s")
        chosen = _USUAL
    else:
        place_sql, place_params = as_table(places, ("unit", "row_"), ("bigint", "bigint"), "s")
        chosen = f"s.unit = b.unit_id AND {_PLAIN}"
    extra = {"dims": "b.dims_key", "day": "b.day", None: "0"}[group]
    sql = f"""
        SELECT s.row_, b.indicator_id, {extra}, {_SUMS}
        FROM {place_sql} CROSS JOIN ledger_apartbalance b
        WHERE {conditions} AND {chosen}
        GROUP BY 1, 2, 3
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [*place_params, *params])
        for row in cursor.fetchall():
            key = day_of(row[2]).toordinal() if group == "day" else row[2]
            yield Sum(row[0], row[1], key, Measure._make(row[3:]))


_PLAIN = "NOT b.transfer AND b.span_from = b.day"
_USUAL = f"({_PLAIN} AND b.unit_id IN (SELECT id FROM units_unit WHERE level <= 3))"


def _apart_conditions(
    indicators: Sequence[int], start: date | None, end: date, dims: Sequence[int] | None
) -> tuple[str, list[Any]]:
    wanted_sql, params = one_of("b.indicator_id", indicators)
    conditions = [wanted_sql]
    if start is None:
        conditions.append("b.day <= %s")
        params = [*params, end]
    else:
        conditions.append("b.day >= %s AND b.span_from <= %s")
        params = [*params, start, end]
    if dims is not None:
        dims_sql, dims_params = one_of("b.dims_key", dims)
        conditions.append(dims_sql)
        params += dims_params
    return " AND ".join(conditions), params


def line_sums(
    indicators: Sequence[int],
    start: date | None,
    end: date,
    *,
    units: Sequence[int] | None = None,
    dims: Sequence[int] | None = None,
    with_spans: bool = True,
    ended: bool = False,
) -> Iterator[Single]:
    """Sum the lines of each unit and day; the slow, exact way, for what balances cannot say.

    *ended*: only what ends within the window; else also spans that begin in it.
    """
    last_day = "span_from IS NULL AND NOT transfer AND day <= %s"
    if ended:
        last_day = "day <= %s"
    elif with_spans:
        last_day = "COALESCE(span_from, day) <= %s"
    conditions, params = _chosen_lines(indicators, units, dims)
    conditions, params = [*conditions, last_day], [*params, end]
    if start is not None:
        conditions, params = [*conditions, "day >= %s"], [*params, start]
    sql = f"""
        SELECT unit_id, indicator_id, day, span_from, COALESCE(dims_id, 0), transfer, {_LINE_SUMS}
        FROM ledger_line WHERE {" AND ".join(conditions)}
        GROUP BY unit_id, indicator_id, day, span_from, COALESCE(dims_id, 0), transfer
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for unit, indicator, day, span, dims_key, transfer, *sums in cursor:
            since = None if span is None else day_of(span)
            measure = Measure._make(sums)
            yield Single(unit, indicator, day_of(day), since, dims_key, bool(transfer), measure)


def _chosen_lines(
    indicators: Sequence[int], units: Sequence[int] | None, dims: Sequence[int] | None
) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    params: list[Any] = []
    for column, wanted in (("indicator_id", indicators), ("unit_id", units), ("dims_id", dims)):
        if wanted is not None:
            sql, more = one_of(column, wanted)
            conditions.append(sql)
            params += more
    return conditions, params
