"""One indicator of one unit over months, quarters or years, each beside the same a year before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from binhyen.ledger.rules.expressions import rate, terms
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.rules.measures import ZERO, Measure
from binhyen.ledger.rules.postings import Dims
from binhyen.ledger.selectors.asking import SPANNING
from binhyen.ledger.selectors.catalogue import Facts, indicator
from binhyen.ledger.selectors.figures import figures
from binhyen.ledger.selectors.questions import Figure, NotOnMapError, Query, from_measure
from binhyen.ledger.selectors.sums import answer
from binhyen.overview.rules.drawing import Chart, chart
from binhyen.overview.rules.windows import MONTHS, QUARTERS, YEARS, periods_until
from binhyen.records.rules.windows import Window
from binhyen.units.selectors import current_tree

Door = Callable[..., str]
SHOWN = {MONTHS: 12, QUARTERS: 8, YEARS: 10}
A_YEAR = {MONTHS: 12, QUARTERS: 4, YEARS: 1}


@dataclass(frozen=True, slots=True)
class Point:
    """A period: its figure, and the same period's a year before."""

    window: Window
    now: Figure
    before: Figure
    url: str


@dataclass(frozen=True, slots=True)
class Series:
    """A row of periods, oldest first; ``drawn`` says the same as a drawing."""

    facts: Facts
    by: str
    offered: tuple[str, ...]
    points: tuple[Point, ...]
    drawn: Chart
    on: date

    @property
    def is_known(self) -> bool:
        return any(point.now.amount is not None for point in self.points)

    @property
    def latest(self) -> Point:
        return self.points[-1]

    @property
    def two_years(self) -> bool:
        """Whether last year's line is another one, not this one moved by a year."""
        return self.by != YEARS


def series(query: Query, facts: Facts, by: str, on: date, door: Door) -> Series | None:
    """Read the periods that were over on the query's last day, on the map of *on*.

    None where the map does not hold the unit.
    """
    offered = _offered(facts)
    by = by if by in offered else offered[0]
    windows = periods_until(query.end, by, SHOWN[by] + A_YEAR[by])
    asked = replace(query, map=on, by="unit", start=windows[0].start, end=windows[-1].end)
    try:
        found = _read(asked, facts, windows)
    except NotOnMapError:
        return None
    back = A_YEAR[by]
    points = tuple(
        Point(
            window, found[at], found[at - back], door(facts.code, period=window.code, map="today")
        )
        for at, window in enumerate(windows)
        if at >= back
    )
    before = [point.before for point in points] if by != YEARS else []
    drawn = chart(_amounts(facts, [point.now for point in points]), _amounts(facts, before))
    return Series(facts, by, offered, points, drawn, on)


def _offered(facts: Facts) -> tuple[str, ...]:
    """A yearly mark, a count of kinds or of units, and a rate of them are read by the year."""
    if facts.kind in {"FLOW", "STOCK"} and not facts.is_computed:
        return (MONTHS, QUARTERS, YEARS)
    if facts.kind == "RATE":
        parts = [indicator(code) for code, _ in _all_terms(facts)]
        if all(one.kind in {"FLOW", "STOCK"} and not one.is_computed for one in parts):
            return (MONTHS, QUARTERS, YEARS)
    return (YEARS,)


def _all_terms(facts: Facts) -> list[tuple[str, Dims]]:
    return [*terms(facts.numerator), *terms(facts.denominator)]


def _read(query: Query, facts: Facts, windows: Sequence[Window]) -> list[Figure]:
    """In one reading a term; period by period where months do not tell all."""
    if len(_offered(facts)) > 1:
        wanted = _all_terms(facts) if facts.kind == "RATE" else [(facts.code, ())]
        sums = [_by_month(query, code, filters) for code, filters in wanted]
        if not any(one[SPANNING].n for one in sums if SPANNING in one):
            return [_figure(query, facts, sums, window) for window in windows]
    return [figures(replace(query, start=window.start, end=window.end))[0] for window in windows]


def _by_month(query: Query, code: str, filters: Dims) -> Mapping[int, Measure]:
    """The changes of one indicator by month of the law; of a stock, of all time."""
    facts = indicator(code)
    tree = current_tree(leaves=[query.unit])
    if query.map is not None and not tree.valid(query.unit, query.map):
        raise NotOnMapError(query.unit, query.map)
    asked = replace(query, indicator=code, filters=filters)
    found = answer(tree, asked, facts, group="period")
    return {month: measure for (_row, _key, month), measure in found.sums.items()}


def _figure(
    query: Query, facts: Facts, sums: Sequence[Mapping[int, Measure]], window: Window
) -> Figure:
    if facts.kind != "RATE":
        measure = _within(sums[0], facts, window)
        return from_measure(measure, query.unit, window.start, window.end)
    parts = [
        _within(one, indicator(code), window)
        for one, (code, _) in zip(sums, _all_terms(facts), strict=True)
    ]
    above = len(terms(facts.numerator))
    top, bottom = (sum(part.amount for part in half) for half in (parts[:above], parts[above:]))
    value = rate(top, bottom)
    hedged = any(part.hedge is not Hedge.EXACT for part in parts)
    return Figure(
        query.unit,
        window.start,
        window.end,
        value,
        hedge=Hedge.ABOUT if hedged and value is not None else Hedge.EXACT,
        state="NUMBER" if value is not None else "BLANK",
        numerator=top,
        denominator=bottom,
    )


def _within(sums: Mapping[int, Measure], facts: Facts, window: Window) -> Measure:
    """The months of a window together; of a stock, everything up to its last one."""
    first, last = _month(window.start), window.end.year * 100 + window.end.month
    if facts.kind == "STOCK":
        first = 0
    chosen = (measure for month, measure in sums.items() if first <= month <= last)
    return sum(chosen, ZERO)


def _month(start: date) -> int:
    """The number of the month a window begins with: from 15/12 it is January."""
    year, month = start.year, start.month + 1
    return (year + 1) * 100 + 1 if month > 12 else year * 100 + month  # noqa: PLR2004 -- a year


def _amounts(facts: Facts, found: Sequence[Figure]) -> list[float | None]:
    return [
        None
        if one.amount is None
        else float(facts.shown(one.amount) if isinstance(one.amount, int) else one.amount)
        for one in found
    ]
