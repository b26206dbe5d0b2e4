"""Bring the movement's regime and the dated holidays into the database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from binhyen.filings.services.importing import import_regimes


class Command(BaseCommand):
    help = "Import the movement's reporting regime and dated holidays. Safe to repeat."

    def handle(self, **_options: Any) -> None:
        count = import_regimes(folder=settings.REFERENCE_DATA)
        self.stdout.write(f"Regimes: {count}.")
