"""Derive every balance from the lines again."""

from typing import Any

from django.core.management.base import BaseCommand

from binhyen.ledger.services.checking import rebuild


class Command(BaseCommand):
    help = "Empty the balances and fill them from the lines; the lines themselves stay."

    def handle(self, **_options: Any) -> None:
        self.stdout.write(f"{rebuild()} balances.")
