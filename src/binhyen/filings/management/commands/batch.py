"""Write all filings below a unit as one zip; run it again to go on where it stopped."""

import multiprocessing
import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

import django
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone

from binhyen.filings.models import Batch, Period
from binhyen.filings.services.batches import archive_path, ask_for_batch, fill, make_batch
from binhyen.filings.services.files import WRITERS
from binhyen.units.models import Unit


class Command(BaseCommand):
    help = "Write every filing below a unit as one zip; what is done is not done again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--unit", required=True, help="a province's uid, or VN")
        parser.add_argument("--period", required=True, help="its key, such as 2026-M11")
        parser.add_argument("--form", default="docx", choices=sorted(WRITERS))
        parser.add_argument("--drafts", action="store_true", help="drafts of units that sent none")
        parser.add_argument("--processes", type=int, default=2)
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
        if said["processes"] > 1:
            self._share(batch, said["processes"])
        if not make_batch(batch=batch.pk, clock=timezone.now):
            raise CommandError("Another worker is making this batch; try again in a minute.")
        batch.refresh_from_db()
        shutil.copyfile(archive_path(batch), said["out"])
        self.stdout.write(f"{said['out']}: {batch.done} files.")

    def _share(self, batch: Batch, count: int) -> None:
        """Let other processes fill the folder; what one of them leaves is made afterwards."""
        for connection in connections.all(initialized_only=True):
            connection.close()
        context = multiprocessing.get_context("spawn")
        workers = [
            context.Process(target=fill_shard, args=(batch.pk, (place, count)))
            for place in range(count)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()


def fill_shard(batch: UUID, shard: tuple[int, int]) -> None:
    """One process of several."""
    django.setup()
    head = Batch.objects.select_related("period__version", "period__regime").get(pk=batch)
    fill(head, clock=timezone.now, shard=shard)
