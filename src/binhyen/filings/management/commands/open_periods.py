"""Open the periods that are due to be open and bring who owes what up to date."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from binhyen.filings.models import Obligation, Regime
from binhyen.filings.services.obligations import keep_open


class Command(BaseCommand):
    help = "Open the due periods of every regime. Pages do it too; safe to repeat."

    def handle(self, **_options: Any) -> None:
        for regime in Regime.objects.all():
            keep_open(regime=regime, at=timezone.now())
        self.stdout.write(f"Obligations: {Obligation.objects.count()}.")
