"""Read the filled workbook of a past period into declarations; a dry run unless told."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from binhyen.accounts.models import Officer
from binhyen.filings.rules.old_sheet import UnreadableSheetError, read_sheet
from binhyen.filings.rules.periods import UnknownPeriodError
from binhyen.filings.selectors.old_sheets import cells_of
from binhyen.filings.selectors.regimes import movement_regime, past_period
from binhyen.filings.services.old_sheets import WrongSheetError, check_marks, import_old_sheet
from binhyen.units.models import Unit


class Command(BaseCommand):
    help = "Import an old sheet as draft declarations: everything, or nothing and the errors."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="the officer's username")
        parser.add_argument("--document", required=True, help="the old report: number and date")
        parser.add_argument("--write", action="store_true", help="write; else only check")

    def handle(self, *, file: Path, by: str, document: str, write: bool, **_options: Any) -> None:
        officer = Officer.objects.filter(username=by, is_active=True).first()
        if officer is None:
            raise CommandError(f"No active officer is called {by!r}.")
        try:
            marks, rows, wrong = read_sheet(cells_of(file.read_bytes()))
            unit = Unit.objects.filter(uid=marks.unit).first()
            if unit is None:
                raise CommandError(f"No unit has the uid {marks.unit!r}.")
            period = past_period(movement_regime(), marks.period)
            check_marks(marks, period, unit)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except (UnreadableSheetError, WrongSheetError, UnknownPeriodError) as error:
            raise CommandError(str(error)) from error
        outcome = import_old_sheet(
            period=period, unit=unit, rows=rows, wrong=wrong, document=document,
            dry_run=not write, by=officer, at=timezone.now(),
        )  # fmt: skip
        for row, sentence in outcome.wrong:
            self.stderr.write(f"{row}: {sentence}")
        if outcome.wrong:
            raise CommandError(f"{len(outcome.wrong)} rows are wrong; nothing was written.")
        done = "written as drafts" if write else "right; add --write to write them"
        self.stdout.write(f"{len(outcome.declared)} declarations {done}.")
