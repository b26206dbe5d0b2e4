"""The files of a filing: made once when it is sent, handed out unchanged ever after."""

from collections.abc import Callable
from datetime import date

from binhyen.filings.models import Filing
from binhyen.filings.selectors.papers import document_to_send
from binhyen.filings.selectors.sheets import Sheet
from binhyen.rendering.rules.document import Document
from binhyen.rendering.services.excel import render_xlsx
from binhyen.rendering.services.pdf import render_pdf
from binhyen.rendering.services.word import render_docx

WRITERS: dict[str, Callable[[Document], bytes]] = {
    "docx": render_docx,
    "pdf": render_pdf,
    "xlsx": render_xlsx,
}


def files_to_send(filing: Filing, sheet: Sheet, on: date) -> dict[str, bytes]:
    """Every file of a filing sent on *on*; ``submit`` freezes them with the sheet."""
    document = document_to_send(filing, sheet, on)
    return {kind: write(document) for kind, write in WRITERS.items()}
