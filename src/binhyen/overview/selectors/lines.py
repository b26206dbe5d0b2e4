"""The lines behind a figure, grouped by what is declared and by year, each with its record."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from binhyen.accounts.selectors import Reach
from binhyen.kernel.dates import vn_date
from binhyen.kernel.numbers import grouped
from binhyen.ledger.rules.buckets import month_of
from binhyen.ledger.rules.measures import ZERO, Measure, measure_of
from binhyen.ledger.selectors.asking import SPANNING
from binhyen.ledger.selectors.catalogue import Facts, indicator
from binhyen.ledger.selectors.lines import (
    FigureLine,
    LinePage,
    UnknownPageError,
    before_day,
    figure_lines,
)
from binhyen.ledger.selectors.questions import Query
from binhyen.ledger.selectors.sums import answer
from binhyen.records.models import Record
from binhyen.records.rules import books
from binhyen.units.selectors import current_tree, own_names

PER_GROUP = 50
MOST_DECLARED = 500
OPEN_ALL_UP_TO = 24
MOST_ON_PAPER = 2000
DECLARED = "declared"


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as a page shows it. A record of a closed book has neither title nor address."""

    line: FigureLine
    day: str
    since: str
    title: str
    place: str
    url: str
    source: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one year, or all that is declared; ``shown`` is None while closed."""

    key: str
    name: str
    count: int
    amount: int
    hedge: str
    shown: list[Shown] | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Grouped:
    """Every group of a figure; their counts and amounts sum to it."""

    groups: list[Group]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def amount(self) -> int:
        return sum(group.amount for group in self.groups)


def grouped_lines(query: Query, reach: Reach, opened: str = "", after: str = "") -> Grouped:
    """Group the lines; few of them stand open at once, else the declared ones and *opened*."""
    facts = indicator(query.indicator)
    declared = figure_lines(query, declared=True, limit=MOST_DECLARED).items
    groups = _groups(query, facts, declared)
    everything = sum(group.count for group in groups) <= OPEN_ALL_UP_TO
    latest = groups[-1].key if groups else ""
    found = []
    for group in groups:
        if group.key == DECLARED:
            found.append(replace(group, shown=[_bare(line) for line in declared]))
        elif everything or group.key == (opened or latest):
            found.append(_opened(query, group, after if group.key == opened else ""))
        else:
            found.append(group)
    return Grouped(_named(found, reach))


@dataclass(frozen=True, slots=True)
class OnPaper:
    """The lines that fit on paper and in a workbook, oldest first; whether there are more."""

    lines: list[Shown]
    has_more: bool = False

    @property
    def more_words(self) -> str:
        """What to do about the rest; nothing when there is none."""
        if not self.has_more:
            return ""
        return _(
            "Ở đây có %(count)s dòng đầu, chưa phải tất cả. "
            "Chọn kỳ ngắn hơn hoặc một đơn vị ở dưới để có đủ."
        ) % {"count": grouped(len(self.lines))}


def lines_on_paper(query: Query, reach: Reach, most: int = MOST_ON_PAPER) -> OnPaper:
    """Every line, up to two thousand."""
    page = figure_lines(query, limit=most)
    return OnPaper(shown(page.items, reach), page.next is not None)


def unit_page(query: Query, reach: Reach, after: str = "") -> tuple[list[Shown], str | None]:
    """DC03: the units it counts, a page at a time, and where the next page begins."""
    page = _page(query, after=after, limit=PER_GROUP * 2)
    return shown(page.items, reach), page.next


def _page(query: Query, *, after: str, limit: int, declared: bool | None = None) -> LinePage:
    """Read lines from where the address says; an address nobody gave means the first page."""
    try:
        return figure_lines(query, declared=declared, after=after, limit=limit)
    except UnknownPageError:
        return figure_lines(query, declared=declared, limit=limit)


# --- groups


def _groups(query: Query, facts: Facts, declared: list[FigureLine]) -> list[Group]:
    """The declared part and each year, from the balances: no line is read for a sum."""
    tree = current_tree(leaves=[query.unit])
    sums = answer(tree, replace(query, by="unit"), facts, group="month").sums
    months = defaultdict[int, Measure](lambda: ZERO)
    for (_row, _key, month), measure in sums.items():
        months[month] = months[month] + measure
    taken = [(_month_in(months, line), _measure(line)) for line in declared]
    for month, measure in taken:
        months[month] = months[month] - measure
    years = defaultdict[int, Measure](lambda: ZERO)
    for month, measure in months.items():
        years[month // 100] = years[month // 100] + measure
    found = []
    if declared:
        whole = sum((measure for _month, measure in taken), ZERO)
        found.append(_group(DECLARED, _("Khai báo"), whole))
    known = sorted(year for year, measure in years.items() if measure.n or measure.amount)
    found += [_group(str(year), _year_name(year, query, facts), years[year]) for year in known]
    return found


def _group(key: str, name: str, measure: Measure) -> Group:
    return Group(key, name, measure.n, measure.amount, str(measure.hedge))


def _month_in(months: dict[int, Measure], line: FigureLine) -> int:
    """Where the balances hold a declared line: in its month, or over several."""
    if line.span_from and month_of(line.span_from) != month_of(line.day):
        return SPANNING
    return month_of(line.day) if month_of(line.day) in months else SPANNING


def _measure(line: FigureLine) -> Measure:
    sign = -1 if line.amount < 0 else 1
    return measure_of(
        amount=line.amount, hedge=line.hedge, sign=1, hedge_sign=sign, declared=True
    )._replace(posted=0)


def _year_name(year: int, query: Query, facts: Facts) -> str:
    words = [_("Năm {year}").format(year=year)]
    if facts.kind == "FLOW" and year == query.start.year and query.start != date(year, 1, 1):
        words.append(_("từ {day}").format(day=f"{query.start:%d/%m}"))
    if year == query.end.year and query.end != date(year, 12, 31):
        words.append(_("đến {day}").format(day=f"{query.end:%d/%m}"))
    return f"{words[0]}, {' '.join(words[1:])}" if words[1:] else words[0]


def _opened(query: Query, group: Group, after: str) -> Group:
    """Read one page of a year's lines."""
    year = int(group.key)
    start = after or before_day(date(year, 1, 1))
    page = _page(query, declared=False, after=start, limit=PER_GROUP)
    lines = [_bare(line) for line in page.items if line.day.year == year]
    following = page.next if len(lines) == len(page.items) else None
    if following:
        ahead = figure_lines(query, declared=False, after=following, limit=1).items
        following = following if ahead and ahead[0].day.year == year else None
    return replace(group, shown=lines, next=following)


# --- words


def _bare(line: FigureLine) -> Shown:
    return Shown(line, "", "", "", "", "", "")


def _named(groups: list[Group], reach: Reach) -> list[Group]:
    """Name every line of the open groups at once."""
    lines = [one.line for group in groups for one in group.shown or ()]
    said = iter(shown(lines, reach))
    return [
        group if group.shown is None else replace(group, shown=[next(said) for _one in group.shown])
        for group in groups
    ]


def shown(lines: Iterable[FigureLine], reach: Reach) -> list[Shown]:
    """Give lines their record's title and place, in a fixed number of queries."""
    held = list(lines)
    records = _records({line.record for line in held if line.record})
    newest = max((line.day for line in held), default=date.max)
    names = own_names({line.unit for line in held}, newest)
    reach.load({record.unit_id for record in records.values()})
    return [_shown(line, records, names, reach) for line in held]


def _shown(
    line: FigureLine,
    records: dict[UUID, Record],
    names: dict[int, str],
    reach: Reach,
) -> Shown:
    place = names.get(line.unit, "")
    spans = line.span_from is not None and line.span_from != line.day
    said = replace(
        _bare(line), day=vn_date(line.day), since=vn_date(line.span_from) if spans else ""
    )
    record = records.get(line.record) if line.record else None
    if line.entry is None:
        return replace(said, title=place[:1].upper() + place[1:])
    if record is None:
        return replace(said, title=_("Chuyển sang đơn vị mới"), place=place)
    if not reach.reads(record.unit_id):
        return replace(said, title=_("Bản ghi trong sổ riêng của đơn vị"), place=place)
    said = replace(said, url=_address(record), source=_source(record))
    if record.book == "DECLARATION":
        return replace(said, title=record.place or record.title, place=place)
    known = record.place and place and place not in record.place
    where = f"{record.place}, {place}" if known else record.place or place
    return replace(said, title=record.title, place=where)


def _records(keys: set[UUID]) -> dict[UUID, Record]:
    return Record.objects.in_bulk(keys)


def _address(record: Record) -> str:
    namespace = {book.code: book.namespace for book in books()}.get(record.book, "")
    try:
        return reverse(f"{namespace}:record", args=[record.pk])
    except NoReverseMatch:
        return ""


def _source(record: Record) -> str:
    if record.book == "DECLARATION":
        return _("Văn bản")
    return {book.code: book.one for book in books()}.get(record.book, "").capitalize()
