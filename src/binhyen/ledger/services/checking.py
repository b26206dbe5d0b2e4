"""Check the ledger against itself, and build what is derived anew."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum

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
from binhyen.ledger.queries.posting import add_changes, clear_derived, hold_ledger
from binhyen.ledger.queries.reading import line_sums
from binhyen.ledger.rules.measures import FIELDS, Measure
from binhyen.ledger.rules.placement import Changes, contributions
from binhyen.ledger.selectors.catalogue import indicators
from binhyen.ledger.services.redrawing import derived_lines
from binhyen.ledger.services.rerolling import booked_from
from binhyen.units.selectors import current_tree

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


def problems() -> list[str]:
    """Every way in which the ledger disagrees with itself; empty when it is whole."""
    return [*_balance_problems(), *_entry_problems(), *_declared_problems()]


def _from_lines() -> Iterator[Changes]:
    """What the lines say the derived tables should hold, an indicator at a time."""
    for facts in indicators().values():
        singles = list(line_sums((facts.id,), None, date.max))
        tree = current_tree(leaves={single.unit for single in singles})
        yield contributions(tree, booked_from(singles))


def _balance_problems() -> Iterator[str]:
    for facts, changes in zip(indicators().values(), _from_lines(), strict=True):
        for name, (model, key) in _KEYS.items():
            wanted = getattr(changes, name)
            rows = model.objects.filter(indicator=facts.id).values_list(*key, *FIELDS)
            found = {row[: len(key)]: Measure(*row[len(key) :]) for row in rows}
            for where in wanted.keys() | found.keys():
                if wanted.get(where) != found.get(where):
                    yield (
                        f"{facts.code} {name} {where}: the lines say {wanted.get(where)}, "
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
