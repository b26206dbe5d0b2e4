"""The sheet of a filing: live while it is a draft, frozen once it is submitted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from binhyen.filings.models import Filing, Obligation, Period, Snapshot, TakenUp, Used
from binhyen.filings.rules.cells import Cell, CellState, Shape, minus, plus, told
from binhyen.filings.rules.consolidation import Child, Total, consolidated
from binhyen.filings.rules.periods import (
    Frequency,
    Window,
    last_year_key,
    previous_key,
    window_of,
)
from binhyen.filings.rules.regime import Column, Definition, Row
from binhyen.filings.rules.states import SENT
from binhyen.filings.selectors.cells import (
    NO_SITES,
    Cells,
    Read,
    Reading,
    Sites,
    own_key,
    shape_of,
    unit_cells,
    unit_cells_each,
    whole_and_children,
)
from binhyen.filings.selectors.regimes import definition_of
from binhyen.filings.selectors.sent import (
    earlier_filings,
    latest_snapshot,
    obliged_children,
    sent_snapshot,
    standing_claims,
)
from binhyen.ledger.selectors.catalogue import indicator
from binhyen.units.selectors import current_tree

NIL = "NIL"


@dataclass(slots=True)
class Sheet:
    """Every column of every row, what later changes stand open, and how it was consolidated."""

    columns: dict[Column, Cells]
    adjustments: Cells = field(default_factory=dict)
    taken_up: list[tuple[Snapshot, Cells]] = field(default_factory=list)
    own: Cells = field(default_factory=dict)
    sites: Sites = NO_SITES
    totals: dict[str, Total] = field(default_factory=dict)
    used: list[Snapshot] = field(default_factory=list)
    received: int = 0
    expected: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether every unit below is in it; else it falls by what they have not sent."""
        return self.received >= self.expected

    def cell(self, row: str, column: Column) -> Cell:
        return self.columns.get(column, {}).get(row, Cell())


def reading_of(period: Period) -> Reading:
    return Reading(period.start, period.end, period.end)


def live_sheet(filing: Filing, read: Read = unit_cells_each) -> Sheet:
    """What the filing would say if it were submitted now; *read* by whoever reads many."""
    definition = definition_of(filing.period.version)
    rows = definition.rows
    past = past_windows(filing.period, definition)
    readings = [Reading(window.start, window.end, filing.period.end) for window in past.values()]
    children = obliged_children(filing)
    if children:
        sheet = _consolidated_sheet(filing, rows, reading_of(filing.period), children)
    else:
        readings.insert(0, reading_of(filing.period))
    found = read(filing.unit_id, readings, rows)
    if not children:
        this, sites = found.pop(0)
        sheet = Sheet({Column.THIS: _answered(this, filing.answers)}, own=this, sites=sites)
    taken = _summed(standing_claims(filing))
    sheet.columns[Column.THIS] = _without(sheet.columns[Column.THIS], taken)
    sheet.own = _without(sheet.own, taken)
    sent = _sent_then(filing, (window.key for window in past.values()))
    for (column, window), counted in zip(past.items(), found, strict=True):
        sheet.columns[column] = _as_reported(counted.cells, sent.get(window.key))
    _carry_on(filing, sheet, definition)
    return sheet


def past_windows(period: Period, definition: Definition) -> dict[Column, Window]:
    """The windows of the columns that look back."""
    keys = {Column.PREVIOUS: previous_key, Column.LAST_YEAR: last_year_key}
    if period.frequency == Frequency.FREE:
        return {}
    return {
        column: window_of(key(period.key), definition.cut)
        for column, key in keys.items()
        if column in definition.columns
    }


def _consolidated_sheet(
    filing: Filing, rows: tuple[Row, ...], reading: Reading, children: list[int]
) -> Sheet:
    """Accepted snapshots of the obliged children and the own part; no child's number is edited."""
    whole, on_map = whole_and_children(filing.unit_id, reading, rows)
    accepted = accepted_snapshots(filing.period, children)
    ledger = {
        child: on_map[child] if child in on_map else unit_cells(child, reading, rows)
        for child in children
    }
    own = own_part(filing, on_map, children, ledger)
    own = _answered(own, filing.answers)  # of nobody's work but its own
    parts = [
        Child(child, frozen_cells(accepted[child]) if child in accepted else None, ledger[child])
        for child in children
    ]
    totals = {
        row.key: consolidated(row.key, shape_of(row), parts, own[row.key], whole.cells[row.key])
        for row in rows
    }
    return Sheet(
        {Column.THIS: {key: _as_received(total) for key, total in totals.items()}},
        own=own,
        sites=whole.sites,
        totals=totals,
        used=list(accepted.values()),
        received=len(accepted),
        expected=len(children),
    )


def _as_received(total: Total) -> Cell:
    """The official figure; incomplete where the books hold work nobody has reported yet."""
    lacking = told(total.not_received).state is CellState.NUMBER
    return replace(total.official, incomplete=True) if lacking else total.official


def own_part(
    filing: Filing, on_map: Mapping[int, Cells], children: list[int], ledger: Mapping[int, Cells]
) -> Cells:
    """Every line in the unit's total that is in no obliged child's total."""
    others = [row for row in on_map if row == own_key() or row not in children]
    ended = _ended_within(filing, [child for child in children if child not in on_map])
    own = {}
    for row in definition_of(filing.period.version).rows:
        shape = shape_of(row)
        cell = plus([on_map[other].get(row.key, Cell(shape=shape)) for other in others], shape)
        for child in ended:
            cell = told(minus(cell, ledger[child].get(row.key, Cell(shape=shape))))
        own[row.key] = cell
    return own


def _ended_within(filing: Filing, children: list[int]) -> list[int]:
    """Those whose lines the unit's total still holds; one that went to another's holds none."""
    if not children:
        return []
    tree, on = current_tree(leaves=children), filing.period.end
    return [
        child for child in children if tree.within(tree.image(child, on).unit, filing.unit_id, on)
    ]


def accepted_snapshots(period: Period, units: list[int]) -> dict[int, Snapshot]:
    """The snapshot in force of each unit that has an accepted filing, by unit."""
    filings = Filing.objects.valid().filter(period=period, unit__in=units)
    found: dict[int, Snapshot] = {}
    rows = Snapshot.objects.filter(filing__in=filings).select_related("filing").order_by("number")
    for snapshot in rows.only("cells", "number", "filing__unit", "filing__version"):
        found[snapshot.filing.unit_id] = snapshot
    return found


def frozen_cells(snapshot: Snapshot, column: Column = Column.THIS) -> Cells:
    return {
        row: Cell.read(columns[column]) for row, columns in snapshot.cells.items()
        if column in columns
    }  # fmt: skip


def frozen_sheet(snapshot: Snapshot) -> Sheet:
    """What was submitted, for ever; open adjustments are read beside it, never into it."""
    columns: dict[Column, Cells] = {}
    for row, cells in snapshot.cells.items():
        for name, stored in cells.items():
            columns.setdefault(Column(name), {})[row] = Cell.read(stored)
    filing = snapshot.filing
    return Sheet(
        columns,
        adjustments=line_of([snapshot.pk]),
        received=Used.objects.filter(parent=snapshot).count(),
        expected=Obligation.objects.filter(period=filing.period_id, to=filing.unit_id).count(),
    )


def _answered(cells: Cells, answers: Mapping[str, str]) -> Cells:
    """Let "không phát sinh" stand where nothing was booked."""
    found = dict(cells)
    for row, answer in answers.items():
        cell = found.get(row)
        if answer == NIL and cell is not None and cell.state is CellState.BLANK:
            found[row] = Cell(shape=cell.shape, state=CellState.NIL)
    return found


def _without(cells: Cells, taken: Cells) -> Cells:
    """A correction leaves out what a later period already reported as its adjustment."""
    return {key: minus(cell, taken[key]) if key in taken else cell for key, cell in cells.items()}


def _carry_on(filing: Filing, sheet: Sheet, definition: Definition) -> None:
    """What stands open of earlier periods, and the year so far."""
    earlier = earlier_filings(filing)
    sheet.taken_up = changes_to_take_up(filing, earlier)
    below = line_of(snapshot.pk for snapshot in sheet.used)
    sheet.adjustments = _added([*(changes for _, changes in sheet.taken_up), below])
    if Column.CUMULATIVE in definition.columns:
        sheet.columns[Column.CUMULATIVE] = _cumulative(earlier, sheet, definition.rows)


def _as_reported(cells: Cells, sent: dict[str, Any] | None) -> Cells:
    """A past cell without lines is what was answered then, or that nothing was sent.

    Of a unit with children it is NIL only where its total was: all of them had said so.
    """
    found = {}
    for row, cell in cells.items():
        state = cell.state
        if state is CellState.BLANK and cell.shape is not Shape.RATE:
            if sent is None:
                state = CellState.NOT_REPORTED
            elif Cell.read(sent.get(row, {}).get(Column.THIS, {})).state is CellState.NIL:
                state = CellState.NIL
        found[row] = cell if state is cell.state else replace(cell, state=state)
    return found


def _sent_then(filing: Filing, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The cells of what the unit last sent for each of these periods."""
    sent = Snapshot.objects.filter(
        filing__period__regime=filing.period.regime_id,
        filing__period__key__in=set(keys),
        filing__unit=filing.unit_id,
        filing__state__in=SENT,
    ).order_by("filing__version", "number")
    return dict(sent.values_list("filing__period__key", "cells"))


def _cumulative(filings: Sequence[Filing], sheet: Sheet, rows: tuple[Row, ...]) -> Cells:
    """FLOW: accepted snapshots, this period and the line of adjustments; others as of now."""
    this, adjustments = sheet.columns[Column.THIS], sheet.adjustments
    snapshots = [s for f in filings if (s := latest_snapshot(f)) is not None]
    earlier = [frozen_cells(snapshot) for snapshot in snapshots]
    earlier.append(line_of(snapshot.pk for snapshot in snapshots))
    found = {}
    for row in rows:
        if indicator(row.indicator).kind != "FLOW":
            found[row.key] = this[row.key]
            continue
        cells = [this[row.key], *(e[row.key] for e in earlier if row.key in e)]
        if row.key in adjustments:
            cells.append(adjustments[row.key])
        found[row.key] = plus(cells, Shape.SUM)
    return found


def line_of(snapshots: Iterable[int]) -> Cells:
    """What snapshots report of earlier periods, their own and what the children they used do."""
    found: list[TakenUp] = []
    frontier = set(snapshots)
    while frontier:
        found += TakenUp.objects.filter(snapshot__in=frontier)
        frontier = set(Used.objects.filter(parent__in=frontier).values_list("child", flat=True))
    return _summed(found)


def changes_to_take_up(filing: Filing, earlier: Iterable[Filing]) -> list[tuple[Snapshot, Cells]]:
    """By the snapshot they came after: a correction that was sent has taken up what it says."""
    sent = [sent_snapshot(one) for one in earlier]
    return [(one, open_adjustments(one, by=filing)) for one in sent if one is not None]


def open_adjustments(snapshot: Snapshot, *, by: Filing | None = None) -> Cells:
    """The net change of each cell since a snapshot was taken, less what others took up."""
    filing = snapshot.filing
    rows = definition_of(filing.period.version).rows
    reading = reading_of(filing.period)
    children = obliged_children(filing)
    if children:
        _whole, on_map = whole_and_children(filing.unit_id, reading, rows)
        ended = {c: unit_cells(c, reading, rows) for c in children if c not in on_map}
        now = own_part(filing, on_map, children, {**on_map, **ended})
        before = {row: Cell.read(stored) for row, stored in snapshot.own.items()}
    else:
        now = unit_cells(filing.unit_id, reading, rows)
        before = frozen_cells(snapshot)
    taken = _summed(standing_claims(filing, by=by))
    found = {}
    for row in rows:
        if shape_of(row) is not Shape.SUM or row.key not in before:
            continue
        change = minus(now[row.key], before[row.key])
        if row.key in taken:
            change = minus(change, taken[row.key])
        if change.measure.amount or change.measure.n:
            found[row.key] = change
    return found


def _summed(rows: Iterable[TakenUp]) -> Cells:
    return _added({taken.row: Cell.read(taken.change)} for taken in rows)


def _added(parts: Iterable[Cells]) -> Cells:
    found: Cells = {}
    for part in parts:
        for row, cell in part.items():
            found[row] = plus([found[row], cell], cell.shape) if row in found else cell
    return found


def sheet_of(filing: Filing) -> Sheet:
    """The sheet a reader sees: frozen when there is something to freeze it."""
    if filing.state in SENT:
        snapshot = latest_snapshot(filing)
        if snapshot is not None:
            return frozen_sheet(snapshot)
    return live_sheet(filing)
