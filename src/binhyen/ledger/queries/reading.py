"""Sums of balances and of lines."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from binhyen.ledger.queries.arrays import as_table, day_of, one_of
from binhyen.ledger.rules.buckets import Range
from binhyen.ledger.rules.maps import Near, Source
from binhyen.ledger.rules.measures import FIELDS, Measure, measured

_SUMS = ", ".join(f"CAST(SUM(b.{name}) AS bigint)" for name in FIELDS)
_TAKEN = {sign: ", ".join(f"{word}b.{name} AS {name}" for name in FIELDS)
          for sign, word in ((1, ""), (-1, "-"))}  # fmt: skip
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


Key = tuple[int, int, int]  # row, indicator, and the month or set of dimensions asked for, or 0


class SpanSum(NamedTuple):
    """Declared spans of one row that begin and end on the same days.

    ``is_whole`` tells those inside the window from those it cuts.
    """

    row: int
    indicator: int
    is_whole: bool
    start: date
    end: date
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


class Stay(NamedTuple):
    """Days [since, until) of a moved leaf, and the number of the way its lines of them go."""

    leaf: int
    since: date
    until: date
    way: int


class Moved(NamedTuple):
    """Lines that go one way: ``is_cut`` tells the declared spans that reach out of the window.

    Days are the window's own unless asked for.
    """

    way: int
    indicator: int
    is_cut: bool
    begins: date
    ends: date
    dims: int
    measure: Measure


# Whole numbers are cut off towards zero by both databases: count from far below.
_FAR = 12 * 4000
_EXTRA: dict[str | None, str] = {
    None: "0",
    "dims": "b.dims_id",
    "month": f"(b.bucket + {3 * _FAR}) / 3 - {_FAR}",
    "period": f"(b.bucket + {3 * _FAR + 2}) / 3 - {_FAR}",
}


class Spans(NamedTuple):
    """Declared spans asked for: within a window, and of which their last day lies in a part of it.

    A span that the window cuts at its end belongs to the last part.
    """

    start: date
    end: date
    first_end: date
    last_end: date


def balance_sums(
    sources: Sequence[Source],
    indicators: Sequence[int],
    buckets: Sequence[Range],
    *,
    spans: Spans | None = None,
    dims: Sequence[int] | None = None,
    group: str | None = None,
    sparse: bool = False,
) -> dict[Key, Measure]:
    """Sum balances over ranges of buckets; by dimension sets for *dims* or group "dims".

    Group "month" counts calendar months from January 2000, "period" the months of Decree
    09/2019, which begin on the 15th. *spans* adds the declared spans that lie whole in the window.
    *sparse*: hardly any source holds anything there; the others are left out before any sum.
    """
    by_dims = dims is not None or group == "dims"
    extra = _EXTRA[group]
    chosen = [
        _Branch(
            "ledger_balancedim" if by_dims else "ledger_balance",
            extra,
            one.sign,
            "b.bucket BETWEEN %s AND %s",
            [one.first, one.last],
            "b.dims_id",
        )
        for one in buckets
    ]
    if spans is not None:
        whole = "b.span_to BETWEEN %s AND %s AND b.span_from >= %s"
        params: list[Any] = [spans.first_end, spans.last_end, spans.start]
        if group == "dims":
            whole += " AND b.dims_key <> 0"
        key = "b.dims_key" if group == "dims" else "0"
        chosen.append(_Branch("ledger_spanbalance", key, 1, whole, params, "b.dims_key"))
    rows = _branches(sources, indicators, chosen, dims, sparse=sparse)
    return {row[:3]: measured(row[3:]) for row in rows}


class _Branch(NamedTuple):
    """Rows of one derived table that belong to a sum, in a window of their own.

    One statement a window, so that the database knows how much each will find.
    """

    table: str
    extra: str
    sign: int
    condition: str
    params: list[Any]
    dims_column: str


def _branches(
    sources: Sequence[Source],
    indicators: Sequence[int],
    branches: Sequence[_Branch],
    dims: Sequence[int] | None,
    *,
    sparse: bool,
) -> list[tuple[Any, ...]]:
    if not sources or not branches:
        return []
    source_sql, params = as_table(
        sources, ("unit", "own", "row_"), ("bigint", "boolean", "bigint"), "t"
    )
    if sparse:
        source_sql, params = _with_anything(source_sql, params, branches)
    wanted_sql, wanted = one_of("b.indicator_id", indicators)
    parts = []
    for branch in branches:
        dims_sql, dims_params = (
            one_of(branch.dims_column, dims) if dims is not None else ("1 = 1", [])
        )
        parts.append(f"""
            SELECT s.row_, b.indicator_id, {branch.extra} AS extra, {_TAKEN[branch.sign]}
            FROM s CROSS JOIN {branch.table} b
            WHERE b.unit_id = s.unit AND b.own = s.own AND {wanted_sql}
              AND {branch.condition} AND {dims_sql}""")
        params = [*params, *wanted, *branch.params, *dims_params]
    sql = f"""
        WITH s AS MATERIALIZED (SELECT unit, own, row_ FROM {source_sql})
        SELECT b.row_, b.indicator_id, b.extra, {_SUMS} FROM ({" UNION ALL ".join(parts)}) AS b
        GROUP BY 1, 2, 3
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _with_anything(
    source_sql: str, params: list[Any], branches: Sequence[_Branch]
) -> tuple[str, list[Any]]:
    """The sources that hold a row of any branch; one look into an index tells, source by source."""
    looks = []
    for branch in branches:
        looks.append(f"""
            (SELECT 1 FROM {branch.table} b
             WHERE b.unit_id = t.unit AND b.own = t.own AND {branch.condition} LIMIT 1)""")
        params = [*params, *branch.params]
    return f"{source_sql} WHERE COALESCE({', '.join(looks)}, 0) = 1", params


def span_sums(
    sources: Sequence[Source],
    indicators: Sequence[int],
    spans: Spans,
    *,
    dims: Sequence[int] | None = None,
    only_cut: bool = False,
) -> Iterator[SpanSum]:
    """Sum declared spans that touch the window by their days; *only_cut*: those it cuts."""
    if not sources:
        return
    source_sql, params = as_table(
        sources, ("unit", "own", "row_"), ("bigint", "boolean", "bigint"), "s"
    )
    wanted_sql, wanted = one_of("b.indicator_id", indicators)
    start, end, since, until = spans
    conditions = ["b.span_from <= %s", "b.span_to >= %s", wanted_sql]
    params = [*params, end, since, *wanted]
    if until < end:
        conditions.append("b.span_to <= %s")
        params.append(until)
    if only_cut:
        conditions.append("(b.span_from < %s OR b.span_to > %s)")
        params += [start, end]
    if dims is not None:
        dims_sql, dims_params = one_of("b.dims_key", dims)
        conditions.append(dims_sql)
        params += dims_params
    sql = f"""
        SELECT s.row_, b.indicator_id, b.span_from, b.span_to, {_SUMS}
        FROM {source_sql} CROSS JOIN ledger_spanbalance b
        WHERE b.unit_id = s.unit AND b.own = s.own AND {" AND ".join(conditions)}
        GROUP BY 1, 2, 3, 4
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for row, indicator, begins, ends, *sums in cursor.fetchall():
            first, last = day_of(begins), day_of(ends)
            is_whole = start <= first and last <= end
            yield SpanSum(row, indicator, is_whole, first, last, measured(sums))


def apart_sums(
    indicators: Sequence[int] | None,
    start: date | None,
    end: date,
    *,
    dims: Sequence[int] | None = None,
    near: Near | None = None,
) -> Iterator[Single]:
    """What stands apart and touches the window, of some indicators or all, *near* or anywhere."""
    conditions, params = ["b.day <= %s"], [end]
    if start is not None:
        conditions, params = ["b.day >= %s", "b.span_from <= %s"], [start, end]
    for column, wanted in (("b.indicator_id", indicators), ("b.dims_key", dims)):
        if wanted is not None:
            chosen, more = one_of(column, wanted)
            conditions, params = [*conditions, chosen], [*params, *more]
    if near is not None:
        units_sql, units = one_of("b.unit_id", list(near.units))
        above_sql, above = one_of("v.parent_id", list(near.above))
        lying = f"SELECT v.unit_id FROM units_unitversion v WHERE {above_sql}"
        conditions.append(f"({units_sql} OR b.unit_id IN ({lying}))")
        params += [*units, *above]
    sql = f"""
        SELECT unit_id, indicator_id, day, span_from, dims_key, transfer, {", ".join(FIELDS)}
        FROM ledger_apartbalance b WHERE {" AND ".join(conditions)}
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for unit, indicator, last, first, dims_key, transfer, *sums in cursor.fetchall():
            day, since = day_of(last), day_of(first)
            span = since if since != day else None
            measure = measured(sums)
            yield Single(unit, indicator, day, span, dims_key, bool(transfer), measure)


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
            measure = measured(sums)
            yield Single(unit, indicator, day_of(day), since, dims_key, bool(transfer), measure)


def moved_sums(
    stays: Sequence[Stay],
    indicators: Sequence[int],
    window: tuple[date | None, date],
    since: date | None,
    *,
    dims: Sequence[int] | None = None,
    by_dims: bool = False,
    by_day: bool = False,
) -> Iterator[Moved]:
    """Sum lines of moved leaves by the way they go: all that begin before the window's end.

    *since*: only what ends on that day or later. *by_day* and *by_dims* tell them apart further.
    """
    if not stays:
        return
    start, end = window
    stays_sql, params = as_table(
        stays, ("leaf", "since", "until", "way"), ("bigint", "date", "date", "bigint"), "s"
    )
    cut = "CASE WHEN day > %s OR COALESCE(span_from, day) < %s THEN 1 ELSE 0 END"
    days = "COALESCE(span_from, day), day" if by_day else "NULL, NULL"
    set_of = "COALESCE(dims_id, 0)" if by_dims else "0"
    chosen, wanted = _chosen_lines(indicators, {one.leaf for one in stays}, dims)
    chosen += ["COALESCE(span_from, day) <= %s", "day >= %s", "NOT transfer"]
    params = [end, start or date.min, *params, *wanted, end, since or date.min]
    if by_dims:
        chosen.append("dims_id IS NOT NULL")
    sql = f"""
        SELECT way, indicator_id, {cut}, {days}, {set_of}, {_LINE_SUMS}
        FROM {stays_sql} JOIN ledger_line ON unit_id = leaf AND day >= since AND day < until
        WHERE {" AND ".join(chosen)} GROUP BY 1, 2, 3, 4, 5, 6
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for way, indicator, is_cut, begins, ends, set_, *sums in cursor.fetchall():
            first, last = (end, end) if begins is None else (day_of(begins), day_of(ends))
            yield Moved(way, indicator, bool(is_cut), first, last, set_, measured(sums))


def _chosen_lines(
    indicators: Sequence[int], units: Collection[int] | None, dims: Sequence[int] | None
) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    params: list[Any] = []
    for column, wanted in (("indicator_id", indicators), ("unit_id", units), ("dims_id", dims)):
        if wanted is not None:
            sql, more = one_of(column, sorted(wanted))
            conditions.append(sql)
            params += more
    return conditions, params
