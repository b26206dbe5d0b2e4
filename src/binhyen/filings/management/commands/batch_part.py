"""One process's share of a batch; begun by whoever makes the archive, not by hand."""

import contextlib
import os
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from binhyen.filings.models import Batch
from binhyen.filings.services.batches import fill

BEHIND_THE_PAGES = 10


class Command(BaseCommand):
    help = "Write one share of a batch's files; `batch` and the page begin it themselves."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("batch", type=UUID)
        parser.add_argument("--worker", required=True)
        parser.add_argument("--place", type=int, required=True)
        parser.add_argument("--of", type=int, required=True)

    def handle(self, *, batch: UUID, worker: str, place: int, of: int, **_options: Any) -> None:
        with contextlib.suppress(OSError):
            os.nice(BEHIND_THE_PAGES)
        head = Batch.objects.select_related("period__version", "period__regime").get(pk=batch)
        fill(head, clock=timezone.now, shard=(place, of), worker=worker)
