"""Check the ledger against itself, and build what is derived anew."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min, Q, Sum

from binhyen.ledger.models import (
    ApartBalance,
    Balance,
    BalanceDim,
    Declared,
    Entry,
    Line,
    SpanBalance,
    Standing,
)
from binhyen.ledger.queries.posting import (
    add_changes,
    clear_derived,
    hold_ledger,
    lay_in_reading_order,
)
from binhyen.ledger.queries.reading import line_sums
from binhyen.ledger.rules.buckets import EVER, FIRST_THIRD, MIDDLE, ONE_DAY, bucket_of, year_row
from binhyen.ledger.rules.measures import FIELDS, ZERO, Measure
from binhyen.ledger.rules.placement import Changes, contributions
from binhyen.ledger.selectors.catalogue import Facts, indicators
from binhyen.ledger.services.redrawing import derived_lines
from binhyen.ledger.services.rerolling import booked_from
from binhyen.units.selectors import current_tree

Years = Sequence[tuple[date, date]]
ALL_TIME: Years = ((date.min, date.max),)
LAST_THIRD = 32767  # what the column holds
_BUCKET = 3  # its place in a key
_KEYS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "balances": (Balance, ("unit_id", "own", "indicator_id", "bucket")),
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


@transaction.atomic
def rebuild() -> int:
    """Empty the derived balances and fill them from the lines; returns how many rows they hold."""
    hold_ledger()
    clear_derived()
    for changes in _from_lines():
        add_changes(changes)
    return sum(model.objects.count() for model, _ in _KEYS.values())


def arrange() -> None:
    """Lay the balances on disk in the order figures read them; these wait until it is done."""
    lay_in_reading_order()


def problems() -> list[str]:
    """Every way in which the ledger disagrees with itself; empty when it is whole."""
    everything = indicators().values()
    return [*balance_problems(everything), *_entry_problems(), *_declared_problems()]


def _from_lines() -> Iterator[Changes]:
    """What the lines say the derived tables should hold, in parts that fit into memory."""
    years = _years()
    for facts in indicators().values():
        for start, end in years.get(facts.id, ALL_TIME):
            yield _changes(facts, start, end)


def _years() -> dict[int, Years]:
    """By indicator, all time in reporting years: each row of a derived table is in one of them.

    The first reaches back to before all its lines, the last to after them; who has no line is
    not listed, and all time is one part.
    """
    rows = Line.objects.order_by().values_list("indicator_id")
    found = rows.annotate(first=Min("day"), last=Max("day"))
    return {indicator: _cut(first, last) for indicator, first, last in found}


def _cut(first: date, last: date) -> Years:
    cuts = [date(year, 12, MIDDLE) for year in range(first.year, last.year + 1)]
    return list(zip([date.min, *cuts], [*(cut - ONE_DAY for cut in cuts), date.max], strict=True))


def _changes(facts: Facts, start: date, end: date) -> Changes:
    singles = list(line_sums((facts.id,), start, end, ended=True))
    tree = current_tree(leaves={single.unit for single in singles})
    return contributions(tree, booked_from(singles))


def balance_problems(chosen: Iterable[Facts], years: Years = ()) -> Iterator[str]:
    """Where the balances of these indicators are not what the lines say.

    Of chosen whole years the rows of all time are not asked: these hold what other years add.
    """
    own = {} if years else _years()
    for facts in chosen:
        ever: dict[str, dict[Any, Measure]] = {"balances": {}, "dims": {}}
        for start, end in years or own.get(facts.id, ALL_TIME):
            changes = _changes(facts, start, end)
            for name, (model, key) in _KEYS.items():
                said = getattr(changes, name)
                if name in ever:
                    said = _without_ever(said, ever[name])
                within = Q(indicator=facts.id) & _of_years(name, start, end)
                rows = model.objects.filter(within).values_list(*key, *FIELDS)
                yield from _differences(facts.code, name, said, rows)
        for name, wanted in ever.items() if not years else ():
            model, key = _KEYS[name]
            rows = model.objects.filter(indicator=facts.id, bucket=EVER).values_list(*key, *FIELDS)
            yield from _differences(facts.code, name, wanted, rows)


def _without_ever(said: dict[Any, Measure], ever: dict[Any, Measure]) -> dict[Any, Measure]:
    """Put what belongs to the rows of all time to *ever*; give the rest."""
    for key in [key for key in said if key[_BUCKET] == EVER]:
        ever[key] = ever.get(key, ZERO) + said.pop(key)
    return said


def _of_years(name: str, start: date, end: date) -> Q:
    """The rows of a derived table whose bucket or last day lies in these years."""
    if name == "spans":
        return Q(span_to__gte=start, span_to__lte=end)
    if name == "apart":
        return Q(day__gte=start, day__lte=end)
    first, last = max(bucket_of(start), FIRST_THIRD), min(bucket_of(end), LAST_THIRD)
    thirds = Q(bucket__gte=first, bucket__lte=last)
    return thirds | Q(bucket__gte=year_row(first), bucket__lte=year_row(last))


def _differences(
    code: str, name: str, wanted: Mapping[Any, Measure], rows: Iterable[tuple[Any, ...]]
) -> Iterator[str]:
    size = len(_KEYS[name][1])
    found = {row[:size]: Measure(*row[size:]) for row in rows}
    for where in wanted.keys() | found.keys():
        if wanted.get(where) != found.get(where):
            yield (
                f"{code} {name} {where}: the lines say {wanted.get(where)}, "
                f"the balance {found.get(where)}"
            )


def _entry_problems() -> Iterator[str]:
    """Each entry stands or is reversed, once, and a reversal cancels exactly."""
    standing = set(Standing.objects.values_list("entry_id", flat=True))
    reversals = Entry.objects.filter(kind=Entry.Kind.REVERSAL)
    reversed_ = set(reversals.values_list("reverses_id", flat=True))
    for key in Entry.objects.exclude(kind=Entry.Kind.REVERSAL).values_list("pk", flat=True):
        if (key in standing) == (key in reversed_):
            yield f"entry {key} should either stand or be reversed"
    yield from _reversals_that_do_not_cancel()


def _reversals_that_do_not_cancel() -> Iterator[str]:
    sql = """
        SELECT pair FROM (
            SELECT COALESCE(e.reverses_id, e.id) AS pair, l.indicator_id, l.unit_id, l.day,
                   COALESCE(l.span_from, l.day) AS span, COALESCE(l.dims_id, 0) AS dims,
                   l.hedge, l.declared, l.transfer,
                   SUM(l.amount) AS amount, SUM(l.sign) AS sign, SUM(l.hedge_sign) AS hedge_sign
            FROM ledger_line l JOIN ledger_entry e ON e.id = l.entry_id
            WHERE e.kind = 9 OR EXISTS (SELECT 1 FROM ledger_entry r WHERE r.reverses_id = e.id)
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
        ) AS grouped WHERE amount <> 0 OR sign <> 0 OR hedge_sign <> 0
    """
    with connection.cursor() as cursor:
        cursor.execute(sql)
        for (pair,) in cursor:
            yield f"the reversal of entry {pair} does not cancel it"


def _declared_problems() -> Iterator[str]:
    """What each declaration posts is what its terms and what stands inside it say."""
    for declared, wanted in derived_lines(list(Declared.objects.filter(live=True))):
        entry = Standing.objects.filter(pk=declared).values_list("entry_id", flat=True).first()
        rows = Line.objects.filter(entry=entry).values("day").annotate(total=Sum("amount"))
        stands = {row["day"]: row["total"] for row in rows if row["total"]}
        if stands != _by_day(wanted):
            yield f"declaration {declared} posts {stands}, it should post {_by_day(wanted)}"


def _by_day(lines: Sequence[Any]) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for line in lines:
        found[line.day] = found.get(line.day, 0) + line.amount
    return {day: amount for day, amount in found.items() if amount}
