"""The files of a filing: made once when it is sent, handed out unchanged ever after."""

from collections.abc import Callable
from datetime import date

from binhyen.filings.models import Filing
from binhyen.filings.rules.cells import CellState
from binhyen.filings.rules.states import SENT
from binhyen.filings.selectors.keeping import kept_file
from binhyen.filings.selectors.papers import document_to_send, draft_document, sent_document
from binhyen.filings.selectors.regimes import definition_of
from binhyen.filings.selectors.sent import latest_snapshot
from binhyen.filings.selectors.sheets import Sheet, frozen_sheet, live_sheet
from binhyen.filings.selectors.viewing import Neighbours, seen_by_others
from binhyen.ledger.selectors.catalogue import indicator
from binhyen.rendering.rules.document import Document
from binhyen.rendering.services.excel import render_xlsx
from binhyen.rendering.services.pdf import render_pdf
from binhyen.rendering.services.word import render_docx

WRITERS: dict[str, Callable[[Document], bytes]] = {
    "docx": render_docx,
    "pdf": render_pdf,
    "xlsx": render_xlsx,
}

OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "docx": f"{OFFICE}wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
}


def files_to_send(filing: Filing, sheet: Sheet, on: date) -> dict[str, bytes]:
    """Every file of a filing sent on *on*; ``submit`` freezes them with the sheet."""
    document = document_to_send(filing, sheet, on)
    return {kind: write(document) for kind, write in WRITERS.items()}


def file_for_reader(
    filing: Filing, kind: str, *, is_own: bool, neighbours: Neighbours | None = None
) -> bytes:
    """The file as sent, or a draft of now; to others without small sensitive counts.

    *neighbours*: kept by whoever hands out many files.
    """
    snapshot = latest_snapshot(filing) if filing.state in SENT else None
    if snapshot is None:
        sheet = live_sheet(filing)
        return draft_for_reader(filing, sheet, kind, is_own=is_own, neighbours=neighbours)
    sheet = frozen_sheet(snapshot)
    if not is_own and tells_secrets(filing, sheet):
        seen = seen_by_others(filing, sheet, neighbours or Neighbours())
        return WRITERS[kind](sent_document(snapshot, seen))
    return kept_file(filing, kind) or WRITERS[kind](sent_document(snapshot))


def draft_for_reader(
    filing: Filing, sheet: Sheet, kind: str, *, is_own: bool, neighbours: Neighbours | None = None
) -> bytes:
    if not is_own and tells_secrets(filing, sheet):
        sheet = seen_by_others(filing, sheet, neighbours or Neighbours())
    return WRITERS[kind](draft_document(filing, sheet))


def tells_secrets(filing: Filing, sheet: Sheet) -> bool:
    """Whether a sensitive row holds a number at all; else nothing need be hidden from anybody."""
    sensitive = {
        row.key
        for row in definition_of(filing.period.version).rows
        if indicator(row.indicator).is_sensitive
    }
    return any(
        cells[key].state is CellState.NUMBER
        for cells in sheet.columns.values()
        for key in sensitive & cells.keys()
    )
