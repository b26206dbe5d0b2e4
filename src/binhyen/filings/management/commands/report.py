"""Write one unit's report of a period into a file; no server is needed."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from binhyen.filings.models import Filing, Period, Regime
from binhyen.filings.rules.periods import UnknownPeriodError
from binhyen.filings.rules.states import State
from binhyen.filings.selectors.drafting import drafted_narrative
from binhyen.filings.selectors.keeping import kept_file
from binhyen.filings.selectors.papers import draft_document, sent_document
from binhyen.filings.selectors.sent import latest_snapshot
from binhyen.filings.selectors.sheets import live_sheet
from binhyen.filings.services.files import WRITERS
from binhyen.filings.services.obligations import PeriodNotOpenError, open_period
from binhyen.units.models import Unit


class Command(BaseCommand):
    help = "Write a report as .docx, .pdf or .xlsx: the accepted version, else a draft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--unit", required=True, help="the unit's uid, such as D453b")
        parser.add_argument("--period", required=True, help="2016, 2016-H1, 2016-Q3, 2016-M07")
        parser.add_argument("--regime", default="", help="its code; the movement's unless said")
        parser.add_argument("--out", required=True, type=Path, help="a .docx, .pdf or .xlsx file")

    def handle(self, *, unit: str, period: str, regime: str, out: Path, **_options: Any) -> None:
        kind = out.suffix.removeprefix(".").lower()
        if kind not in WRITERS:
            raise CommandError(f"{out.name}: the name must end in .docx, .pdf or .xlsx.")
        found = Unit.objects.filter(uid=unit).first()
        if found is None:
            raise CommandError(f"No unit has the uid {unit!r}.")
        with transaction.atomic():
            content, what = _report(found, self._period(regime, period), kind)
            # A past period is read as if it had been opened: nobody owes it because one looked.
            transaction.set_rollback(True)
        try:
            out.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{out}: {what}, {len(content):,} bytes.")

    def _period(self, code: str, key: str) -> Period:
        regimes = (
            Regime.objects.filter(code=code) if code else Regime.objects.filter(is_default=True)
        )
        regime = regimes.first()
        if regime is None:
            raise CommandError(
                f"No regime is called {code!r}."
                if code
                else "There is no regime yet: run import_regimes first."
            )
        try:
            return open_period(regime=regime, key=key, at=timezone.now())
        except UnknownPeriodError as error:
            raise CommandError(
                f"{key!r} is no period: write 2016, 2016-H1, 2016-Q3, 2016-M07 or 2016-9M."
            ) from error
        except PeriodNotOpenError as error:
            raise CommandError(f"{key} begins on {error.start}; nothing is owed yet.") from error


def _report(unit: Unit, period: Period, kind: str) -> tuple[bytes, str]:
    accepted = Filing.objects.valid().filter(period=period, unit=unit).first()
    if accepted is not None:
        snapshot = latest_snapshot(accepted)
        kept = kept_file(accepted, kind)
        if kept is None and snapshot is not None:
            kept = WRITERS[kind](sent_document(snapshot))
        if kept is not None:
            return kept, f"version {accepted.version}, accepted"
    open_ones = Filing.objects.filter(period=period, unit=unit).exclude(state=State.ACCEPTED)
    filing = open_ones.order_by("-version").first()
    if filing is None:
        filing = Filing(period=period, unit=unit, version=1, state=State.DRAFT)
    sheet = live_sheet(filing)
    if not filing.narrative:
        filing.narrative = drafted_narrative(filing, sheet)
    return WRITERS[kind](draft_document(filing, sheet)), "a draft"
