"""The derived tables in one statement each: the whole country's lines against a table of places.

The product builds them line by line (ledger.services.checking.rebuild); here the same sums
are made the way one would load another system's ten years.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection

from bench.country import FIRST_DAYS, REFORMS
from binhyen.ledger.queries.arrays import is_postgresql
from binhyen.ledger.rules.buckets import EVER, PER_YEAR
from binhyen.ledger.rules.measures import FIELDS
from binhyen.ledger.rules.placement import places
from binhyen.units.rules.tree import Tree

SUMS = {
    "amount": "l.amount",
    "declared": "CASE WHEN l.declared THEN l.amount ELSE 0 END",
    "hedged": "CASE WHEN l.hedge <> 0 THEN l.amount ELSE 0 END",
    "n": "l.sign",
    "declared_n": "CASE WHEN l.declared THEN l.sign ELSE 0 END",
    "about": "CASE WHEN l.hedge = 1 THEN l.hedge_sign ELSE 0 END",
    "over": "CASE WHEN l.hedge = 2 THEN l.hedge_sign ELSE 0 END",
    "nearly": "CASE WHEN l.hedge = 3 THEN l.hedge_sign ELSE 0 END",
    "under": "CASE WHEN l.hedge = 4 THEN l.hedge_sign ELSE 0 END",
    "posted": "1",
}
FOLD = f"""{", ".join(FIELDS)}"""
KEY = ("p.up", "p.own", "l.indicator_id")
PG_BUCKET = """CAST((extract(year FROM l.day) - 2000) * 36 + (extract(month FROM l.day) - 1) * 3
    + CASE WHEN extract(day FROM l.day) < 15 THEN 0
           WHEN extract(day FROM l.day) = 15 THEN 1 ELSE 2 END AS smallint)"""
LITE_BUCKET = """((CAST(strftime('%Y', l.day) AS integer) - 2000) * 36
    + (CAST(strftime('%m', l.day) AS integer) - 1) * 3
    + CASE WHEN CAST(strftime('%d', l.day) AS integer) < 15 THEN 0
           WHEN CAST(strftime('%d', l.day) AS integer) = 15 THEN 1 ELSE 2 END)"""
YEAR_ROW = "CAST(({bucket} + 2) / 36 + 2000 - 32768 AS smallint)"
EVER_ROW = f"CAST({EVER} AS smallint)"
HELD = "FROM ledger_line l JOIN bench_place p ON p.unit = l.unit_id AND l.day >= p.since AND l.day < p.until"  # noqa: E501
HELD_LEVEL = (
    f"{HELD} JOIN ledger_indicator i ON i.id = l.indicator_id AND i.kind <> 'FLOW' "
    "WHERE l.span_from IS NULL"
)


def make_places(tree: Tree) -> None:
    """A table of which balance rows a unit's lines belong to, from when until when."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_place")
        cursor.execute(
            "CREATE TABLE bench_place (unit bigint, since date, until date, up bigint, own boolean)"
        )
        if is_postgresql():
            with cursor.copy("COPY bench_place FROM STDIN") as copy:
                for row in _place_rows(tree):
                    copy.write_row(row)
        else:
            cursor.executemany(
                "INSERT INTO bench_place VALUES (%s, %s, %s, %s, %s)", list(_place_rows(tree))
            )
        cursor.execute("CREATE INDEX bench_place_unit ON bench_place (unit)")
        cursor.execute("ANALYZE bench_place")


def _place_rows(tree: Tree) -> Iterator[tuple[int, date, date, int, bool]]:
    untils = (*REFORMS, date(9999, 1, 1))
    begins = (date(1900, 1, 1), *REFORMS)
    for unit in list(tree.places):
        for first, since, until in zip(FIRST_DAYS, begins, untils, strict=True):
            for up, own in places(tree, unit, first):
                yield unit, since, until, up, own


@dataclass(frozen=True, slots=True)
class Part:
    """One derived table: its key, what of a line makes it, and which lines belong there."""

    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    source: str
    buckets_a_year: int = PER_YEAR

    def selected(self, chosen: str) -> str:
        """The rows the chosen lines make."""
        keys = ", ".join(
            f"{said} AS {name}" for said, name in zip(self.key, self.columns, strict=True)
        )
        sums = ", ".join(f"CAST(SUM({SUMS[name]}) AS bigint) AS {name}" for name in FIELDS)
        grouped = ", ".join(str(n + 1) for n in range(len(self.columns)))
        bucket = PG_BUCKET if is_postgresql() else LITE_BUCKET
        statement = f"SELECT {keys}, {sums} {self.source} AND {chosen} GROUP BY {grouped}"
        statement = statement.replace("{year}", YEAR_ROW)
        return statement.replace("{bucket}", bucket)


BALANCES = (
    Part("ledger_balance", ("unit_id", "own", "indicator_id", "bucket"),
         (*KEY, "{bucket}"), f"{HELD} WHERE l.span_from IS NULL"),
    Part("ledger_balancedim", ("unit_id", "own", "indicator_id", "bucket", "dims_id"),
         (*KEY, "{bucket}", "l.dims_id"),
         f"{HELD} WHERE l.span_from IS NULL AND l.dims_id IS NOT NULL"),
    Part("ledger_balance", ("unit_id", "own", "indicator_id", "bucket"),
         (*KEY, "{year}"), f"{HELD} WHERE l.span_from IS NULL", 1),
    Part("ledger_balancedim", ("unit_id", "own", "indicator_id", "bucket", "dims_id"),
         (*KEY, "{year}", "l.dims_id"),
         f"{HELD} WHERE l.span_from IS NULL AND l.dims_id IS NOT NULL", 1),
    Part("ledger_balance", ("unit_id", "own", "indicator_id", "bucket"),
         (*KEY, EVER_ROW), HELD_LEVEL, 0),
    Part("ledger_balancedim", ("unit_id", "own", "indicator_id", "bucket", "dims_id"),
         (*KEY, EVER_ROW, "l.dims_id"), f"{HELD_LEVEL} AND l.dims_id IS NOT NULL", 0),
    Part("ledger_spanbalance",
         ("unit_id", "own", "indicator_id", "span_from", "span_to", "dims_key"),
         (*KEY, "l.span_from", "l.day", "COALESCE(l.dims_id, 0)"),
         f"{HELD} WHERE l.span_from IS NOT NULL"),
)  # fmt: skip
# A level dated after its unit's end counts where the unit last lay.
LATE = """FROM ledger_line l
    JOIN ledger_indicator i ON i.id = l.indicator_id AND i.kind <> 'FLOW'
    JOIN bench_place p ON p.unit = l.unit_id AND p.until = (
        SELECT MAX(q.until) FROM bench_place q WHERE q.unit = l.unit_id AND q.until <= l.day)
    WHERE l.span_from IS NULL AND NOT EXISTS (
        SELECT 1 FROM bench_place q
        WHERE q.unit = l.unit_id AND l.day >= q.since AND l.day < q.until)"""
LATE_BALANCES = tuple(
    replace(part, source=LATE + (" AND l.dims_id IS NOT NULL" if "dims_id" in part.columns else ""))
    for part in BALANCES
    if part.table != "ledger_spanbalance"
)
APART = Part(
    "ledger_apartbalance",
    ("indicator_id", "day", "unit_id", "span_from", "dims_key", "transfer"),
    ("l.indicator_id", "l.day", "l.unit_id", "COALESCE(l.span_from, l.day)",
     "COALESCE(l.dims_id, 0)", "l.transfer"),
    """FROM ledger_line l JOIN ledger_indicator i ON i.id = l.indicator_id AND i.kind = 'FLOW'
       WHERE NOT EXISTS (SELECT 1 FROM bench_place p
       WHERE p.unit = l.unit_id AND l.day >= p.since AND l.day < p.until)""",
)  # fmt: skip


def build(chosen: str = "1 = 1") -> None:
    """Fill the derived tables from the chosen lines, adding to what is there."""
    for part in (*BALANCES, *LATE_BALANCES, APART):
        more = ", ".join(f"{name} = {part.table}.{name} + excluded.{name}" for name in FIELDS)
        keys = ", ".join(part.columns)
        with connection.cursor() as cursor:
            if is_postgresql():
                cursor.execute("SET work_mem = '1GB'")
            cursor.execute(
                f"""INSERT INTO {part.table} ({keys}, {FOLD}) {part.selected(chosen)}
                    ON CONFLICT ({keys}) DO UPDATE SET {more}"""
            )
            if is_postgresql():
                cursor.execute("RESET work_mem")


def derived_rows() -> dict[str, list[tuple[object, ...]]]:
    """Every row of the derived tables, sorted: to hold two ways of building them side by side."""
    tables = ("ledger_balance", "ledger_balancedim", "ledger_spanbalance", "ledger_apartbalance")
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            found[table] = sorted(cursor.fetchall())
    return found


def fingerprint() -> dict[str, tuple[int, ...]]:
    """Row counts and sums of the derived tables, where all rows would be too many."""
    tables = ("ledger_balance", "ledger_balancedim", "ledger_spanbalance", "ledger_apartbalance")
    found = {}
    sums = ", ".join(
        f"CAST(SUM(CAST({name} AS numeric) * (1 + unit_id % 997)) AS numeric)" for name in FIELDS
    )
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT COUNT(*), {sums} FROM {table}")
            found[table] = tuple(int(value or 0) for value in cursor.fetchone())
    return found
