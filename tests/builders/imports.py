"""Files sent into a book of a commune with the village Vĩnh Lợi."""

from datetime import UTC, datetime
from typing import Any

from binhyen.accounts.models import Officer
from binhyen.records.models import FileImport
from binhyen.records.services.file_imports import check_file, take_in
from binhyen.records.services.file_writing import ask_to_write, write_file
from binhyen.units.models import Unit
from tests.builders.records import make_officer
from tests.builders.units import make_area, make_unit

AT = NOW = datetime(2026, 8, 20, 2, 0, tzinfo=UTC)


def commune() -> tuple[Unit, Officer]:
    """A commune with one village, and who keeps its books."""
    unit = make_unit()
    make_area(unit, "Vĩnh Lợi")
    return unit, make_officer(unit)


def sent(
    unit: Unit, by: Officer, content: bytes, *, book: str = "ACTIVITY", **more: Any
) -> FileImport:
    return take_in(book=book, unit=unit, name="so.xlsx", content=content, by=by, at=AT, **more)


def checked(
    unit: Unit, by: Officer, content: bytes, *, book: str = "ACTIVITY", **more: Any
) -> FileImport:
    file = sent(unit, by, content, book=book, **more)
    check_file(file=file.pk, clock=lambda: NOW)
    file.refresh_from_db()
    return file


def written(
    unit: Unit, by: Officer, content: bytes, *, book: str = "ACTIVITY", **more: Any
) -> FileImport:
    """A file whose rows stand in the book as drafts."""
    file = checked(unit, by, content, book=book, **more)
    ask_to_write(file=file, by=by, at=AT)
    write_file(file=file.pk, clock=lambda: NOW)
    file.refresh_from_db()
    return file
