"""Sending a filing: what the ledger says at that moment, frozen with its files."""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.filings.models import Filing
from binhyen.filings.rules.states import Act, State, allows
from binhyen.filings.selectors.sheets import live_sheet
from binhyen.filings.services.files import files_to_send
from binhyen.filings.services.filing import FilingError, submit


def send(*, filing: UUID, revision: int, by: Officer, at: datetime) -> Filing:
    """Read the sheet, build its files, and freeze both as one numbered snapshot."""
    head = Filing.objects.select_related("period__version", "unit").get(pk=filing)
    if not allows(State(head.state), Act.SUBMIT):
        raise FilingError(_("Báo cáo này đã gửi."))
    sheet = live_sheet(head)
    files = files_to_send(head, sheet, localdate(at))
    return submit(filing=filing, files=files, sheet=sheet, revision=revision, by=by, at=at)
