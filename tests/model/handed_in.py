"""What was handed in, worked out from what is stored and from the ledger's figures alone.

Additions, unions and divisions are done here in plain Python, with nothing of the product's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from binhyen.filings.models import (
    Filing,
    Obligation,
    Period,
    Snapshot,
    SnapshotFile,
    TakenUp,
    Used,
)
from binhyen.ledger.selectors.figures import figures
from binhyen.ledger.selectors.questions import Figure, Query
from tests.model.country import Country

ADDED = ("TT01", "TT02", "TT02[topic=LAW]", "TT10", "MH02", "MH07", "CD02")
FLOWS = ("TT01", "TT02", "TT02[topic=LAW]", "TT10")
DIVIDED = ("TT11", "MH08")
KINDS = "MH01"
TYPES = ("T1", "T2", "T3")
ONE_DAY = timedelta(days=1)
SENT = ("SUBMITTED", "ACCEPTED")
Stored = dict[str, Any]


def asked(row: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The indicator and the filters of a row: "TT02[topic=LAW]"."""
    code, _, said = row.partition("[")
    if not said:
        return code, ()
    name, _, value = said.rstrip("]").partition("=")
    return code, ((name, value),)


def percent(numerator: int, denominator: int) -> Decimal | None:
    if not denominator:
        return None
    whole = Decimal(100 * numerator) / Decimal(denominator)
    return whole.quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass
class Books:
    """Figures of units for a period's window, as the ledger's public door tells them now."""

    country: Country
    period: Period
    compared: int = 0
    known: dict[Any, list[Figure]] = field(default_factory=dict)

    def map_of(self, unit: int) -> date:
        """The period's last day, or the unit's own last one when it ended before."""
        day = self.period.end
        return day if self.country.valid(unit, day) else self.country.last_day(unit)

    def is_part_of(self, unit: int, above: int) -> bool:
        """Whether what was booked at a unit is in the total of another on the period's map."""
        image, _ = self.country.image(unit, self.period.end)
        return above in self.country.chain(image, self.period.end)

    def figure(self, unit: int, row: str) -> Figure:
        return self._ask(unit, *asked(row))[0]

    def amount(self, unit: int, row: str) -> int:
        return int(self.figure(unit, row).amount or 0)

    def parts(self, unit: int, row: str) -> tuple[int, int]:
        """Numerator and denominator of a rate."""
        figure = self.figure(unit, row)
        return figure.numerator or 0, figure.denominator or 0

    def kinds(self, unit: int) -> set[str]:
        found = self._ask(unit, "MH02", by="dim:type")
        return {f.dimension for f in found if f.dimension and int(f.amount or 0) > 0}

    def kinds_outside(self, unit: int, children: Sequence[int]) -> set[str]:
        """The kinds running at a unit itself, or below it where nobody is obliged."""
        found = set()
        for kind in TYPES:
            rows = self._ask(unit, "MH02", (("type", kind),), by="child")
            others = [f for f in rows if f.own or f.unit not in children]
            if any(int(f.amount or 0) > 0 for f in others):
                found.add(kind)
        return found

    def _ask(self, unit: int, code: str, filters: Any = (), by: str = "unit") -> list[Figure]:
        key = unit, code, filters, by
        if key not in self.known:
            self.compared += 1
            window = self.period.start, self.period.end
            query = Query(code, unit, *window, self.map_of(unit), by, filters)
            self.known[key] = figures(query)
        return self.known[key]


def obliged_below(period: Period, unit: int) -> list[int]:
    return sorted(Obligation.objects.filter(period=period, to=unit).values_list("unit", flat=True))


def standing_snapshot(period: Period, unit: int, *states: str) -> Snapshot | None:
    """What a unit last sent for a period, of the versions in one of these states."""
    found = Snapshot.objects.filter(
        filing__period=period, filing__unit=unit, filing__state__in=states
    )
    return found.order_by("filing__version", "number").last()


def in_force(period: Period, units: Iterable[int]) -> dict[int, Stored]:
    """The cells of the newest accepted version of each unit that has one."""
    found = {}
    for unit in units:
        snapshot = standing_snapshot(period, unit, "ACCEPTED")
        if snapshot is not None:
            found[unit] = {row: told["THIS"] for row, told in snapshot.cells.items()}
    return found


def amounts(cell: Stored) -> tuple[int, int]:
    """The number and what it is divided by; what a stored cell leaves out is nothing."""
    return cell.get("measure", [0])[0], cell.get("denominator", [0])[0]


def taken_up(period: Period, unit: int, row: str) -> int:
    """What later periods' filings that stand have told of this one's changes."""
    found = 0
    for told in TakenUp.objects.filter(of__filing__period=period, of__filing__unit=unit, row=row):
        taker = told.snapshot.filing
        if told.snapshot == standing_snapshot(taker.period, taker.unit_id, *SENT):
            found += amounts(told.change)[0]
    return found


def waits(period: Period, unit: int) -> bool:
    """Whether something the unit sent for the period has not been decided yet."""
    return Filing.objects.filter(period=period, unit=unit, state="SUBMITTED").exists()


@dataclass
class Archive:
    """Copies of everything ever frozen, made when it was; nothing of it may change."""

    copies: dict[int, Stored] = field(default_factory=dict)

    def look_through(self) -> None:
        now = {snapshot.pk: _copy(snapshot) for snapshot in Snapshot.objects.all()}
        assert not self.copies.keys() - now.keys(), "a frozen version is gone"
        for key, copy in self.copies.items():
            assert now[key] == copy, f"frozen version {key} was changed"
        self.copies = now


def _copy(snapshot: Snapshot) -> Stored:
    files = SnapshotFile.objects.filter(snapshot=snapshot).order_by("kind")
    taken = TakenUp.objects.filter(snapshot=snapshot).order_by("pk")
    return {
        "cells": snapshot.cells,
        "own": snapshot.own,
        "narrative": snapshot.narrative,
        "taken_at": snapshot.taken_at,
        "files": [(one.kind, bytes(one.content), one.sha256) for one in files],
        "used": sorted(Used.objects.filter(parent=snapshot).values_list("child", flat=True)),
        "adjustments": list(taken.values_list("of", "row", "change")),
    }
