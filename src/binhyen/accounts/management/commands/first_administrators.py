"""Let the first two administrators of a unit in, when nobody is there yet to do it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from binhyen.accounts import services
from binhyen.units.models import Unit


class Command(BaseCommand):
    help = "Open two administrators of a unit, each the other's second person; print their codes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("uid", help="the unit, e.g. VN")
        parser.add_argument("usernames", nargs=2)

    def handle(self, *, uid: str, usernames: list[str], **_options: Any) -> None:
        unit = Unit.objects.filter(uid=uid).first()
        if unit is None:
            raise CommandError(f"No unit has uid {uid!r}.")
        try:
            issued = services.open_first_administrators(
                unit=unit, usernames=(usernames[0], usernames[1]), at=timezone.now()
            )
        except services.AssignmentExistsError as error:
            raise CommandError(f"{uid} has an administrator already.") from error
        except services.UsernameTakenError as error:
            raise CommandError(f"{error} is taken.") from error
        for one in issued:
            self.stdout.write(f"{one.officer.username}  {one.code}")
