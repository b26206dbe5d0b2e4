from itertools import chain, islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from binhyen.ledger.services.checking import problems
from binhyen.overview.selectors.checking import record_problems

MOST_PRINTED = 200


class Command(BaseCommand):
    help = "Verify every invariant of the ledger; exit code 1 when one is broken."

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = list(islice(chain(problems(), record_problems()), MOST_PRINTED))
        for problem in found:
            self.stdout.write(problem)
        if found:
            more = " or more" if len(found) == MOST_PRINTED else ""
            raise CommandError(f"The ledger is not whole: {len(found)}{more} problems.")
        self.stdout.write("The ledger is whole.")
