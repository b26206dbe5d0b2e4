"""Bring the movement's regime and the dated holidays into the database, and open what is due."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from binhyen.filings.selectors.regimes import movement_regime
from binhyen.filings.services.importing import import_regimes
from binhyen.filings.services.obligations import keep_open


class Command(BaseCommand):
    help = "Import the movement's regime and holidays; open the due periods. Safe to repeat."

    def handle(self, **_options: Any) -> None:
        count = import_regimes(folder=settings.REFERENCE_DATA)
        keep_open(regime=movement_regime(), at=timezone.now())
        self.stdout.write(f"Regimes: {count}.")
