from getpass import getpass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from binhyen.upkeep.services.backing_up import BackupRefusedError, back_up


class Command(BaseCommand):
    help = "Write all data and attachments into one encrypted file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_options: Any) -> None:
        passphrase = settings.BACKUP_PASSPHRASE or _asked_twice()
        try:
            summary = back_up(
                path=file, passphrase=passphrase, at=timezone.now(), say=self.stdout.write
            )
        except (BackupRefusedError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{file}: {summary.tables} tables, {summary.rows} rows, {summary.files} attachments, "
            f"{file.stat().st_size} bytes.\nContent: {summary.sha256}"
        )


def _asked_twice() -> str:
    passphrase = getpass("Passphrase of the backup: ")
    if getpass("Once more: ") != passphrase:
        raise CommandError("The two passphrases differ.")
    return passphrase
