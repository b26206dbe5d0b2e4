"""Every indicator of a unit at once: a handful of queries, whatever the catalogue holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from binhyen.ledger.queries.reading import line_sums
from binhyen.ledger.rules.expressions import terms
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.rules.maps import OWN, View
from binhyen.ledger.rules.measures import ZERO, Measure
from binhyen.ledger.rules.postings import Dims
from binhyen.ledger.selectors.apart import Apart
from binhyen.ledger.selectors.asking import Answer, Ask, Group
from binhyen.ledger.selectors.catalogue import Facts, indicator, indicators, sets_of
from binhyen.ledger.selectors.kinds import DISTINCT_OF, share
from binhyen.ledger.selectors.questions import Figure, State, from_measure
from binhyen.ledger.selectors.reading import Reader
from binhyen.ledger.selectors.scope import in_scope, in_scope_counts
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree


class Span(NamedTuple):
    """A window and the map it is read on; no map: each line on its own day."""

    start: date
    end: date
    on: date | None = None


@dataclass(slots=True)
class Sums:
    """What every figure of one row is made of. The sums of several units add up to one."""

    plain: dict[int, Measure] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    sets: dict[tuple[int, Dims], Measure] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    scope: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    unallocated: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    cut: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    has_stock: bool = True


def added(parts: Iterable[Sums]) -> Sums:
    """The sums of several units, or of all rows of one, as those of one."""
    total = Sums()
    for one in parts:
        total.has_stock = total.has_stock and one.has_stock
        for key, measure in one.plain.items():
            total.plain[key] = total.plain[key] + measure
        for pair, measure in one.sets.items():
            total.sets[pair] = total.sets[pair] + measure
        for kind, count in one.scope.items():
            total.scope[kind] += count
        for key, amount in one.unallocated.items():
            total.unallocated[key] += amount
        for key, count in one.cut.items():
            total.cut[key] += count
    return total


def sheet(unit: int, span: Span) -> dict[str, Figure]:
    """Every indicator of the catalogue at one unit, by code."""
    found = figures_from(sums_of(unit, span)[unit], unit, span)
    show_declared_kinds(found, unit, span)
    return found


def sums_of(
    unit: int,
    span: Span,
    *,
    by_child: bool = False,
    split: Iterable[str] = (),
    only: Iterable[str] | None = None,
    with_remarks: bool = True,
) -> dict[int, Sums]:
    """The sums of a unit, or of its children and its own row; DC03 without its villages' rows.

    *split* names indicators to be read by their dimensions beside those a rate asks for; *only*
    those that figures will be made of, where not every one of the catalogue is wanted;
    *with_remarks*: whether it is told too what was placed undivided and what the window cuts.

    A unit that ended in the window has no STOCK on its last day: ``has_stock`` says so.
    """
    (rows,) = sums_of_each(
        unit, [span], by_child=by_child, split=split, only=only, with_remarks=with_remarks
    )
    return rows


def sums_of_each(
    unit: int,
    spans: Sequence[Span],
    *,
    by_child: bool = False,
    split: Iterable[str] = (),
    only: Iterable[str] | None = None,
    with_remarks: bool = True,
) -> list[dict[int, Sums]]:
    """The same of several windows, in their order; what they share is read once."""
    wanted = _wanted(indicators() if only is None else only)
    tree = current_tree(leaves=[unit])
    found = [_rows(tree, unit, span, by_child=by_child) for span in spans]
    apart = Apart()
    for rows, span in zip(found, spans, strict=True):
        for asked in _asked(tree, unit, span, wanted, split, by_child=by_child):
            if asked.indicators:
                ask = replace(asked, unallocated=with_remarks, cut=with_remarks)
                _take(rows, Reader(ask, apart).read(), ask.group)
        stands = tree.valid(unit, span.on or span.end)
        for sums in rows.values():
            sums.has_stock = stands
    if any(indicator(code).is_computed for code in wanted):
        _count_scope(found, tree, unit, spans, by_child=by_child)
    return found


def _rows(tree: Tree, unit: int, span: Span, *, by_child: bool) -> dict[int, Sums]:
    """Every row the unit has on the map, empty."""
    at = span.on or span.end
    stands = tree.valid(unit, at)
    rows: dict[int, Sums] = defaultdict(Sums)
    for row in [OWN, *(tree.children(unit, at) if stands else ())] if by_child else [unit]:
        rows[row] = Sums()
    return rows


def _asked(
    tree: Tree, unit: int, span: Span, wanted: set[str], split: Iterable[str], *, by_child: bool
) -> Iterator[Ask]:
    yield from _asked_of_flows(View(tree, unit, span.on, by_child), span, wanted, split)
    at = span.on or span.end
    if tree.valid(unit, at):
        yield from _asked_of_stocks(View(tree, unit, at, by_child), span, wanted, split)


def _asked_of_flows(
    view: View, span: Span, wanted: set[str], split: Iterable[str]
) -> Iterator[Ask]:
    yield Ask(_plain(wanted, "FLOW"), span.start, span.end, view)
    yield Ask(_split(wanted, split, "FLOW"), span.start, span.end, view, group="dims")


def _asked_of_stocks(
    view: View, span: Span, wanted: set[str], split: Iterable[str]
) -> Iterator[Ask]:
    """What stands on the last day."""
    yield Ask(_plain(wanted, "STOCK"), None, span.end, view)
    yield Ask(_split(wanted, split, "STOCK", "STATUS"), None, span.end, view, group="dims")


def figures_from(sums: Sums, unit: int, span: Span) -> dict[str, Figure]:
    """Turn the sums of a row into its figures, by code; no query."""
    return {code: _figure(facts, sums, unit, span) for code, facts in indicators().items()}


def show_declared_kinds(figures: dict[str, Figure], unit: int, span: Span) -> None:
    """Let a declared count of kinds stand at its own unit, over what records show."""
    for code in DISTINCT_OF:
        figures[code] = _with_declared_kinds(figures[code], indicator(code), unit, span)


def values_held(sums: Sums, code: str) -> set[str]:
    """The values a DISTINCT indicator counts: those whose balance is above zero."""
    return {value for value, amount in _by_value(sums, code).items() if amount > 0}


# --- what is read


def _wanted(codes: Iterable[str]) -> set[str]:
    """The indicators and what their figures are made of."""
    found = set(codes)
    found |= {DISTINCT_OF[code][0] for code in found & DISTINCT_OF.keys()}
    return found | {code for code, _ in _terms_of_rates(found)}


def _plain(wanted: set[str], kind: str) -> tuple[int, ...]:
    return tuple(
        facts.id
        for code, facts in indicators().items()
        if code in wanted and facts.kind == kind and not facts.is_computed
    )


def _split(wanted: set[str], split: Iterable[str], *kinds: str) -> tuple[int, ...]:
    """Those to be read by dimension: asked for so, or a rate, a count of kinds, a status."""
    found = {*split, *(code for code, filters in _terms_of_rates(wanted) if filters)}
    found |= {DISTINCT_OF[code][0] for code in wanted & DISTINCT_OF.keys()}
    found |= {code for code in wanted if indicator(code).kind == "STATUS"}
    chosen = (facts for facts in map(indicator, found) if facts.kind in kinds)
    return tuple(sorted(facts.id for facts in chosen if not facts.is_computed))


def _terms_of_rates(codes: Iterable[str]) -> Iterator[tuple[str, Dims]]:
    for facts in map(indicator, codes):
        if facts.kind == "RATE":
            yield from terms(facts.numerator)
            yield from terms(facts.denominator)


def _take(rows: dict[int, Sums], answer: Answer, group: Group) -> None:
    if group == "dims":
        sets = sets_of(key for _, _, key in answer.sums)
        for (row, key, dims), measure in answer.sums.items():
            pair = (key, sets[dims])
            rows[row].sets[pair] = rows[row].sets[pair] + measure
        return
    for (row, key, _), measure in answer.sums.items():
        rows[row].plain[key] = measure
    for (row, key), amount in answer.unallocated.items():
        rows[row].unallocated[key] = amount
    for (row, key), count in answer.cut.items():
        rows[row].cut[key] = count


def _count_scope(
    found: Sequence[dict[int, Sums]],
    tree: Tree,
    unit: int,
    spans: Sequence[Span],
    *,
    by_child: bool,
) -> None:
    """DC03 whole and by kind, on the last day of each window; windows of one map together."""
    maps: dict[date, list[int]] = defaultdict(list)
    for place, span in enumerate(spans):
        if tree.valid(unit, span.on or span.end):
            maps[span.on or span.end].append(place)
    for on, places in maps.items():
        days = sorted({spans[place].end for place in places})
        counts = in_scope_counts(tree, unit, on, days=days, by_child=by_child)
        for place in places:
            by_kind = counts[spans[place].end]
            for kind, rows in {**by_kind, "": in_scope(by_kind)}.items():
                for row, count in rows.items():
                    found[place][row].scope[kind] = count


# --- what it makes


def _figure(facts: Facts, sums: Sums, unit: int, span: Span) -> Figure:
    if facts.kind == "RATE":
        return _rate(facts, sums, unit, span)
    if facts.is_computed:
        known = sums.scope.get("")
        state: State = "NUMBER" if known is not None else "BLANK"
        return Figure(unit, span.start, span.end, known, state=state)
    if facts.kind == "DISTINCT":
        return _distinct(facts, sums, unit, span)
    figure = from_measure(term_sum(facts, (), sums, span), unit, span.start, span.end)
    return replace(
        figure,
        unallocated=sums.unallocated.get(facts.id, 0),
        cut_declarations=sums.cut.get(facts.id, 0),
    )


def term_sum(facts: Facts, filters: Dims, sums: Sums, span: Span) -> Measure:
    """One term: an indicator with filters; a STATUS is read for the year of the last day."""
    if facts.is_computed:
        return Measure(amount=sums.scope.get(dict(filters).get("kind", ""), 0))
    if facts.kind == "STATUS" and "year" not in dict(filters):
        filters = (*filters, ("year", str(span.end.year)))
    if not filters:
        return sums.plain.get(facts.id, ZERO)
    found = ZERO
    for (key, dims), measure in sums.sets.items():
        if key == facts.id and set(filters) <= set(dims):
            found = found + measure
    return found


def _rate(facts: Facts, sums: Sums, unit: int, span: Span) -> Figure:
    parts = []
    for expression in (facts.numerator, facts.denominator):
        found = [
            term_sum(indicator(code), filters, sums, span) for code, filters in terms(expression)
        ]
        parts.append(found)
    numerator, denominator = (sum(measure.amount for measure in part) for part in parts)
    measures = [measure for part in parts for measure in part]
    lines_count = sum(measure.n for measure in measures)
    value = share(facts, numerator, denominator, lines_count)
    hedged = any(measure.hedge is not Hedge.EXACT for measure in measures)
    return Figure(
        unit,
        span.start,
        span.end,
        value,
        hedge=Hedge.ABOUT if hedged and value is not None else Hedge.EXACT,
        state="NUMBER" if value is not None else "BLANK",
        numerator=numerator,
        denominator=denominator,
        lines_count=lines_count,
    )


def _by_value(sums: Sums, code: str) -> dict[str, int]:
    of, name = DISTINCT_OF[code]
    key, found = indicator(of).id, defaultdict[str, int](int)
    for (one, dims), measure in sums.sets.items():
        if one == key and (value := dict(dims).get(name)) is not None:
            found[value] += measure.amount
    return found


def _distinct(facts: Facts, sums: Sums, unit: int, span: Span) -> Figure:
    of, _name = DISTINCT_OF[facts.code]
    whole = sums.plain.get(indicator(of).id, ZERO)
    held = {value: n for value, n in _by_value(sums, facts.code).items() if n > 0}
    figure = from_measure(whole, unit, span.start, span.end)
    return Figure(
        unit,
        span.start,
        span.end,
        len(held) if figure.amount is not None else None,
        state=figure.state,
        lines_count=figure.lines_count,
        unmatched=unmatched(sums, facts.code),
    )


def unmatched(sums: Sums, code: str) -> int:
    """How much of what a DISTINCT indicator looks at has no value it could count."""
    of, _name = DISTINCT_OF[code]
    whole = sums.plain.get(indicator(of).id, ZERO)
    return max(0, whole.amount - sum(n for n in _by_value(sums, code).values() if n > 0))


def _with_declared_kinds(figure: Figure, facts: Facts, unit: int, span: Span) -> Figure:
    declared = ZERO
    for single in line_sums((facts.id,), None, span.end, units=(unit,)):
        if not single.dims:  # what was declared of one field is not the count of all
            declared = declared + single.measure
    counted = figure.amount if isinstance(figure.amount, int) else 0
    if declared.amount <= counted:
        return figure
    return replace(
        figure,
        amount=declared.amount,
        hedge=declared.hedge,
        state="NUMBER",
        declared=True,
        declared_amount=declared.amount - counted,
        hedged_amount=declared.hedged,
        lines_count=figure.lines_count + declared.n,
    )
