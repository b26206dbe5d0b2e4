from typing import Any

from django.core.management.base import BaseCommand

from binhyen.ledger.services.checking import arrange


class Command(BaseCommand):
    help = "Lay the balances on disk in the order they are read; figures wait meanwhile."

    def handle(self, *_args: Any, **_options: Any) -> None:
        arrange()
        self.stdout.write("Arranged.")
