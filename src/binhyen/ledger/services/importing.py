"""Bring the catalogue of indicators and dimensions into the database; safe to repeat."""

import csv
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from binhyen.ledger.models import DimensionValue, Indicator
from binhyen.ledger.selectors.catalogue import forget_catalogue


@transaction.atomic
def import_catalogue(*, folder: Path) -> int:
    """Read indicators.csv and dimensions.csv; keep the keys of codes already known.

    Returns how many indicators the catalogue holds afterwards.
    """
    known = dict(Indicator.objects.values_list("code", "pk"))
    free = max(known.values(), default=0) + 1
    with (folder / "indicators.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = known.get(row["code"])
            if key is None:
                key, free = free, free + 1
            Indicator.objects.update_or_create(pk=key, defaults=_indicator(row))
    keys = dict(Indicator.objects.values_list("code", "pk"))
    with (folder / "dimensions.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            DimensionValue(
                indicator_id=keys[row["indicator"]],
                dimension=row["dimension"],
                value=row["value"],
                label=row["label_vi"],
                position=position,
            )
            for position, row in enumerate(csv.DictReader(file))
        ]
    DimensionValue.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["indicator", "dimension", "value"],
        update_fields=["label", "position"],
    )
    forget_catalogue()
    return len(keys)


def _indicator(row: dict[str, str]) -> dict[str, object]:
    return {
        "code": row["code"],
        "group": row["group"],
        "name": row["name_vi"],
        "name_en": row["name_en"],
        "unit_of_measure": row["unit_of_measure"],
        "kind": row["kind"],
        "numerator": row["numerator"],
        "denominator": row["denominator"],
        "is_sensitive": row["sensitive"] == "yes",
        "steps_per_unit": int(1 / Decimal(row["smallest_step"])),
        "is_computed": row["code"] == "DC03",
    }
