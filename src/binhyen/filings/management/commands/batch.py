"""Write all filings below a unit as one zip; run it again to go on where it stopped."""

import shutil
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from binhyen.filings.models import Period
from binhyen.filings.services.batch_parts import cores
from binhyen.filings.services.batches import archive_path, ask_for_batch, make_batch
from binhyen.filings.services.files import WRITERS
from binhyen.units.models import Unit


class Command(BaseCommand):
    help = "Write every filing below a unit as one zip; what is done is not done again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--unit", required=True, help="a province's uid, or VN")
        parser.add_argument("--period", required=True, help="its key, such as 2026-M11")
        parser.add_argument("--form", default="docx", choices=sorted(WRITERS))
        parser.add_argument("--drafts", action="store_true", help="drafts of units that sent none")
        parser.add_argument("--processes", type=int, default=cores())
        parser.add_argument("--out", required=True, type=Path)

    def handle(self, **said: Any) -> None:
        unit = Unit.objects.filter(uid=said["unit"]).first()
        if unit is None:
            raise CommandError(f"No unit has the uid {said['unit']!r}.")
        held = Period.objects.filter(key=said["period"], regime__is_default=True)
        period = held.select_related("version", "regime").first()
        if period is None:
            raise CommandError(f"The period {said['period']!r} has not been opened.")
        batch = ask_for_batch(
            period=period, unit=unit, form=said["form"], with_drafts=said["drafts"],
            is_own=True, by=None, at=timezone.now(),
        )  # fmt: skip
        if not make_batch(batch=batch.pk, clock=timezone.now, processes=said["processes"]):
            raise CommandError("Another worker is making this batch; try again in a minute.")
        batch.refresh_from_db()
        shutil.copyfile(archive_path(batch), said["out"])
        self.stdout.write(f"{said['out']}: {batch.done} files.")
