"""A drawn year moved to another year: the same books, dated n years later or earlier.

Drawing a year takes minutes, moving one seconds. Whole years keep every bucket, so the sums of
the days inside the year move too; what is dated in later years (a scheme that ended) is added
up from its lines, for it may lie on another tree.
"""

from datetime import date

from django.db import connection

from bench.building import BALANCES, Part, build
from bench.years import YEAR_IDS
from binhyen.ledger.queries.arrays import is_postgresql
from binhyen.ledger.rules.measures import FIELDS

COPIES = (
    ("ledger_entry", "id", ("id", "record", "revision", "kind", "source", "reverses_id",
                            "posted_at", "by", "by_name", "why")),
    ("ledger_standing", "entry_id", ("record", "entry_id", "within", "opened_on")),
    ("ledger_line", "id", ("id", "entry_id", "indicator_id", "unit_id", "day", "span_from",
                           "dims_id", "amount", "sign", "hedge_sign", "hedge", "declared",
                           "opens", "transfer")),
)  # fmt: skip
RECORD_OF = "CAST(md5(CAST({record} AS text) || '{target}') AS uuid)"


def ids_of(year: int) -> tuple[int, int]:
    first = (year - 2015) * YEAR_IDS
    return first, first + YEAR_IDS - 1


def move_lines(source: int, target: int, last_day: date) -> None:
    """Copy entries, lines, standings and declared terms; PostgreSQL only."""
    assert is_postgresql()
    years = target - source
    told = {
        "id": f"id + {years * YEAR_IDS}",
        "entry_id": f"entry_id + {years * YEAR_IDS}",
        "record": RECORD_OF.format(record="record", target=target),
        "posted_at": f"posted_at + INTERVAL '{years} years'",
        "day": f"CAST(day + INTERVAL '{years} years' AS date)",
        "span_from": f"CAST(span_from + INTERVAL '{years} years' AS date)",
    }
    first, last = ids_of(source)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table, key, columns in COPIES:
            chosen = ", ".join(told.get(name, f'"{name}"') for name in columns)
            kept = f"AND {told['day']} <= '{last_day}'" if table == "ledger_line" else ""
            cursor.execute(
                f"""INSERT INTO {table} ({", ".join(f'"{name}"' for name in columns)})
                    SELECT {chosen} FROM {table}
                    WHERE {key} BETWEEN {first} AND {last} {kept}"""
            )
        cursor.execute(
            f"""INSERT INTO ledger_declared (id, unit_id, indicator_id, dims, amount, hedge,
                    start, "end", within, revision, live, touched)
                SELECT {RECORD_OF.format(record="d.id", target=target)}, d.unit_id,
                    d.indicator_id, d.dims, d.amount, d.hedge,
                    CAST(start + INTERVAL '{years} years' AS date),
                    CAST("end" + INTERVAL '{years} years' AS date),
                    within, d.revision, live, touched
                FROM ledger_declared d
                WHERE EXTRACT(year FROM start) = {source}"""
        )
        cursor.execute("RESET session_replication_role")


def move_balances(source: int, targets: list[int]) -> None:
    """Add up the source year's own days once, then add them to every target year."""
    first, last = ids_of(source)
    within = (
        f"l.id BETWEEN {first} AND {last} AND l.day BETWEEN '{source}-01-01' AND '{source}-12-31'"
    )
    for part in BALANCES:
        with connection.cursor() as cursor:
            cursor.execute("SET work_mem = '1GB'")
            cursor.execute("DROP TABLE IF EXISTS bench_year")
            cursor.execute(f"CREATE UNLOGGED TABLE bench_year AS {part.selected(within)}")
        for target in targets:
            _add_moved(part, target - source)
    for target in targets:
        first, last = ids_of(target)
        build(f"l.id BETWEEN {first} AND {last} AND l.day > '{target}-12-31'")
    build_apart(targets)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_year")
        cursor.execute("RESET work_mem")


def build_apart(targets: list[int]) -> None:
    """Lines inside their own year lie outside their unit's life in no year of the old tree."""
    assert all(target < 2025 for target in targets)


def _add_moved(part: Part, years: int) -> None:
    told = {
        "bucket": f"CAST(bucket + {years * part.buckets_a_year} AS smallint)",
        "span_from": f"CAST(span_from + INTERVAL '{years} years' AS date)",
        "span_to": f"CAST(span_to + INTERVAL '{years} years' AS date)",
    }
    keys = ", ".join(part.columns)
    chosen = ", ".join(told.get(name, name) for name in part.columns)
    added = ", ".join(f"{name} = {part.table}.{name} + excluded.{name}" for name in FIELDS)
    fields = ", ".join(FIELDS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {part.table} ({keys}, {fields})
                SELECT {chosen}, {fields} FROM bench_year
                ON CONFLICT ({keys}) DO UPDATE SET {added}"""
        )
