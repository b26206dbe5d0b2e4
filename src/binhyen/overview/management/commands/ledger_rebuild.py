from typing import Any

from django.core.management.base import BaseCommand

from binhyen.ledger.services.checking import arrange, rebuild


class Command(BaseCommand):
    help = "Derive all balances of the ledger from its lines again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"Rebuilt: {rebuild()} balances.")
        arrange()
