"""Rows as plain data, column for column, so that they can be put back as they were."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.plan import Plan
from binhyen.units.models import UnitVersion

DAYS = ("valid_from", "valid_to")


def versions_as_rows(versions: QuerySet[UnitVersion]) -> list[dict[str, Any]]:
    """Every column of these versions, in order of their keys."""
    rows: list[dict[str, Any]] = []
    for values in versions.order_by("pk").values():
        row: dict[str, Any] = dict(values)
        for day in DAYS:
            row[day] = row[day].isoformat() if row[day] else None
        rows.append(row)
    return rows


def columns_of(row: dict[str, Any]) -> dict[str, Any]:
    """What a row says, ready for an UPDATE."""
    columns = {name: value for name, value in row.items() if name != "id"}
    for day in DAYS:
        columns[day] = date.fromisoformat(row[day]) if row[day] else None
    return columns


def created_by_key(event: Event, plan: Plan) -> dict[str, int]:
    """Which unit each new key of the plan became; empty before confirmation."""
    made = event.written.get("units", [])
    return {new.key: unit for new, unit in zip(plan.begins, made, strict=False)}
