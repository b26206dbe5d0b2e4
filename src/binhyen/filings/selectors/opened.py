"""An opened filing: what its page shows beside the sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import UUIDField

from binhyen.accounts.selectors import body_names
from binhyen.filings.models import Comment, Filing, Snapshot, Used, Wording
from binhyen.filings.rules.cells import Cell, CellState
from binhyen.filings.rules.checks import Finding, findings
from binhyen.filings.rules.regime import Column, Piece, Row
from binhyen.filings.rules.states import SENT
from binhyen.filings.selectors.cells import Cells
from binhyen.filings.selectors.drafting import row_name
from binhyen.filings.selectors.regimes import definition_of
from binhyen.filings.selectors.sent import PERIOD, UNIT, keys_of, latest_snapshot
from binhyen.filings.selectors.sheets import Sheet, frozen_cells, open_adjustments
from binhyen.kernel.statements import Given, Prepared

WORDINGS_SHOWN = 30
_COMMENTS = Prepared(
    lambda: Comment.objects.filter(filing__period=PERIOD, filing__unit=UNIT).select_related(
        "by", "answered_by", "filing"
    )
)
_USED = Prepared(
    lambda: (
        Used.objects.filter(child__filing=Given("filing", UUIDField()))
        .select_related("parent__filing")
        .order_by("parent__taken_at")
    )
)


@dataclass(frozen=True, slots=True)
class Change:
    """A row whose figure is another one in a later version, or since it was sent."""

    name: str
    row: Row
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class Consolidated:
    """Where a unit's filing went: the version of the unit above that used it."""

    body: str
    version: int
    snapshot: Snapshot


def outline_of(filing: Filing) -> Sequence[Piece]:
    return definition_of(filing.period.version).outline


def said(filing: Filing) -> list[tuple[Piece, str]]:
    """The narrative, piece by piece: frozen once it was sent."""
    words = filing.narrative
    if filing.state in SENT:
        snapshot = latest_snapshot(filing)
        words = snapshot.narrative if snapshot else words
    return [(piece, words.get(piece.key, "")) for piece in outline_of(filing)]


def checked(filing: Filing, sheet: Sheet) -> list[Finding]:
    """What to look at before it is sent."""
    rows = definition_of(filing.period.version).rows
    return findings(
        rows,
        sheet.columns[Column.THIS],
        sheet.columns.get(Column.PREVIOUS, {}),
        {row.key: row_name(row) for row in rows},
        filing.answers,
    )


def blanks(sheet: Sheet) -> int:
    return sum(
        cell.state is CellState.BLANK and cell.shape != "RATE"
        for cell in sheet.columns[Column.THIS].values()
    )


def since_sent(filing: Filing) -> list[Change]:
    """The net changes booked after the snapshot: they wait for a new version or the next period."""
    if filing.state not in SENT:
        return []
    snapshot = latest_snapshot(filing)
    return [] if snapshot is None else _by_row(filing, open_adjustments(snapshot))


def adjusted(filing: Filing, sheet: Sheet) -> list[Change]:
    """What was booked into earlier periods after their reports went out: the line told here."""
    return _by_row(filing, sheet.adjustments)


def _by_row(filing: Filing, changes: Cells) -> list[Change]:
    return [
        Change(row_name(row), row, Cell(), changes[row.key])
        for row in definition_of(filing.period.version).rows
        if row.key in changes
    ]


def differences(before: Filing, after: Filing, now: Sheet) -> list[Change]:
    """The rows that say something else in a later version; *now* is the later one's sheet."""
    snapshot = latest_snapshot(before)
    old = frozen_cells(snapshot) if snapshot else {}
    new = now.columns[Column.THIS]
    found = []
    for row in definition_of(after.period.version).rows:
        one, other = old.get(row.key, Cell()), new.get(row.key, Cell())
        if (one.amount, one.hedge, one.state) != (other.amount, other.hedge, other.state):
            found.append(Change(row_name(row), row, one, other))
    return found


def words_changed(before: Filing, after: Filing) -> list[tuple[str, str, str]]:
    """The pieces of the narrative that were written anew: title, before, after."""
    old = {piece.key: text for piece, text in said(before)}
    return [
        (piece.title, old.get(piece.key, ""), text)
        for piece, text in said(after)
        if old.get(piece.key, "") != text
    ]


def wordings_of(filing: Filing) -> list[tuple[Wording, list[tuple[str, str]]]]:
    """Everything officers wrote, the newest first, each with the pieces it changed.

    What did not become the filing's words is compared with what its writer had read.
    """
    rows = Wording.objects.filter(filing__period=filing.period_id, filing__unit=filing.unit_id)
    found = list(rows.select_related("by", "filing").order_by("-at", "-pk")[:WORDINGS_SHOWN])
    stood = {(one.filing_id, one.revision): one.narrative for one in found if one.stood}
    changed = []
    for one in found:
        before = stood.get((one.filing_id, one.revision - one.stood), {})
        pieces = [
            (piece.title, one.narrative.get(piece.key, ""))
            for piece in outline_of(filing)
            if one.narrative.get(piece.key, "") != before.get(piece.key, "")
        ]
        changed.append((one, pieces))
    return changed


def rows_of(filing: Filing) -> list[tuple[str, str]]:
    """The key and the name of each row of the sheet."""
    return [(row.key, row_name(row)) for row in definition_of(filing.period.version).rows]


def comments_on(filing: Filing) -> list[tuple[Comment, str]]:
    """What was asked of any version, each with the name of the row it is about."""
    names = dict(rows_of(filing))
    return [(one, names.get(one.row, "")) for one in _COMMENTS.objects(**keys_of(filing))]


def used_above(filing: Filing, today: date) -> list[Consolidated]:
    """What became of the filing: which version of which unit above took it in."""
    rows = _USED.objects(filing=filing.pk)
    names = body_names({one.parent.filing.unit_id for one in rows}, today)
    return [
        Consolidated(names[one.parent.filing.unit_id], one.parent.filing.version, one.parent)
        for one in rows
    ]


def newer_children(filing: Filing) -> int:
    """How many children have had a newer version accepted since this one was frozen."""
    if filing.state not in SENT:
        return 0
    used = Used.objects.filter(parent=latest_snapshot(filing), child__filing__is_replaced=True)
    return used.count()
