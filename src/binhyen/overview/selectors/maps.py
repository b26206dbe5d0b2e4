"""A province of today beside the provinces it was made of: the same figures on two maps."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from binhyen.ledger.selectors.catalogue import Facts, indicators
from binhyen.ledger.selectors.questions import Figure
from binhyen.ledger.selectors.sheets import Span, added, figures_from, sums_of
from binhyen.ledger.selectors.suppression import Itself
from binhyen.overview.selectors.choosing import capital
from binhyen.overview.selectors.shapes import Pair, pair
from binhyen.units.models import Level, Unit
from binhyen.units.selectors import current_tree, own_names

MIDDLE_OF_YEAR = 6


@dataclass(frozen=True, slots=True)
class Column:
    """A province of the older map."""

    unit: int
    uid: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator: each province of then, their sum, and the province of today."""

    facts: Facts
    parts: tuple[Figure, ...]
    then: Figure
    today: Figure

    @property
    def agrees(self) -> bool:
        return self.then.amount == self.today.amount


@dataclass(frozen=True, slots=True)
class Compared:
    """The table; groups of the catalogue without any figure are left out."""

    columns: tuple[Column, ...]
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    drawn: Pair | None

    @property
    def agrees(self) -> bool:
        return all(row.agrees for _name, rows in self.groups for row in rows)


def first_divided_day(unit: int) -> date | None:
    """The day the province came of others; None for any other unit."""
    tree = current_tree(leaves=[unit])
    if tree.level(unit) != Level.PROVINCE:
        return None
    before = [on for on, old in tree.places[unit].predecessors if tree.level(old) == Level.PROVINCE]
    return max(before, default=None)


def default_code(day: date) -> str:
    """The last half-year or year that was over when the map changed."""
    return f"{day.year}-H1" if day.month > MIDDLE_OF_YEAR else str(day.year - 1)


def compared(unit: int, span: Span, today: date, itself: Itself) -> Compared | None:
    """Read both maps; None when the province already stood on the window's last day."""
    tree = current_tree(leaves=[unit])
    olds = [old for _on, old in tree.places[unit].predecessors if tree.valid(old, span.end)]
    if tree.valid(unit, span.end) or not olds:
        return None
    then, now = Span(span.start, span.end, span.end), Span(span.start, span.end, today)
    parts = [sums_of(old, then)[old] for old in olds]
    figures = [figures_from(part, old, then) for part, old in zip(parts, olds, strict=True)]
    together = figures_from(added(parts), unit, then)
    whole = figures_from(sums_of(unit, now)[unit], unit, now)
    rows = [
        Row(facts, tuple(part[code] for part in figures), together[code], whole[code])
        for code, facts in indicators().items()
        if not facts.is_sensitive or itself(unit)
    ]
    known = [row for row in rows if row.then.amount is not None or row.today.amount is not None]
    known.sort(key=lambda row: (row.facts.group, row.facts.id))
    groups = tuple(
        (name.partition(". ")[2] or name, tuple(found))
        for name, found in groupby(known, key=lambda row: row.facts.group)
    )
    drawn = pair(unit, olds, span.end, today)
    return Compared(_columns(olds, span.end), groups, drawn)


def _columns(olds: list[int], on: date) -> tuple[Column, ...]:
    names = own_names(olds, on)
    uids = dict(Unit.objects.filter(pk__in=olds).values_list("pk", "uid"))
    return tuple(Column(old, uids[old], capital(names[old])) for old in olds)
