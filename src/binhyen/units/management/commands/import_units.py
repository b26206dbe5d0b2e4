"""Load the reference units, successions and spellings. Safe to repeat."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from binhyen.units.services import importing


class Command(BaseCommand):
    help = "Load the nation's units, past and present, from data/*.csv. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=settings.REFERENCE_DATA,
            help="folder with units.csv, successions.csv and aliases.csv",
        )

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        try:
            added = importing.import_units(folder=folder, at=timezone.now())
        except importing.ReferenceDataMissingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Đã thêm {added.units} đơn vị, {added.successions} kế thừa, "
            f"{added.aliases} tên gọi khác. Số liệu tham khảo (data/README.md)."
        )
