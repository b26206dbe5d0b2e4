"""One door for every kind of indicator, and the kinds that do not simply add up."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from binhyen.ledger.queries.reading import line_sums
from binhyen.ledger.rules.expressions import rate, terms
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.rules.maps import OWN
from binhyen.ledger.rules.measures import ZERO, Measure
from binhyen.ledger.selectors.catalogue import (
    Facts,
    closed_values,
    dimensions_of,
    indicator,
)
from binhyen.ledger.selectors.questions import Figure, Query, from_measure
from binhyen.ledger.selectors.scope import in_scope, in_scope_counts
from binhyen.ledger.selectors.sums import answer, figure_of, row_keys
from binhyen.units.rules.tree import Tree

DISTINCT_OF = {"MH01": ("MH02", "type")}


def rows_of(tree: Tree, query: Query) -> dict[int, Figure]:
    """by=unit or by=child, by row: a unit's key, or OWN."""
    facts = indicator(query.indicator)
    if facts.kind == "RATE":
        return rates(tree, query, facts)
    if facts.is_computed:
        return scope_rows(tree, query)
    if facts.kind == "DISTINCT":
        return distinct(tree, query, facts)
    found = answer(tree, query, facts)
    return {row: figure_of(query, row, found, facts) for row in row_keys(tree, query, facts, found)}


def distinct(tree: Tree, query: Query, facts: Facts) -> dict[int, Figure]:
    """Count the values whose balance is above zero: a union, never a sum."""
    of, name = DISTINCT_OF[facts.code]
    base = indicator(of)
    inner = replace(query, indicator=of)
    by_set = answer(tree, inner, base, group="dims")
    plain = answer(tree, inner, base)
    values: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (row, _, key), measure in by_set.sums.items():
        value = dict(dimensions_of(key)).get(name)
        if value is not None:
            values[row][value] += measure.amount
    rows = {}
    for row in row_keys(tree, inner, base, plain):
        whole = plain.sums.get((row, base.id, 0), ZERO)
        held = {value: n for value, n in values[row].items() if n > 0}
        figure = from_measure(whole, query.unit if row == OWN else row, query.start, query.end)
        rows[row] = replace(
            figure,
            amount=len(held) if figure.amount is not None else None,
            hedge=Hedge.EXACT,
            declared=False,
            declared_amount=0,
            hedged_amount=0,
            own=row == OWN,
            unmatched=max(0, whole.amount - sum(held.values())),
        )
    _show_declared_distinct(query, facts, rows)
    return rows


def _show_declared_distinct(query: Query, facts: Facts, rows: dict[int, Figure]) -> None:
    """A declared count of kinds shows at its own unit, over what records show; it never rises.

    Only what was declared for exactly the asked dimensions: a count of one field is not a
    part that could be added to the others.
    """
    units = [row for row in rows if row != OWN]
    said: dict[int, Measure] = defaultdict(lambda: ZERO)
    for single in line_sums((facts.id,), None, query.end, units=units):
        if set(dimensions_of(single.dims)) == set(query.filters):
            said[single.unit] = said[single.unit] + single.measure
    for unit, declared in said.items():
        counted = rows[unit].amount or 0
        assert isinstance(counted, int)  # noqa: S101 -- a count of kinds
        if declared.amount > counted:
            rows[unit] = replace(
                rows[unit],
                amount=declared.amount,
                hedge=declared.hedge,
                state="NUMBER",
                declared=True,
                declared_amount=declared.amount - counted,
                hedged_amount=declared.hedged,
                lines_count=rows[unit].lines_count + declared.n,
            )


def distinct_by(tree: Tree, query: Query, facts: Facts, name: str) -> list[Figure]:
    """A row a value of a dimension; one kind may show in several, so the rows do not sum."""
    rows = []
    for value in closed_values().get((facts.code, name), {}):
        asked = replace(query, by="unit", filters=(*query.filters, (name, value)))
        row = distinct(tree, asked, facts)[query.unit]
        if row.amount is not None:
            rows.append(replace(row, dimension=value))
    return rows


def rates(tree: Tree, query: Query, facts: Facts) -> dict[int, Figure]:
    """Numerator and denominator each summed first, never averaged; any hedge makes it ABOUT."""
    parts = [
        _summed(tree, query, facts.numerator),
        _summed(tree, query, facts.denominator),
    ]
    rows = {}
    for row in sorted(parts[0].keys() | parts[1].keys(), key=lambda r: (r == OWN, r)):
        top, bottom = (part.get(row) for part in parts)
        numerator = top.amount if top and isinstance(top.amount, int) else 0
        denominator = bottom.amount if bottom and isinstance(bottom.amount, int) else 0
        lines_count = sum(part.lines_count for part in (top, bottom) if part)
        value = share(facts, numerator, denominator, lines_count)
        hedged = any(part and part.hedge is not Hedge.EXACT for part in (top, bottom))
        rows[row] = Figure(
            unit=query.unit if row == OWN else row,
            start=query.start,
            end=query.end,
            amount=value,
            hedge=Hedge.ABOUT if hedged and value is not None else Hedge.EXACT,
            state="NUMBER" if value is not None else "BLANK",
            own=row == OWN,
            numerator=numerator,
            denominator=denominator,
            lines_count=lines_count,
        )
    return rows


def share(facts: Facts, numerator: int, denominator: int, lines_count: int) -> Decimal | None:
    """Divide; a share of all units in scope is not known, and not 0, while nobody wrote of it."""
    of_units = all(indicator(code).is_computed for code, _ in terms(facts.denominator))
    if of_units and not numerator and not lines_count:
        return None
    return rate(numerator, denominator)


def _summed(tree: Tree, query: Query, expression: str) -> dict[int, Figure]:
    found: dict[int, Figure] = {}
    for code, filters in terms(expression):
        own = indicator(code)
        wanted = tuple((n, v) for n, v in (*query.filters, *filters) if n in own.dimensions)
        for row, figure in rows_of(tree, replace(query, indicator=code, filters=wanted)).items():
            known = found.get(row)
            found[row] = figure if known is None else _plus(known, figure)
    return found


def _plus(one: Figure, other: Figure) -> Figure:
    amounts = [f.amount for f in (one, other) if isinstance(f.amount, int)]
    hedges = {f.hedge for f in (one, other)} - {Hedge.EXACT}
    return replace(
        one,
        amount=sum(amounts) if amounts else None,
        hedge=Hedge.EXACT if not hedges else hedges.pop() if len(hedges) == 1 else Hedge.ABOUT,
        state="NUMBER" if amounts else "BLANK",
        lines_count=one.lines_count + other.lines_count,
    )


def scope_rows(tree: Tree, query: Query) -> dict[int, Figure]:
    """DC03: the villages, communes and organisations valid on the last day, on the asked map."""
    on = query.map or query.end
    kinds = [value for name, value in query.filters if name == "kind"]
    found = in_scope_counts(tree, query.unit, on, days=[query.end], by_child=query.by == "child")
    counts = in_scope(found[query.end], kinds)
    return {
        row: Figure(
            unit=query.unit if row == OWN else row,
            start=query.start,
            end=query.end,
            amount=count,
            own=row == OWN,
        )
        for row, count in counts.items()
    }


def scope_by(tree: Tree, query: Query, name: str) -> list[Figure]:
    """A row a kind of unit in scope; what the question already filters stays filtered."""
    wanted = dict(query.filters).get(name)
    rows = []
    for value in closed_values().get((query.indicator, name), {}):
        if wanted in {None, value}:
            asked = replace(query, by="unit", filters=((name, value),))
            rows.append(replace(scope_rows(tree, asked)[query.unit], dimension=value))
    return rows
