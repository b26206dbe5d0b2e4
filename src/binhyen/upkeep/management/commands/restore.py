from getpass import getpass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from binhyen.upkeep.rules.lines import BrokenBackupError, Summary
from binhyen.upkeep.rules.sealing import SealError
from binhyen.upkeep.services.restoring import RestoreRefusedError, read_through, restore

REFUSALS = (SealError, BrokenBackupError, RestoreRefusedError, OSError, DatabaseError)


class Command(BaseCommand):
    help = "Put a backup into an empty database, or with --replace in the place of what is there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true")
        parser.add_argument("--check", action="store_true")

    def handle(self, *, file: Path, replace: bool, check: bool, **_options: Any) -> None:
        passphrase = settings.BACKUP_PASSPHRASE or getpass("Passphrase of the backup: ")
        try:
            if check:
                self._tell(read_through(path=file, passphrase=passphrase, say=self.stdout.write))
                return
            done = restore(path=file, passphrase=passphrase, replace=replace, say=self.stdout.write)
        except REFUSALS as error:
            raise CommandError(str(error)) from error
        self._tell(done.summary)
        if done.other_key:
            self.stdout.write(
                "The BINHYEN_SECRET_KEY is another one than when the backup was made: officers "
                "with two-step sign-in need a new one-time code that resets it."
            )
        call_command("ledger_check", stdout=self.stdout)

    def _tell(self, summary: Summary) -> None:
        self.stdout.write(
            f"{summary.tables} tables, {summary.rows} rows, {summary.files} attachments: "
            f"every count and checksum is right.\nContent: {summary.sha256}"
        )
