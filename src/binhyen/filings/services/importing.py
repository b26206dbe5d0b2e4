"""Bring the movement's regime and the dated holidays into the database; safe to repeat."""

import csv
from datetime import date
from pathlib import Path

from django.db import transaction

from binhyen.filings.models import Holiday, Regime, RegimeVersion
from binhyen.filings.rules.movement import CODE, DECREE_09, DECREE_09_IN_FORCE, movement
from binhyen.filings.rules.periods import BEFORE_ANY_PERIOD
from binhyen.ledger.selectors.catalogue import indicators
from binhyen.units.models import Unit

# A report of 2016 cannot cite a decree of 2019; the sheet is the same.
VERSIONS = ((BEFORE_ANY_PERIOD, ""), (DECREE_09_IN_FORCE, DECREE_09))


@transaction.atomic
def import_regimes(*, folder: Path) -> int:
    """Make the movement's regime when it is missing; add holidays nobody entered yet."""
    nation = Unit.objects.get(uid="VN")
    regime, _ = Regime.objects.get_or_create(
        code=CODE, defaults={"owner": nation, "is_default": True}
    )
    catalogue = [(facts.code, facts.group) for facts in indicators().values()]
    for number, (since, basis) in enumerate(VERSIONS, 1):
        definition = movement(catalogue, basis)
        RegimeVersion.objects.get_or_create(
            regime=regime,
            number=number,
            defaults={
                "valid_from": since,
                "definition": definition.model_dump(mode="json"),
                "is_in_force": True,
            },
        )
    with (folder / "holidays.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            Holiday(
                day=date.fromisoformat(row["day"]),
                name=row["name"],
                is_worked=row["worked"] == "yes",
                source=row["source"],
            )
            for row in csv.DictReader(file)
        ]
    Holiday.objects.bulk_create(rows, ignore_conflicts=True)
    return Regime.objects.count()
