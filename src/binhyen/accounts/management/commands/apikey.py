"""Make a key to the interface for an officer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from binhyen.accounts import services
from binhyen.accounts.models import Assignment, Officer


class Command(BaseCommand):
    help = "Make an API key in an officer's name. The key is the last line printed; keep it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--write", action="store_true", help="the key may also write")
        parser.add_argument("--name", default="apikey", help="what the key is for")

    def handle(self, *, username: str, write: bool, name: str, **_options: Any) -> None:
        officer = Officer.objects.filter(username=username.lower(), is_active=True).first()
        if officer is None:
            raise CommandError(f"No active officer is called {username!r}.")
        at = timezone.now()
        active = Assignment.objects.active(timezone.localdate(at)).filter(officer=officer)
        if not active.exists():
            raise CommandError(f"{username!r} has no active assignment; a key would be dead.")
        key, raw = services.create_api_key(
            officer=officer, name=name, can_write=write, by=None, at=at
        )
        rights = "reads and writes" if write else "reads"
        self.stdout.write(f"{officer.username}: {rights}, until {key.expires_at:%Y-%m-%d}")
        self.stdout.write(raw)
