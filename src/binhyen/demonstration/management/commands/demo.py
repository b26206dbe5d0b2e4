"""Load the demonstration, or only say who can sign in to it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from binhyen.demonstration.rules import ADMINISTRATORS, PASSWORD, POSTS
from binhyen.demonstration.services import (
    DemonstrationRefusedError,
    TakenError,
    is_loaded,
    load_demonstration,
)


class Command(BaseCommand):
    help = "Load facts of five news articles and role accounts. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--sign-ins", action="store_true", help="only print who can sign in; load nothing"
        )

    def handle(self, *, sign_ins: bool, **_options: Any) -> None:
        if not sign_ins:
            try:
                held = load_demonstration(at=timezone.now())
            except DemonstrationRefusedError as error:
                raise CommandError("Production settings refuse the demonstration.") from error
            except TakenError:
                self.stdout.write("This database has officers of its own: no demonstration.")
                return
            self.stdout.write(f"Demonstration: {held} records and declarations.")
        elif not is_loaded():
            return
        self.stdout.write(f"Sign in with the password {PASSWORD} as")
        for post in (*POSTS, *ADMINISTRATORS):
            self.stdout.write(f"  {post.username:<22} {post.display_name}")
