"""Check the ledger against itself; exit code 1 and one line a problem when it is not whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from binhyen.ledger.services.checking import problems


class Command(BaseCommand):
    help = "Derive balances and declarations from the lines again, and compare row by row."

    def handle(self, **_options: Any) -> None:
        found = problems()
        for problem in found:
            self.stdout.write(problem)
        if found:
            raise CommandError(f"{len(found)} problems.")
        self.stdout.write("The ledger is whole.")
