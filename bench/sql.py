"""The questions as a database person would write them, on the same tables."""

from datetime import date
from typing import Any

from django.db import connection

from bench.building import SUMS as LINE_SUMS
from binhyen.ledger.queries.arrays import day_of
from binhyen.ledger.rules.buckets import bucket_of, covering, first_day
from binhyen.ledger.rules.measures import FIELDS
from binhyen.ledger.selectors.questions import Query

SUMS = ", ".join(f"CAST(SUM({name}) AS bigint)" for name in FIELDS)
NAMES = ", ".join(FIELDS)
OF_B = ", ".join(f"b.{name}" for name in FIELDS)
OF_LINES = ", ".join(f"{term} AS {name}" for name, term in LINE_SUMS.items())
REFORM = date(2025, 7, 1)
# Balances of a window: whole reporting years where they serve, thirds of months for the rest.
WINDOW = """JOIN (SELECT * FROM ({ranges}) AS r) AS w ON b.bucket BETWEEN w.since AND w.until"""
SIGNED = ", ".join(f"b.{name} * w.sign AS {name}" for name in FIELDS)
ADDING = "i.kind = %s AND NOT i.is_computed"
# Every unit above the villages with the province of today it came to.
CAME_TO = """
    came AS (
        SELECT v.unit_id AS old, v.unit_id AS new FROM units_unitversion v
        JOIN units_unit u ON u.id = v.unit_id AND u.level = 1 WHERE v.valid_to IS NULL
        UNION ALL
        SELECT s.old_id, s.new_id FROM units_succession s
        JOIN units_unit u ON u.id = s.old_id AND u.level = 1)
"""
# The communes of one province of today with those that became part of them, by how many steps ever.
CAME_WHOLE = """
    reach AS (
        SELECT v.unit_id AS unit, v.unit_id AS here FROM units_unitversion v
        JOIN units_unit u ON u.id = v.unit_id AND u.level = 3
        UNION
        SELECT reach.unit, s.new_id FROM reach JOIN units_succession s ON s.old_id = here),
    ends AS (SELECT unit, here FROM reach
             WHERE here IN (SELECT unit_id FROM units_unitversion WHERE valid_to IS NULL)),
    concerned AS (SELECT DISTINCT unit FROM ends WHERE here IN (
                  SELECT unit_id FROM units_unitversion WHERE parent_id = %s)),
    came AS (SELECT unit, MIN(here) AS here, COUNT(*) AS parts FROM ends
             WHERE unit IN (SELECT unit FROM concerned) GROUP BY unit)
"""
# What stands apart, with the province its commune (through its district) lay in.
APART = f"""
    lay AS (SELECT v.unit_id AS leaf, CASE WHEN u.level = 1 THEN v.unit_id
                   ELSE COALESCE(d.parent_id, v.parent_id) END AS province
            FROM units_unitversion v JOIN units_unit u ON u.id = v.unit_id AND u.level <= 3
            JOIN units_unit p ON p.id = v.parent_id
            LEFT JOIN units_unitversion d ON d.unit_id = v.parent_id AND p.level = 2
            WHERE v.valid_to IS NOT NULL),
    apart AS (SELECT lay.province, a.day, a.indicator_id, {", ".join(f"a.{n}" for n in FIELDS)}
              FROM ledger_apartbalance a JOIN lay ON lay.leaf = a.unit_id)
"""


def _window(start: date | None, end: date) -> str:
    first = None if start is None else bucket_of(start)
    rows = [
        f"SELECT CAST({one.first} AS smallint) AS since, CAST({one.last} AS smallint) AS until, "
        f"{one.sign} AS sign"
        for one in covering(first, bucket_of(end))
    ]
    return WINDOW.format(ranges=" UNION ALL ".join(rows))


def _rows(statement: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())


def _keyed(rows: list[tuple[Any, ...]]) -> dict[Any, Any]:
    return {(row[0], row[1]): tuple(row[2:]) for row in rows if any(row[2:6])}


def national_year(nation: int, start: date, end: date, on: date | None) -> dict[Any, Any]:
    """FLOW of the window and STOCK at its end, by province."""
    assert nation
    later = on is not None or end.year >= 2025
    flows = _keyed(_flow_by_province(start, end, later=on is not None))
    return flows | _keyed(_stock_by_province(end, later=later))


def _flow_by_province(start: date, end: date, *, later: bool) -> list[tuple[Any, ...]]:
    row = "c.new" if later else "unit_id"
    join = "JOIN came c ON c.old = unit_id" if later else ""
    return _rows(
        f"""WITH {CAME_TO}, {APART}, found AS (
            SELECT unit_id, indicator_id, {SIGNED} FROM ledger_balance b {_window(start, end)}
            WHERE b.unit_id IN (SELECT id FROM units_unit WHERE level = 1) AND NOT b.own
              AND indicator_id IN (SELECT id FROM ledger_indicator i WHERE i.kind = 'FLOW')
            UNION ALL
            SELECT unit_id, indicator_id, {NAMES} FROM ledger_spanbalance b
            WHERE b.unit_id IN (SELECT id FROM units_unit WHERE level = 1) AND NOT b.own
              AND b.span_from >= %s AND b.span_to <= %s
            UNION ALL
            SELECT CASE WHEN day >= %s THEN c.new ELSE c.old END, indicator_id, {NAMES}
            FROM apart JOIN came c ON c.old = province WHERE day BETWEEN %s AND %s)
        SELECT {row}, i.code, {SUMS} FROM found JOIN ledger_indicator i ON i.id = indicator_id
        {join} WHERE {ADDING} GROUP BY 1, 2""",
        [start, end, REFORM, start, end, "FLOW"],
    )


def _stock_by_province(end: date, *, later: bool) -> list[tuple[Any, ...]]:
    row = "c.new" if later else "unit_id"
    join = "JOIN came c ON c.old = unit_id" if later else ""
    return _rows(
        f"""WITH {CAME_TO}, found AS (
            SELECT unit_id, indicator_id, {SIGNED} FROM ledger_balance b {_window(None, end)}
            WHERE b.unit_id IN (SELECT id FROM units_unit WHERE level = 1) AND NOT b.own
              AND indicator_id IN (SELECT id FROM ledger_indicator i WHERE i.kind = 'STOCK'))
        SELECT {row}, i.code, {SUMS} FROM found JOIN ledger_indicator i ON i.id = indicator_id
        {join} WHERE {ADDING} GROUP BY 1, 2""",
        ["STOCK"],
    )


def province_by_commune(province: int, start: date, end: date) -> dict[Any, Any]:
    """FLOW of the communes of a province since the reform; STOCK with what they came from."""
    flows = _rows(
        f"""WITH here AS (SELECT unit_id FROM units_unitversion v WHERE v.parent_id = %s)
        SELECT unit_id, i.code, {SUMS} FROM (
            SELECT unit_id, indicator_id, {SIGNED} FROM ledger_balance b {_window(start, end)}
            WHERE unit_id IN (SELECT unit_id FROM here) AND NOT own
            UNION ALL
            SELECT unit_id, indicator_id, {NAMES} FROM ledger_spanbalance
            WHERE unit_id IN (SELECT unit_id FROM here) AND NOT own
              AND span_from >= %s AND span_to <= %s) AS found
        JOIN ledger_indicator i ON i.id = indicator_id WHERE {ADDING} GROUP BY 1, 2""",
        [province, start, end, "FLOW"],
    )
    late = _keyed(_late_flows(province, start, end))
    known = _keyed(flows)
    return (
        known
        | late
        | _keyed(_stock_by_commune(province, end))
        | {
            key: tuple(map(sum, zip(known[key], late[key], strict=True)))
            for key in known.keys() & late.keys()
        }
    )


def _late_flows(province: int, start: date, end: date) -> list[tuple[Any, ...]]:
    """What ended communes still posted, where each came whole into one of today."""
    return _rows(
        f"""WITH RECURSIVE {CAME_WHOLE}
        SELECT here, i.code, {SUMS} FROM came
        JOIN ledger_apartbalance a ON a.unit_id = came.unit AND a.day BETWEEN %s AND %s
        JOIN ledger_indicator i ON i.id = indicator_id
        WHERE came.parts = 1 AND {ADDING} GROUP BY 1, 2""",
        [province, start, end, "FLOW"],
    )


def _stock_by_commune(province: int, end: date) -> list[tuple[Any, ...]]:
    """Whole predecessors by their balances; of divided ones each village where it lies now."""
    return _rows(
        f"""WITH RECURSIVE {CAME_WHOLE},
        village AS (SELECT DISTINCT v.unit_id AS unit, now.parent_id AS here, v.valid_to AS until,
                           v.valid_from AS since
                    FROM came JOIN units_unitversion v ON v.parent_id = came.unit
                    JOIN units_unitversion now ON now.unit_id = v.unit_id AND now.valid_to IS NULL
                    WHERE came.parts > 1),
        found AS (
            SELECT here, indicator_id, {SIGNED} FROM came
            JOIN ledger_balance b ON b.unit_id = came.unit AND NOT b.own {_window(None, end)}
            WHERE came.parts = 1
            UNION ALL
            SELECT here, indicator_id, {OF_LINES} FROM village
            JOIN ledger_line l ON l.unit_id = village.unit AND l.day <= %s
             AND (since IS NULL OR l.day >= since) AND (until IS NULL OR l.day < until))
        SELECT here, i.code, {SUMS} FROM found JOIN ledger_indicator i ON i.id = indicator_id
        WHERE {ADDING} GROUP BY 1, 2""",
        [province, end, "STOCK"],
    )


def trend(query: Query) -> dict[Any, Any]:
    """One indicator of one province and those it came from, month by month; spans within one."""
    rows = _rows(
        """WITH mine AS (SELECT %s AS unit UNION SELECT old_id FROM units_succession
                         WHERE new_id = %s)
        SELECT bucket / 3, CAST(SUM(amount) AS bigint) FROM ledger_balance
        WHERE unit_id IN (SELECT unit FROM mine) AND NOT own
          AND indicator_id = (SELECT id FROM ledger_indicator WHERE code = %s)
          AND bucket BETWEEN %s AND %s GROUP BY 1""",
        [query.unit, query.unit, query.indicator, bucket_of(query.start), bucket_of(query.end)],
    )
    return {first_day(month * 3): amount for month, amount in rows}


def communes(code: str, start: date, end: date) -> dict[Any, Any]:
    rows = _rows(
        f"""SELECT unit_id, CAST(SUM(amount) AS bigint) FROM (
            SELECT unit_id, b.amount * w.sign AS amount
            FROM ledger_balance b {_window(start, end)}
            WHERE unit_id IN (SELECT v.unit_id FROM units_unitversion v
                              JOIN units_unit u ON u.id = v.unit_id
                              WHERE u.level = 3 AND v.valid_to IS NULL)
              AND NOT own AND indicator_id = (SELECT id FROM ledger_indicator WHERE code = %s)
            ) AS found GROUP BY unit_id""",
        [code],
    )
    return dict(rows)


def stock(code: str, on: date) -> int:
    """The provinces of all times."""
    rows = _rows(
        f"""SELECT CAST(SUM(b.amount * w.sign) AS bigint)
            FROM ledger_balance b {_window(None, on)}
            WHERE unit_id IN (SELECT id FROM units_unit WHERE level = 1) AND NOT own
              AND indicator_id = (SELECT id FROM ledger_indicator WHERE code = %s)""",
        [code],
    )
    return int(rows[0][0])


def distinct_types(on: date) -> int:
    rows = _rows(
        f"""SELECT d.canonical, CAST(SUM(amount) AS bigint) FROM (
            SELECT dims_id, b.amount * w.sign AS amount
            FROM ledger_balancedim b {_window(None, on)}
            WHERE unit_id IN (SELECT id FROM units_unit WHERE level = 1) AND NOT own
              AND indicator_id = (SELECT id FROM ledger_indicator WHERE code = 'MH02')) AS found
        JOIN ledger_dimensionset d ON d.id = found.dims_id GROUP BY 1""",
        [],
    )
    types: dict[str, int] = {}
    for text, amount in rows:
        said = dict(part.split("=") for part in text.split(";"))
        types[said["type"]] = types.get(said["type"], 0) + amount
    return sum(amount > 0 for amount in types.values())


def first_day_of_line() -> date:
    return day_of(_rows("SELECT MIN(day) FROM ledger_line", [])[0][0])
