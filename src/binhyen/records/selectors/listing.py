"""A book as a list: what an officer may read of it, filtered, counted, found by its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext

from binhyen.accounts.rules.scope import LEADER, Grant
from binhyen.accounts.selectors import Reach
from binhyen.kernel.pagination import MOST_COUNTED
from binhyen.kernel.text import exact_key, fold_key
from binhyen.ledger.rules import Hedge, combined
from binhyen.records.models import Record, RecordOrganiser
from binhyen.records.rules import Book
from binhyen.records.rules import book as book_of
from binhyen.units.selectors.naming import own_names

MOST_ELSEWHERE = 1_000
NEWEST_FIRST = ("-on", "-created_at", "pk")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list was asked for; anything left out does not narrow it."""

    text: str = ""
    start: date | None = None
    end: date | None = None
    kind: str = ""
    state: str = ""
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records a list holds, by what became of them; of a very long one, how many first."""

    total: int
    confirmed: int
    waiting: int
    voided: int
    is_all: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a row. Not asked: the kind has none. Asked without amount: not answered."""

    asked: bool
    amount: int | Decimal | None = None
    unit: str = ""
    hedge: str = "EXACT"


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a list, ready to be shown."""

    record: Record
    kind: str
    place: str
    cells: tuple[Cell, ...]


def visible(reach: Reach) -> Q:
    """Select the records an officer may read: of the units read, and those organised with them."""
    return reach.filter("unit") | _seen_elsewhere(reach)


def _seen_elsewhere(reach: Reach) -> Q:
    """Records of a unit not read that one that is read keeps on, or organised with it.

    They are few: their keys are looked up first, for no index serves one OR over three columns.
    """
    kept_on = Record.objects.filter(
        reach.beyond("unit"), reach.filter("continued_at"), continued_at__isnull=False
    ).values_list("pk", flat=True)
    joined = RecordOrganiser.objects.filter(
        reach.filter("unit"), reach.beyond("holder")
    ).values_list("record_id", flat=True)
    keys = {*kept_on[: MOST_ELSEWHERE + 1], *joined[: MOST_ELSEWHERE + 1]}
    if len(keys) > MOST_ELSEWHERE:
        return Q(pk__in=kept_on) | Q(pk__in=joined)
    return Q(pk__in=keys)


def held(at_unit: Q, at_keeper: Q) -> Q:
    """Select records by their unit, or by the unit that keeps them on: few, so by their keys."""
    kept_on = Record.objects.filter(at_keeper, continued_at__isnull=False)
    return at_unit | Q(pk__in=list(kept_on.values_list("pk", flat=True)))


def records_matching(*, reach: Reach, book: Book, asked: Asked) -> QuerySet[Record]:
    """List a book's records, newest first; with words to find, exact spellings first."""
    found = Record.objects.of(book.code).kept().filter(visible(reach))
    if asked.start and asked.end:
        span = found.running if book.opens else found.between
        found = span(asked.start, asked.end)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.unit is not None:
        below = Reach(on=reach.on, grants=(Grant(asked.unit, LEADER),))
        found = found.filter(held(below.filter("unit"), below.filter("continued_at")))
    if not asked.text:
        return found.order_by(*NEWEST_FIRST)
    return _best_first(found.called(asked.text), asked.text)


def _best_first(found: QuerySet[Record], text: str) -> QuerySet[Record]:
    """The words as they were typed, then in that order without marks, then anywhere."""
    apart = Case(
        When(exact_key__contains=exact_key(text), then=Value(0)),
        When(fold_key__contains=fold_key(text), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found.annotate(apart=apart).order_by("apart", "-on", "pk")


def counts_of(records: QuerySet[Record]) -> Counts:
    """Count a list by state in one query, which stops where nobody turns that many pages."""
    some = records.order_by().values("state")[: MOST_COUNTED + 1]
    by = {state.lower(): Count("state", filter=Q(state=state)) for state in Record.State.values}
    found = some.aggregate(total=Count("state"), **by)
    return Counts(
        total=min(found["total"], MOST_COUNTED),
        confirmed=found["confirmed"],
        waiting=found["draft"],
        voided=found["voided"],
        is_all=found["total"] <= MOST_COUNTED,
    )


def rows_of(records: Iterable[Record], on: date) -> list[Row]:
    """Name the units of a page of records, in a fixed number of queries."""
    page = list(records)
    names = own_names({record.unit_id for record in page}, on)
    return [_row(record, names.get(record.unit_id, "")) for record in page]


def totals_of(rows: Sequence[Row], book: Book) -> list[Cell]:
    """Add up the confirmed rows of a page; a column that must not be added is not asked."""
    counting = [row for row in rows if row.record.state == Record.State.CONFIRMED]
    totals = []
    for number, column in enumerate(book.columns):
        cells = [row.cells[number] for row in counting if number < len(row.cells)]
        totals.append(_sum(cells) if column.adds_up else Cell(asked=False))
    return totals


def _row(record: Record, unit_name: str) -> Row:
    book = book_of(record.book)
    place = ", ".join(part for part in (record.place, unit_name) if part)
    return Row(
        record=record,
        kind=book.kind_name(record.kind),
        place=place,
        cells=tuple(_cell(measure) for measure in record.measures),
    )


def _cell(measure: list[Any] | None) -> Cell:
    if measure is None:
        return Cell(asked=False)
    amount, unit, hedge = measure
    exact = Decimal(amount) if isinstance(amount, str) else amount
    return Cell(asked=True, amount=exact, unit=gettext(unit), hedge=hedge)


def _sum(cells: Sequence[Cell]) -> Cell:
    known = [cell for cell in cells if cell.amount is not None]
    if cells and not known:
        return Cell(asked=True)  # nobody said a number: the sum is not known, never zero
    amount = sum(int(cell.amount or 0) for cell in known)
    counts = {hedge: sum(cell.hedge == hedge for cell in known) for hedge in Hedge}
    hedge = combined(
        about=counts[Hedge.ABOUT],
        over=counts[Hedge.OVER],
        nearly=counts[Hedge.NEARLY],
        under=counts[Hedge.UNDER],
        amount=amount,
    )
    return Cell(asked=True, amount=amount, hedge=hedge)
