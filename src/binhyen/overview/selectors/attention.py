"""What a leader should look at: who is late, what sleeps, what has no record behind it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from binhyen.accounts.selectors import Reach
from binhyen.overview.selectors.due import Coming
from binhyen.overview.selectors.shading import Row, Shaded
from binhyen.records.models import Record, Revision

HALF = 50
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Named:
    """Some units by name, and how many there are in all."""

    rows: tuple[Row, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Trust:
    """Of the records confirmed, how many nobody but their author has seen."""

    confirmed: int
    alone: int

    @property
    def share(self) -> float:
        return 100 * self.alone / self.confirmed if self.confirmed else 0


@dataclass(frozen=True, slots=True)
class Attention:
    """The points of a leader's page; empty ones are left out."""

    late: list[Coming]
    quiet: int
    thin: Named
    blank: Named
    units: int

    @property
    def is_empty(self) -> bool:
        return not (self.late or self.quiet or self.thin.count or self.blank.count)


def attention(shaded: Shaded, coming: list[Coming], quiet: int) -> Attention:
    """Draw the points from what the page has read anyway; nothing is asked again."""
    thin = [
        row for row in shaded.rows if row.figure.evidence is not None and row.figure.evidence < HALF
    ]
    blank = [row for row in shaded.rows if row.figure.state == "BLANK"]
    late = [one for one in coming if one.arriving.is_late]
    return Attention(late, quiet, _named(thin), _named(blank), len(shaded.rows))


def trust(reach: Reach, start: date, end: date) -> Trust:
    """Count the records of these days in reach, and those their own author confirmed."""
    records = Record.objects.counting().filter(reach.filter("unit"), on__range=(start, end))
    rows = Revision.objects.filter(record__in=records, number=F("record__confirmed_revision"))
    found = rows.aggregate(n=Count("pk"), alone=Count("pk", filter=Q(self_confirmed=True)))
    return Trust(found["n"], found["alone"])


def _named(rows: list[Row]) -> Named:
    return Named(tuple(rows[:MOST_NAMED]), len(rows))
