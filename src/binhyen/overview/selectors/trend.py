"""A unit's own last twelve periods beside the twelve before; a leader's table of the children.

Home draws one indicator large and four small; a unit's sheet draws the same five small.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from binhyen.ledger.rules.maps import OWN
from binhyen.ledger.rules.measures import ZERO
from binhyen.ledger.selectors.catalogue import Facts, indicator
from binhyen.ledger.selectors.figures import grid
from binhyen.ledger.selectors.questions import Figure, from_measure
from binhyen.ledger.selectors.sheets import Span
from binhyen.ledger.selectors.trends import Period, trends
from binhyen.overview.rules.drawing import Chart, Spark, chart, spark
from binhyen.overview.rules.windows import months_until
from binhyen.overview.selectors.choosing import capital
from binhyen.records.rules.windows import Window, month_holding
from binhyen.units.models import Unit
from binhyen.units.selectors import current_tree, own_names

YEAR = 12
TALL, SMALL = "TT02", ("TT01", "MH02", "LL09", "TT08")
LEADERS = ("TT01", "TT02", "NH01", "MH02", "LL09", "TT08")

Door = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Past:
    """A month with its figure, and where that opens."""

    window: Window
    now: Figure
    url: str

    @property
    def is_known(self) -> bool:
        return self.now.amount is not None


@dataclass(frozen=True, slots=True)
class Month(Past):
    """One row of the table behind the chart: beside it the same month a year before."""

    before: Figure

    @property
    def yearly(self) -> int | None:
        """The difference to the year before; None where one side is missing."""
        return _difference(self.now, self.before)


@dataclass(frozen=True, slots=True)
class Main:
    """A main indicator of a unit's sheet: twelve months, and their line without an axis."""

    facts: Facts
    months: list[Past]
    latest: Month
    spark: Spark

    @property
    def is_empty(self) -> bool:
        return not any(month.is_known for month in self.months)


@dataclass(frozen=True, slots=True)
class Small:
    """A sparkline with its latest number."""

    facts: Facts
    figure: Figure
    spark: Spark
    url: str


@dataclass(frozen=True, slots=True)
class Trend:
    """What the side card of the home page shows; nothing known: ``is_empty``."""

    facts: Facts
    months: list[Month]
    running: Month
    drawn: Chart
    small: list[Small]

    @property
    def latest(self) -> Month:
        return self.months[-1]

    @property
    def difference(self) -> int | None:
        return _difference(self.months[-1].now, self.months[-2].now)

    @property
    def yearly(self) -> int | None:
        return self.latest.yearly

    @property
    def is_drawn(self) -> bool:
        return bool(self.drawn.now or self.drawn.before or self.drawn.spots)

    @property
    def is_empty(self) -> bool:
        known = [self.running.now, *(month.now for month in self.months)]
        small = [one.figure for one in self.small]
        return all(figure.amount is None for figure in (*known, *small))


@dataclass(frozen=True, slots=True)
class Child:
    """A row of the leader's table."""

    name: str
    uid: str
    figures: list[Figure]

    @property
    def speaks(self) -> bool:
        return any(figure.amount is not None for figure in self.figures)


def trend(unit: int, today: date, door: Door) -> Trend:
    """Read 24 months of the law and the one that runs, on today's map."""
    windows = [*months_until(today, 2 * YEAR), month_holding(today)]
    periods = [_period(window) for window in windows]
    found = trends([TALL, *SMALL], unit, periods, today)
    tall = found[TALL]
    months = _months(TALL, tall, windows, door)
    running = Month(windows[-1], tall[-1], _url(door, TALL, windows[-1]), tall[-1 - YEAR])
    return Trend(
        facts=indicator(TALL),
        months=months,
        running=running,
        drawn=chart(_amounts(tall[YEAR:-1]), _amounts(tall[:YEAR])),
        small=[_small(code, found[code], windows, door) for code in SMALL],
    )


def main_figures(unit: int, day: date, door: Door) -> list[Main]:
    """Read the main indicators over the twelve months that were over on *day*, on its map.

    One reading a kind serves all of them, and the last month of the year before is read with it.
    """
    windows = months_until(day, YEAR + 1)
    found = trends([TALL, *SMALL], unit, [_period(window) for window in windows], day)
    return [_main(code, found[code], windows, door) for code in (TALL, *SMALL)]


def children(unit: int, span: Span) -> tuple[list[Child], Child]:
    """The chosen indicators of every unit below, in the order of codes, and their sum."""
    sums = grid(LEADERS, unit, span.start, span.end, span.on)
    tree = current_tree(leaves=[unit])
    below = dict.fromkeys([*tree.children(unit, span.on or span.end), *(row for row, _ in sums)])
    below.pop(OWN, None)
    names = own_names(below, span.on or span.end)
    uids = dict(Unit.objects.filter(pk__in=[*below, unit]).values_list("pk", "uid"))

    def child(row: int, name: str, uid: str) -> Child:
        measures = [sums.get((row, code), ZERO) for code in LEADERS]
        return Child(name, uid, [from_measure(m, row, span.start, span.end) for m in measures])

    found = [child(row, capital(names.get(row, uids[row])), uids[row]) for row in below]
    found.sort(key=lambda one: one.uid)
    own = child(OWN, "", "")
    if own.speaks:
        found.append(own)
    whole = [sum((m for (_, code), m in sums.items() if code == c), ZERO) for c in LEADERS]
    return found, Child(
        "", uids[unit], [from_measure(m, unit, span.start, span.end) for m in whole]
    )


def leaders_columns() -> list[Facts]:
    return [indicator(code) for code in LEADERS]


def _months(code: str, figures: list[Figure], windows: list[Window], door: Door) -> list[Month]:
    """The second of two years, month by month, each beside the same of the first."""
    return [
        Month(windows[at], figures[at], _url(door, code, windows[at]), figures[at - YEAR])
        for at in range(YEAR, 2 * YEAR)
    ]


def _main(code: str, figures: list[Figure], windows: list[Window], door: Door) -> Main:
    before, *year = figures
    months = [
        Past(window, figure, _url(door, code, window))
        for window, figure in zip(windows[1:], year, strict=True)
    ]
    last = months[-1]
    latest = Month(last.window, last.now, last.url, before)
    return Main(indicator(code), months, latest, spark(_amounts(year)))


def _small(code: str, figures: list[Figure], windows: list[Window], door: Door) -> Small:
    """Of a flow the last month that is over; of a level how it stands in the one that runs."""
    facts = indicator(code)
    last = len(windows) - 1 if facts.kind == "FLOW" else len(windows)
    drawn = spark(_amounts(figures[last - YEAR : last]))
    return Small(facts, figures[last - 1], drawn, _url(door, code, windows[last - 1]))


def _url(door: Door, code: str, window: Window) -> str:
    return door(code, period=window.code)


def _period(window: Window) -> Period:
    number = int(window.code[:4]) * 100 + int(window.code[-2:])
    return Period(number, window.start, window.end)


def _amounts(figures: Sequence[Figure]) -> list[int | None]:
    return [figure.amount if isinstance(figure.amount, int) else None for figure in figures]


def _difference(now: Figure, before: Figure) -> int | None:
    if isinstance(now.amount, int) and isinstance(before.amount, int):
        return now.amount - before.amount
    return None
