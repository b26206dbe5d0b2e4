"""Officers with a place and a role, the catalogue, and records for tests."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from django.conf import settings

from binhyen.accounts.models import Assignment, Officer
from binhyen.ledger.models import DimensionValue, Indicator
from binhyen.ledger.selectors.catalogue import forget_catalogue
from binhyen.records import services
from binhyen.records.models import Record
from binhyen.records.rules import book as book_of
from binhyen.records.services import Written
from binhyen.units.models import Unit

NOON = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
_numbers = count(1)


def make_officer(
    unit: Unit,
    *roles: str,
    name: str = "",
    acts_below: bool = False,
    starts_on: date = date(2020, 1, 1),
) -> Officer:
    """Open an account with these roles at the unit, from long ago."""
    number = next(_numbers)
    username = name or f"can.bo.{number}"
    officer = Officer.objects.create_user(
        username=username, password="mat-khau-thu", display_name=f"Cán bộ {username}"
    )
    other = Officer.objects.create(username=f"{username}.khac", display_name="Quản trị")
    for role in roles or ("RECORDER",):
        Assignment.objects.create(
            officer=officer,
            unit=unit,
            role=role,
            starts_on=starts_on,
            acts_below=acts_below,
            confirmed_by=other,
        )
    return officer


def the_catalogue() -> None:
    """Have the indicators and their closed values in the database."""
    if Indicator.objects.exists():
        forget_catalogue()
        return
    with (settings.REFERENCE_DATA / "indicators.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    for number, row in enumerate(rows, 1):
        Indicator.objects.create(
            id=number,
            code=row["code"],
            group=row["group"],
            name=row["name_vi"],
            name_en=row["name_en"],
            unit_of_measure=row["unit_of_measure"],
            kind=row["kind"],
            numerator=row["numerator"],
            denominator=row["denominator"],
            is_sensitive=row["sensitive"] == "yes",
            steps_per_unit=int(1 / Decimal(row["smallest_step"])),
            is_computed=row["code"] == "DC03",
        )
    ids = dict(Indicator.objects.values_list("code", "id"))
    with (settings.REFERENCE_DATA / "dimensions.csv").open(encoding="utf-8") as lines:
        DimensionValue.objects.bulk_create(
            DimensionValue(
                indicator_id=ids[row["indicator"]],
                dimension=row["dimension"],
                value=row["value"],
                label=row["label_vi"],
                position=number,
            )
            for number, row in enumerate(csv.DictReader(lines))
        )
    forget_catalogue()


def make_record(
    unit: Unit,
    by: Officer,
    *,
    book: str = "ACTIVITY",
    id: UUID | None = None,  # noqa: A002 -- the client's word
    at: datetime = NOON,
    within: list[UUID] | None = None,
    organisers: tuple[int, ...] = (),
    **said: Any,
) -> Written:
    """Write a record down; unless said otherwise, a session of 120 people two days ago."""
    content: dict[str, Any] = said
    if book == "ACTIVITY":
        content = {
            "kind": "SESSION",
            "title": "Phòng cháy, chữa cháy dịp cuối năm",
            "on": "2026-11-14",
            "participants": {"amount": 120, "hedge": "ABOUT"},
            **said,
        }
    return services.create(
        book=book,
        unit=unit.pk,
        content=book_of(book).parse(content),
        id=id,
        within=within,
        organisers=organisers,
        by=by,
        at=at,
    )


def make_confirmed(unit: Unit, by: Officer, confirmed_by: Officer, **said: Any) -> Record:
    """Write a record and have it confirmed by another."""
    written = make_record(unit, by, **said)
    return services.confirm(record=written.record.pk, by=confirmed_by, at=NOON)
