"""One indicator over the units below: what each says, and the rate by which a map is shaded.

Only rates, shares and changes are shaded. A count is turned into one of them: to so many
people, to a village, by the part that has records, against a year before; the count itself
stands in the table.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.filings.rules.periods import last_year_key
from binhyen.ledger.models import Balance
from binhyen.ledger.rules.buckets import EVER
from binhyen.ledger.rules.expressions import rate
from binhyen.ledger.selectors.catalogue import Facts, indicator
from binhyen.ledger.selectors.figures import figures
from binhyen.ledger.selectors.questions import Figure, Query
from binhyen.ledger.selectors.sheets import Span
from binhyen.ledger.selectors.suppression import Itself, figures_seen
from binhyen.overview.rules.scale import Edges, edges, edges_around_zero, step_of
from binhyen.overview.rules.windows import FREE
from binhyen.overview.selectors.choosing import capital
from binhyen.records.rules.windows import window_of
from binhyen.units.models import Level, UnitVersion
from binhyen.units.selectors import current_tree

RATE, PEOPLE, VILLAGES, EVIDENCE, CHANGE = "rate", "people", "villages", "evidence", "change"
COUNTED = frozenset({"FLOW", "STOCK", "STATUS"})
PER_PEOPLE = 10_000
TWO_PLACES = Decimal("0.01")
COARSE, PER_TEN = Decimal("0.5"), 10
# What divides a count, and whether it is kept only where somebody has declared it.
DIVIDED_BY: Mapping[str, tuple[str, tuple[tuple[str, str], ...], int]] = {
    PEOPLE: ("DC02", (), PER_PEOPLE),
    VILLAGES: ("DC03", (("kind", "RESIDENTIAL_AREA"),), 1),
}
WORDS: Mapping[str, str | Promise] = {
    RATE: _("Tỷ lệ"),
    PEOPLE: _("Bình quân 10.000 dân"),
    VILLAGES: _("Bình quân một khu dân cư"),
    EVIDENCE: _("Phần có hồ sơ, %"),
    CHANGE: _("So với cùng kỳ năm trước"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A unit: its figure, the rate it is shaded by, the step that rate lies in."""

    unit: int
    uid: str
    name: str
    figure: Figure
    before: Figure | None = None
    rate: Decimal | None = None
    step: int | None = None
    rate_is_change: bool = False


@dataclass(frozen=True, slots=True)
class Shaded:
    """Every unit below in the order of codes, and the steps of the map."""

    way: str
    rows: tuple[Row, ...]
    own: Figure | None
    edges: Edges

    @property
    def known(self) -> int:
        return sum(row.figure.state == "NUMBER" for row in self.rows)

    @property
    def blank(self) -> int:
        return sum(row.figure.state == "BLANK" for row in self.rows)

    @property
    def is_shaded(self) -> bool:
        return any(row.step is not None for row in self.rows)

    @property
    def places(self) -> int:
        """As many decimals as tell the steps apart."""
        size = self.edges[1] - self.edges[0] if self.edges else Decimal(1)
        return 2 if size < COARSE else 1 if size < PER_TEN else 0

    @property
    def by_unit(self) -> dict[int, Row]:
        return {row.unit: row for row in self.rows}


def ways(facts: Facts, unit: int, on: date) -> list[str]:
    """By what the indicator can be shaded; nothing for a count of kinds or of the units."""
    if facts.kind == "RATE":
        return [RATE, CHANGE]
    if facts.kind not in COUNTED or facts.is_computed:
        return []
    found = [VILLAGES, EVIDENCE, CHANGE]
    if facts.code not in {"DC01", "DC02"} and _has_people(unit, on):
        found.insert(0, PEOPLE)
    return found


def shaded(
    query: Query, facts: Facts, candidates: Sequence[str], itself: Itself, span_before: Span
) -> Shaded:
    """Read the units below on the map of the question, and shade them.

    *query* has a day for its map; *span_before* is the same window a year before. Of several
    *candidates* the first is taken that says something of at least half of the known units.
    """
    whole = replace(query, by="child")
    found = figures_seen(whole, itself)
    by_unit = {figure.unit: figure for figure in found if not figure.own}
    known = {unit: one for unit, one in by_unit.items() if one.state == "NUMBER"}
    older: Mapping[int, Figure] = {}
    way, rates = "", dict[int, Decimal]()
    for way in candidates:
        older = _before(whole, itself, span_before) if way == CHANGE else {}
        rates = _rates(whole, facts, way, known, older)
        if 2 * len(rates) >= len(known):
            break
    is_change = way == CHANGE
    steps = edges_around_zero(rates.values()) if is_change else edges(rates.values())
    rows = []
    for unit, (uid, name) in _named(query.unit, query.map or query.end).items():
        if (figure := by_unit.get(unit)) is not None:
            value = rates.get(unit)
            step = None if value is None else step_of(value, steps)
            rows.append(Row(unit, uid, name, figure, older.get(unit), value, step, is_change))
    own = next((figure for figure in found if figure.own and figure.state != "BLANK"), None)
    return Shaded(way, tuple(rows), own, steps)


def year_before(span: Span, period: str) -> Span:
    """The same period of the law a year before, or the same days; on the same map."""
    window = window_of(last_year_key(period)) if period != FREE else None
    if window is not None:
        return Span(window.start, window.end, span.on)
    return Span(_day_before(span.start), _day_before(span.end), span.on)


def _day_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _rates(
    query: Query,
    facts: Facts,
    way: str,
    known: Mapping[int, Figure],
    older: Mapping[int, Figure],
) -> dict[int, Decimal]:
    """The rate of each unit that has one; a hidden or unknown figure has none."""
    if way == CHANGE:
        return _each(known, lambda one: _change(one, older.get(one.unit), facts))
    if way in DIVIDED_BY:
        below = _divisors(query, way)
        steps = DIVIDED_BY[way][2]
        return _each(known, lambda one: _divided(one, below.get(one.unit, 0), facts, steps))
    if way == EVIDENCE:
        return _each(known, lambda one: one.evidence)
    return _each(known, lambda one: one.amount if isinstance(one.amount, Decimal) else None)


def _each(
    known: Mapping[int, Figure], rate_of: Callable[[Figure], Decimal | None]
) -> dict[int, Decimal]:
    return {unit: value for unit, one in known.items() if (value := rate_of(one)) is not None}


def _divisors(query: Query, way: str) -> dict[int, int]:
    """What each unit's count is divided by; nothing for one of whose communes some have none.

    A province that has counted the people of half its communes would seem twice as busy.
    """
    code, filters, _steps = DIVIDED_BY[way]
    rows = figures(replace(query, indicator=code, filters=filters))
    found = {row.unit: row.amount for row in rows if not row.own and isinstance(row.amount, int)}
    lacking = _lacking(query, way)
    return {unit: amount for unit, amount in found.items() if unit not in lacking}


def _lacking(query: Query, way: str) -> set[int]:
    """The units right below with a commune that has no people declared, or no village listed."""
    on = query.map or query.end
    tree = current_tree()
    below = {unit: tree.children(unit, on) for unit in tree.children(query.unit, on)}
    wanted = [commune for communes in below.values() for commune in communes]
    if not wanted:
        return set()
    if way == PEOPLE:
        rows = Balance.objects.filter(
            own=False, indicator=indicator("DC02").id, bucket=EVER, unit__in=wanted, n__gt=0
        )
        have = set(rows.values_list("unit", flat=True))
    else:
        areas = UnitVersion.objects.on(query.end).filter(unit__level=Level.AREA)
        have = set(areas.filter(parent__in=wanted).values_list("parent", flat=True).distinct())
    return {unit for unit, communes in below.items() if not have.issuperset(communes)}


def _divided(figure: Figure, by: int, facts: Facts, steps: int) -> Decimal | None:
    if by <= 0 or not isinstance(figure.amount, int):
        return None
    return (Decimal(facts.shown(figure.amount)) * steps / by).quantize(TWO_PLACES)


def _before(query: Query, itself: Itself, span: Span) -> dict[int, Figure]:
    asked = replace(query, start=span.start, end=span.end)
    return {row.unit: row for row in figures_seen(asked, itself) if not row.own}


def _change(now: Figure, before: Figure | None, facts: Facts) -> Decimal | None:
    """Points of a rate, or percent of a count; nothing where one side is missing or was zero."""
    if before is None or before.amount is None or now.amount is None:
        return None
    if facts.kind == "RATE":
        return Decimal(now.amount) - Decimal(before.amount)
    if before.amount <= 0:
        return None
    return rate(int(now.amount) - int(before.amount), int(before.amount))


def _has_people(unit: int, on: date) -> bool:
    """Whether inhabitants have been declared anywhere right below the unit."""
    below = UnitVersion.objects.on(on).filter(parent=unit).values("unit")
    wanted = indicator("DC02").id
    return Balance.objects.filter(own=False, indicator=wanted, unit__in=below).exists()


def _named(unit: int, on: date) -> dict[int, tuple[str, str]]:
    """Name, and give the key of, every unit right below, in the order of official codes."""
    rows = UnitVersion.objects.on(on).filter(parent=unit).order_by("code", "sort_key", "pk")
    found = rows.values_list("unit", "unit__uid", "full_name")
    return {key: (uid, capital(name)) for key, uid, name in found}
