"""Makes the English words ready for the pages."""

from typing import Any

from django.core.management.base import BaseCommand

from binhyen.kernel.management.catalogue import COMPILED, compile_catalogue


class Command(BaseCommand):
    help = "Compiles locale/en/LC_MESSAGES/django.po; does nothing when that is done already."

    def handle(self, **_options: Any) -> None:
        made = compile_catalogue()
        self.stdout.write(f"{COMPILED.name}: {'compiled' if made else 'up to date'}")
