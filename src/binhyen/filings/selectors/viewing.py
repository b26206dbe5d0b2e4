"""A filing as one reader may see it: the sheet row by row, small sensitive counts hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from binhyen.filings.models import Filing, Period, Snapshot
from binhyen.filings.rules.cells import Cell, CellState, Shape, difference
from binhyen.filings.rules.regime import Column, Definition, Row
from binhyen.filings.selectors.cells import shape_of
from binhyen.filings.selectors.drafting import row_name
from binhyen.filings.selectors.regimes import definition_of
from binhyen.filings.selectors.sent import obliged_siblings, receiver_of
from binhyen.filings.selectors.sheets import Sheet, accepted_snapshots
from binhyen.ledger.rules.suppression import hidden
from binhyen.ledger.selectors.catalogue import Facts, indicator

Weights = dict[str, int | None]
READ = (Column.THIS, Column.PREVIOUS, Column.LAST_YEAR, Column.CUMULATIVE)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row as printed: its cells by column, and where its figure opens."""

    number: int
    row: Row
    name: str
    facts: Facts
    cells: Mapping[Column, Cell]
    change: tuple[int | Decimal, Decimal | None] | None
    url: str

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def this(self) -> Cell:
        return self.cells[Column.THIS]

    @property
    def is_blank(self) -> bool:
        return self.this.state is CellState.BLANK and self.this.shape is not Shape.RATE

    def shown(self, amount: int | Decimal | None) -> int | Decimal | None:
        """An amount as people write it; a rate and a count of kinds have no smaller steps."""
        plain = isinstance(amount, int) and self.this.shape is Shape.SUM
        return self.facts.shown(amount) if plain and isinstance(amount, int) else amount


@dataclass(frozen=True, slots=True)
class ShownSection:
    title: str
    rows: tuple[ShownRow, ...]

    @property
    def blanks(self) -> tuple[str, ...]:
        """The rows one may say nothing happened in."""
        return tuple(
            row.key for row in self.rows if row.is_blank or row.this.state is CellState.NIL
        )


class Neighbours:
    """What the units that send to the same one have had accepted, in sensitive rows alone.

    Read once per receiving unit: keep one for as long as many of its filings are read.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], dict[int, Weights]] = {}

    def of(self, filing: Filing, rows: Sequence[Row]) -> list[Weights]:
        """The counts of every other unit beside this one."""
        to = receiver_of(filing)
        if to is None:
            return []
        key = (filing.period_id, to)
        if key not in self._known:
            snapshots = accepted_snapshots(filing.period, obliged_siblings(filing))
            self._known[key] = {
                unit: {row.key: weight(cell) for row in rows if (cell := _this(one, row))}
                for unit, one in snapshots.items()
            }
        return [found for unit, found in self._known[key].items() if unit != filing.unit_id]


def _this(snapshot: Snapshot, row: Row) -> Cell | None:
    stored = snapshot.cells.get(row.key, {}).get(Column.THIS)
    return None if stored is None else Cell.read(stored)


def seen_by_others(filing: Filing, sheet: Sheet, neighbours: Neighbours) -> Sheet:
    """The sheet as the unit above sees it: sensitive counts of 1 to 4 are hidden.

    So is what would betray them: the other columns of the row, and a second unit's cell.
    """
    rows = definition_of(filing.period.version).rows
    sensitive = [row for row in rows if indicator(row.indicator).is_sensitive]
    others = neighbours.of(filing, sensitive) if sensitive else []
    columns = {column: dict(cells) for column, cells in sheet.columns.items()}
    for row in sensitive:
        if not _betrays(row, columns, others):
            continue
        for cells in columns.values():
            if row.key in cells:
                cells[row.key] = Cell(shape=shape_of(row), state=CellState.SUPPRESSED)
    hidden_rows = {
        key for key, cell in columns[Column.THIS].items() if cell.state is CellState.SUPPRESSED
    }
    kept = {key: cell for key, cell in sheet.adjustments.items() if key not in hidden_rows}
    return replace(sheet, columns=columns, adjustments=kept, own={}, totals={})


def weight(cell: Cell) -> int | None:
    """The count a cell could betray: of a rate, the smaller of its parts."""
    if cell.shape is Shape.RATE:
        parts = [n for n in (cell.measure.amount, cell.denominator.amount) if n]
        return min(parts, default=0)
    amount = cell.amount
    return amount if isinstance(amount, int) else None


def _betrays(
    row: Row, columns: Mapping[Column, Mapping[str, Cell]], others: Sequence[Weights]
) -> bool:
    own = [weight(cells[row.key]) for cells in columns.values() if row.key in cells]
    if hidden(own, total_is_shown=False):
        return True
    this = columns[Column.THIS].get(row.key, Cell())
    column = [weight(this), *(other.get(row.key) for other in others)]
    return 0 in hidden(column, total_is_shown=True)


def sections_of(filing: Filing, sheet: Sheet, uid: str) -> list[ShownSection]:
    """Every section of the regime with its rows; the rows are numbered through."""
    definition = definition_of(filing.period.version)
    found, number, window = [], 0, _window(filing.period)
    for section in definition.sections:
        rows = []
        for row in section.rows:
            number += 1
            cells = _cells(sheet, definition, row)
            known = cells[Column.THIS].state is CellState.NUMBER
            url = _figure_url(row, uid, window) if known else ""
            rows.append(_shown_row(row, cells, number, url))
        found.append(ShownSection(section.title, tuple(rows)))
    return found


def _cells(sheet: Sheet, definition: Definition, row: Row) -> dict[Column, Cell]:
    return {
        column: sheet.columns.get(column, {}).get(row.key, Cell(shape=shape_of(row)))
        for column in READ
        if column is Column.THIS or column in definition.columns
    }


def _shown_row(row: Row, cells: dict[Column, Cell], number: int, url: str) -> ShownRow:
    this, before = cells[Column.THIS], cells.get(Column.LAST_YEAR)
    return ShownRow(
        number=number,
        row=row,
        name=row_name(row),
        facts=indicator(row.indicator),
        cells=cells,
        change=None if before is None else difference(this, before),
        url=url,
    )


def _window(period: Period) -> str:
    """The question of a figure's address: the period, on the map of its last day."""
    asked = {"period": period.key, "map": "day", "on": str(period.end)}
    if period.frequency == "FREE":
        asked |= {"period": "free", "since": str(period.start), "until": str(period.end)}
    return urlencode(asked)


def _figure_url(row: Row, uid: str, window: str) -> str:
    """The page that explains a figure; it belongs to the slice above and may be missing."""
    try:
        return f"{reverse('overview:figure', args=[row.indicator, uid])}?{window}"
    except NoReverseMatch:
        return ""


def says_hedge(cell: Cell) -> bool:
    """Print the word where 5 % or more is hedged; a rate's hedge is always said."""
    if cell.shape is Shape.RATE:
        return True
    return abs(cell.measure.hedged) * 20 >= abs(cell.measure.amount)
