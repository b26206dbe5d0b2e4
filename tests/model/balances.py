"""The derived tables, added up from the stored lines by loops."""

from collections import defaultdict
from datetime import date
from typing import Any

from binhyen.ledger.models import ApartBalance, Balance, BalanceDim, Line, SpanBalance
from tests.model.country import DAY, Country

PROVINCE, COMMUNE = 1, 3
ALL_TIME = 32768  # years are counted from the row of all time
MEASURES = (
    "amount", "declared", "hedged", "n", "declared_n", "about", "over", "nearly", "under",
)  # fmt: skip
TABLES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "totals": (Balance, ("unit_id", "own", "indicator_id", "bucket")),
    "dims": (BalanceDim, ("unit_id", "own", "indicator_id", "bucket", "dims_id")),
    "spans": (
        SpanBalance,
        ("unit_id", "own", "indicator_id", "span_from", "span_to", "dims_key"),
    ),
    "apart": (
        ApartBalance,
        ("indicator_id", "day", "unit_id", "span_from", "dims_key", "transfer"),
    ),
}


def bucket(day: date) -> int:
    third = 0 if day.day < 15 else 1 if day.day == 15 else 2
    return (day.year - 2000) * 36 + (day.month - 1) * 3 + third


def _measure(line: Line) -> list[int]:
    hedged = line.hedge != 0
    return [
        line.amount,
        line.amount if line.declared else 0,
        line.amount if hedged else 0,
        line.sign,
        line.sign if line.declared else 0,
        *(line.hedge_sign if line.hedge == code else 0 for code in (1, 2, 3, 4)),
    ]


def reporting_year(day: date) -> int:
    return day.year + ((day.month, day.day) >= (12, 15))


def places(country: Country, line: Line, on: date, *, rises: bool) -> list[tuple[int, bool]]:
    if not rises:
        return [(line.unit_id, True)]
    upper = [u for u in country.chain(line.unit_id, on) if country.levels[u] <= COMMUNE]
    rows = [(unit, False) for unit in upper if country.levels[unit] >= PROVINCE]
    return rows if country.levels[upper[0]] == COMMUNE else [*rows, (upper[0], True)]


def booked_on(country: Country, line: Line, flows: set[int]) -> date:
    """The day in whose tree a line counts: of a level, the nearest its unit was there."""
    if line.indicator_id in flows or country.valid(line.unit_id, line.day):
        return line.day
    past = [v.end - DAY for v in country.versions_of(line.unit_id) if v.end <= line.day]
    return past[-1] if past else country.first_day(line.unit_id)


def expected(
    country: Country, distinct: set[int], flows: set[int]
) -> dict[str, dict[tuple[Any, ...], list[int]]]:
    """Every row the lines call for, rows that came to zero included."""
    found: dict[str, dict[tuple[Any, ...], list[int]]] = {
        name: defaultdict(lambda: [0] * len(MEASURES)) for name in TABLES
    }

    def add(table: str, key: tuple[Any, ...], line: Line) -> None:
        row = found[table][key]
        for place, value in enumerate(_measure(line)):
            row[place] += value

    for line in Line.objects.all():
        on = booked_on(country, line, flows)
        if line.transfer or not country.valid(line.unit_id, on):
            first = line.span_from or line.day
            key = (line.indicator_id, line.day, line.unit_id, first, line.dims_id or 0)
            add("apart", (*key, line.transfer), line)
            continue
        for unit, own in places(country, line, on, rises=line.indicator_id not in distinct):
            if line.span_from:
                span = (line.span_from, line.day, line.dims_id or 0)
                add("spans", (unit, own, line.indicator_id, *span), line)
                continue
            numbers = [bucket(line.day), reporting_year(line.day) - ALL_TIME]
            if line.indicator_id not in flows:
                numbers.append(-ALL_TIME)
            for number in numbers:
                add("totals", (unit, own, line.indicator_id, number), line)
                if line.dims_id:
                    by_dims = (unit, own, line.indicator_id, number, line.dims_id)
                    add("dims", by_dims, line)
    return found


def stored() -> dict[str, dict[tuple[Any, ...], list[int]]]:
    found = {}
    for name, (model, key) in TABLES.items():
        rows = model.objects.values_list(*key, *MEASURES)
        found[name] = {row[: len(key)]: list(row[len(key) :]) for row in rows}
    return found
