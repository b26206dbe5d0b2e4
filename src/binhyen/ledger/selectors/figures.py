"""Figures: what an indicator is at a unit, over a window, on a map (DESIGN: docs/rules/maps.md)."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from binhyen.ledger.rules.buckets import ONE_DAY
from binhyen.ledger.rules.expressions import rate, terms
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.rules.maps import OWN, View
from binhyen.ledger.rules.measures import ZERO, Measure
from binhyen.ledger.rules.postings import Dims
from binhyen.ledger.selectors.catalogue import Facts, dimensions_of, indicator, sets_matching
from binhyen.ledger.selectors.reading import SPANNING, Answer, Ask, Reader
from binhyen.ledger.selectors.scope import in_scope_counts
from binhyen.units.models import Level
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree

State = Literal["NUMBER", "BLANK", "SUPPRESSED"]
DISTINCT_OF = {"MH01": ("MH02", "type")}
VISIBLE_HEDGE = 20  # tables print the word when the hedged part is 1/20 or more


class NotOnMapError(Exception):
    """The unit is not on the asked map; ``image`` is what stands for it there."""

    def __init__(self, image: int, on: date) -> None:
        super().__init__(str(image))
        self.image = image
        self.on = on


class UnknownDimensionError(Exception):
    """The indicator has no such dimension, or the dimension no such value."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question. ``map`` None is `then`; ``by`` is unit, child, month or dim:NAME."""

    indicator: str
    unit: int
    start: date
    end: date
    map: date | None = None
    by: str = "unit"
    filters: Dims = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of an answer. ``amount`` is in smallest steps; None is not known, never zero."""

    unit: int
    start: date
    end: date
    amount: int | Decimal | None
    hedge: Hedge = Hedge.EXACT
    state: State = "NUMBER"
    own: bool = False
    declared: bool = False
    declared_amount: int = 0
    hedged_amount: int = 0
    unallocated: int = 0
    cut_declarations: int = 0
    lines_count: int = 0
    numerator: int | None = None
    denominator: int | None = None
    dimension: str | None = None
    unmatched: int = 0

    @property
    def says_hedge(self) -> bool:
        """Whether a table prints the hedge as a word, not as a footnote mark (5 % rule)."""
        if self.hedge is Hedge.EXACT or not isinstance(self.amount, int):
            return False
        return abs(self.hedged_amount) * VISIBLE_HEDGE >= abs(self.amount)

    @property
    def evidence(self) -> Decimal | None:
        """The share of the amount that has a record behind it, in percent."""
        if not isinstance(self.amount, int) or self.amount <= 0 or self.state != "NUMBER":
            return None
        return rate(self.amount - self.declared_amount, self.amount)


def figures(query: Query) -> list[Figure]:
    """The rows that answer a question, in the order of official codes (children) or of time."""
    facts = indicator(query.indicator)
    tree = current_tree(leaves=[query.unit])
    _check_map(tree, query, facts)
    if query.by == "month" and facts.kind != "FLOW":
        return _month_ends(query, facts)
    if query.by == "month" and facts.kind == "FLOW":
        return _by_month(tree, query, facts)
    if query.by.startswith("dim:"):
        return _by_dimension(tree, query, facts, query.by.removeprefix("dim:"))
    rows = rows_of(tree, query)
    return [row for _, row in sorted(rows.items(), key=lambda item: (item[0] == OWN, item[0]))]


def map_date(query: Query, facts: Facts) -> date | None:
    """The date of the map a question is read on; None when each line has its own."""
    if query.map is None and facts.kind != "FLOW":
        return query.end
    return query.map


def _check_map(tree: Tree, query: Query, facts: Facts) -> None:
    on = query.map
    if on is None and facts.kind not in {"FLOW", "RATE"}:
        on = query.end
    if on is not None:
        if not tree.valid(query.unit, on):
            raise NotOnMapError(tree.image(query.unit, on).unit, on)
        return
    place = tree.places[query.unit]
    lived = any(s.start <= query.end and query.start < s.end for s in place.spans)
    if not lived:
        at = query.end if place.start > query.end else query.start
        raise NotOnMapError(tree.image(query.unit, at).unit, at)


def rows_of(tree: Tree, query: Query) -> dict[int, Figure]:
    """by=unit or by=child, by row: a unit's key, or OWN."""
    facts = indicator(query.indicator)
    if facts.kind == "RATE":
        return _rates(tree, query, facts)
    if facts.is_computed:
        return _scope_rows(tree, query)
    if facts.kind == "DISTINCT":
        return _distinct(tree, query, facts)
    answer = _answer(tree, query, facts)
    return {
        row: _figure(query, row, answer, facts) for row in _row_keys(tree, query, facts, answer)
    }


def _row_keys(tree: Tree, query: Query, facts: Facts, answer: Answer) -> list[int]:
    if query.by != "child":
        return [query.unit]
    touched = {row for row, _, _ in answer.sums} | {row for row, _ in answer.cut}
    return sorted((touched | set(children_of(tree, query, facts))) - {OWN}) + [OWN]


def children_of(tree: Tree, query: Query, facts: Facts) -> list[int]:
    """The children a by=child answer lists: on the map, or all that were valid in the window."""
    on = map_date(query, facts)
    if tree.is_leaf(query.unit):
        return []
    if tree.level(query.unit) == Level.COMMUNE:
        return _areas(query, on)
    if on is not None:
        return tree.children(query.unit, on)
    return [
        child
        for child in tree.children_ever(query.unit)
        if any(
            span.parent == query.unit and span.start <= query.end and query.start < span.end
            for span in tree.places[child].spans
        )
    ]


def _areas(query: Query, on: date | None) -> list[int]:
    from binhyen.units.models import UnitVersion  # noqa: PLC0415

    versions = UnitVersion.objects.filter(parent=query.unit, unit__level=Level.AREA)
    if on is not None:
        versions = versions.on(on)
    else:
        versions = versions.exclude(valid_from__gt=query.end).exclude(valid_to__lte=query.start)
    return list(versions.values_list("unit_id", flat=True))


def _answer(tree: Tree, query: Query, facts: Facts, group: str | None = None) -> Answer:
    on = map_date(query, facts)
    filters = _filters(query, facts)
    dims = tuple(sets_matching(facts.id, filters)) if filters else None
    view = View(tree, query.unit, on, query.by == "child")
    start = query.start if facts.kind == "FLOW" else None
    return Reader(Ask((facts.id,), start, query.end, view, dims, group)).read()  # type: ignore[arg-type]


def _filters(query: Query, facts: Facts) -> Dims:
    filters = query.filters
    for name, _ in filters:
        if name not in facts.dimensions:
            raise UnknownDimensionError(name)
    if facts.kind == "STATUS" and "year" not in dict(filters):
        filters = (*filters, ("year", str(query.end.year)))
    return filters


def _figure(query: Query, row: int, answer: Answer, facts: Facts) -> Figure:
    measure = answer.sums.get((row, facts.id, 0), ZERO)
    unit = query.unit if row == OWN else row
    return replace(
        from_measure(measure, unit, query.start, query.end),
        own=row == OWN,
        unallocated=answer.unallocated.get((row, facts.id), 0),
        cut_declarations=answer.cut.get((row, facts.id), 0),
    )


def from_measure(measure: Measure, unit: int, start: date, end: date) -> Figure:
    known = measure.n > 0 or measure.amount != 0
    return Figure(
        unit=unit,
        start=start,
        end=end,
        amount=measure.amount if known else None,
        hedge=measure.hedge,
        state="NUMBER" if known else "BLANK",
        declared=measure.declared != 0,
        declared_amount=measure.declared,
        hedged_amount=measure.hedged,
        lines_count=measure.n,
    )


# --- months


def month_windows(start: date, end: date) -> list[tuple[date, date]]:
    """Calendar months cut by the window.

    >>> month_windows(date(2016, 12, 15), date(2017, 1, 14))[0]
    (datetime.date(2016, 12, 15), datetime.date(2016, 12, 31))
    """
    windows = []
    here = start
    while here <= end:
        last = here.replace(day=monthrange(here.year, here.month)[1])
        windows.append((here, min(last, end)))
        here = last + ONE_DAY
    return windows


def _by_month(tree: Tree, query: Query, facts: Facts) -> list[Figure]:
    answer = _answer(tree, replace(query, by="unit"), facts, group="month")
    rows = []
    for start, end in month_windows(query.start, query.end):
        key = (query.unit, facts.id, start.year * 100 + start.month)
        rows.append(from_measure(answer.sums.get(key, ZERO), query.unit, start, end))
    spanning = answer.sums.get((query.unit, facts.id, SPANNING), ZERO)
    if spanning.n:
        row = from_measure(spanning, query.unit, query.start, query.end)
        rows.append(replace(row, declared=True))
    return rows


def _month_ends(query: Query, facts: Facts) -> list[Figure]:
    rows = []
    for start, end in month_windows(query.start, query.end):
        window = replace(query, start=query.start if facts.kind == "RATE" else start, end=end)
        try:
            found = figures(replace(window, by="unit"))[0]
        except NotOnMapError:
            continue
        rows.append(replace(found, start=start, end=end))
    return rows


# --- dimensions


def _by_dimension(tree: Tree, query: Query, facts: Facts, name: str) -> list[Figure]:
    """A row a value, and one for lines without it, so that the rows sum to the figure."""
    if name not in facts.dimensions:
        raise UnknownDimensionError(name)
    query = replace(query, by="unit")
    total = _answer(tree, query, facts)
    split = _answer(tree, query, facts, group="dims")
    by_value: dict[str, Measure] = defaultdict(lambda: ZERO)
    for (_, _, key), measure in split.sums.items():
        value = dict(dimensions_of(key)).get(name)
        if value is not None:
            by_value[value] = by_value[value] + measure
    whole = total.sums.get((query.unit, facts.id, 0), ZERO)
    rest = whole
    rows = []
    for value, measure in sorted(by_value.items()):
        rest = rest - measure
        row = from_measure(measure, query.unit, query.start, query.end)
        rows.append(replace(row, dimension=value))
    if rest.n or rest.amount or not rows:
        rows.append(from_measure(rest, query.unit, query.start, query.end))
    return rows


# --- kinds that do not add up


def _distinct(tree: Tree, query: Query, facts: Facts) -> dict[int, Figure]:
    """Count the values whose balance is above zero: a union, never a sum."""
    of, name = DISTINCT_OF[facts.code]
    base = indicator(of)
    inner = replace(query, indicator=of)
    answer = _answer(tree, inner, base, group="dims")
    plain = _answer(tree, inner, base)
    values: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (row, _, key), measure in answer.sums.items():
        value = dict(dimensions_of(key)).get(name)
        if value is not None:
            values[row][value] += measure.amount
    rows = {}
    for row in _row_keys(tree, inner, base, plain):
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
    _show_declared_distinct(tree, query, facts, rows)
    return rows


def _show_declared_distinct(
    tree: Tree, query: Query, facts: Facts, rows: dict[int, Figure]
) -> None:
    """A declared count of kinds shows at its own unit, over what the records show; it never rises."""
    if query.unit not in rows or query.by != "unit":
        return
    from binhyen.ledger.queries.reading import line_sums  # noqa: PLC0415

    declared = ZERO
    for single in line_sums((facts.id,), None, query.end, units=(query.unit,)):
        declared = declared + single.measure
    counted = rows[query.unit].amount or 0
    assert isinstance(counted, int)  # noqa: S101 -- a count of kinds
    if declared.amount > counted:
        rows[query.unit] = replace(
            rows[query.unit],
            amount=declared.amount,
            hedge=declared.hedge,
            state="NUMBER",
            declared=True,
            declared_amount=declared.amount - counted,
            hedged_amount=declared.hedged,
            lines_count=rows[query.unit].lines_count + declared.n,
        )


def _rates(tree: Tree, query: Query, facts: Facts) -> dict[int, Figure]:
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
        value = rate(numerator, denominator)
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
            lines_count=sum(part.lines_count for part in (top, bottom) if part),
        )
    return rows


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


def _scope_rows(tree: Tree, query: Query) -> dict[int, Figure]:
    """DC03: the villages, communes and organisations valid on the last day, on the asked map."""
    on = query.map or query.end
    kinds = [value for name, value in query.filters if name == "kind"]
    counts = in_scope_counts(
        tree, query.unit, on, at=query.end, by_child=query.by == "child", kinds=kinds
    )
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


def grid(
    codes: Sequence[str], unit: int, start: date, end: date, on: date | None
) -> dict[tuple[int, str], Measure]:
    """Many FLOW, STOCK and STATUS indicators by child in few queries: (row, code) → sums."""
    tree = current_tree(leaves=[unit])
    found: dict[tuple[int, str], Measure] = {}
    for is_flow in (True, False):
        chosen = {
            indicator(code).id: code
            for code in codes
            if (indicator(code).kind == "FLOW") is is_flow
            and indicator(code).kind in {"FLOW", "STOCK"}
        }
        if not chosen:
            continue
        view = View(tree, unit, on if on or is_flow else end, by_child=True)
        ask = Ask(tuple(chosen), start if is_flow else None, end, view)
        for (row, key, _), measure in Reader(ask).read().sums.items():
            found[row, chosen[key]] = measure
    return found
