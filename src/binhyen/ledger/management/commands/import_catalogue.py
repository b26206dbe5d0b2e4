"""Bring the catalogue of indicators into the database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from binhyen.ledger.services.importing import import_catalogue


class Command(BaseCommand):
    help = "Import the indicators and their dimensions from data/. Safe to repeat."

    def handle(self, **_options: Any) -> None:
        count = import_catalogue(folder=settings.REFERENCE_DATA)
        self.stdout.write(f"Catalogue: {count} indicators.")
