"""The rows an event writes: units, versions, successions; and how to take them back."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.db.models import Q

from binhyen.kernel.text import exact_key, fold_key
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.plan import AREA, Change, NewUnit, Plan
from binhyen.rearrangement.selectors.snapshots import columns_of, versions_as_rows
from binhyen.units.models import Succession, Unit, UnitVersion

LETTERS = "VPDCAO"


def created_units(plan: Plan) -> dict[str, int]:
    """Give every new unit of the plan its identity; what it is called comes with its version."""
    created = {}
    for new in plan.begins:
        unit = Unit.objects.create(uid=uuid4().hex, level=new.level)
        code = f"{new.code}x" if new.level < AREA else ""
        unit.uid = f"{LETTERS[new.level]}{code}{unit.pk}"
        unit.save(update_fields=["uid"])
        created[new.key] = unit.pk
    return created


class Writing:
    """Carries a plan into the tables of units and remembers every row it changed."""

    def __init__(self, event: Event, plan: Plan, created: dict[str, int]) -> None:
        self.event, self.plan, self.created = event, plan, created
        self.touched: set[int] = {*plan.named(), *created.values()}
        self.before: list[dict[str, Any]] = []
        self.changed: list[int] = []
        self.made: list[int] = []
        self.successions: list[int] = []

    @property
    def on(self) -> date:
        return self.event.on

    def rows(self) -> dict[str, Any]:
        """What undoing needs: rows as they were, as they are now, and what is new."""
        now = UnitVersion.objects.filter(pk__in=[*self.changed, *self.made])
        return {
            "before": self.before,
            "made": sorted(self.made),
            "after": versions_as_rows(now),
            "successions": sorted(self.successions),
        }

    def write(self, children: list[int]) -> None:
        for new in self.plan.begins:
            self._begin(new)
        for change in self.plan.changes:
            self._change(change)
        for child in children:
            target = self.plan.target_of(child)
            if target is not None:
                self._move(child, self._unit(target))
        for unit in self.plan.ends:
            self._end(unit)

    def _unit(self, target: str) -> int:
        return self.created.get(target) or int(target.removeprefix("u"))

    def _begin(self, new: NewUnit) -> None:
        version = UnitVersion.objects.create(
            unit_id=self.created[new.key],
            code=new.code,
            name=new.name,
            full_name=new.full_name,
            type=new.type,
            parent_id=new.parent,
            valid_from=self.on,
            legal_basis=self.event.decree,
            exact_key=exact_key(new.name),
            fold_key=fold_key(new.name),
        )
        self.made.append(version.pk)

    def _end(self, unit: int) -> None:
        for version in UnitVersion.objects.filter(unit=unit, valid_to=None):
            self._alter(version, valid_to=self.on)
        targets = self.plan.targets()
        kind = Succession.Kind.WHOLE if len(targets) == 1 else Succession.Kind.PART
        for target in targets:
            step = Succession.objects.create(
                old_id=unit, new_id=self._unit(target), on=self.on, kind=kind
            )
            self.successions.append(step.pk)

    def _move(self, child: int, parent: int) -> None:
        """Put a village, body or unit under its new parent, from the day on."""
        self.touched.add(child)
        versions = UnitVersion.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=self.on), unit=child, parent__in=self.plan.ends
        )
        for version in versions.order_by("valid_from"):
            if version.valid_from is not None and version.valid_from >= self.on:
                self._alter(version, parent_id=parent)
            else:
                self._go_on(version, parent_id=parent)

    def _change(self, change: Change) -> None:
        version = UnitVersion.objects.get(unit=change.unit, valid_to=None)
        said = {
            name: value
            for name, value in (
                ("code", change.code),
                ("name", change.name),
                ("type", change.type),
                ("parent_id", change.parent),
            )
            if value is not None
        }
        name, kind = said.get("name", version.name), said.get("type", version.type)
        is_body = version.full_name == version.name
        said["full_name"] = name if is_body else f"{kind} {name}"
        said["exact_key"], said["fold_key"] = exact_key(str(name)), fold_key(str(name))
        self._go_on(version, **said)

    def _alter(self, version: UnitVersion, **said: Any) -> None:
        rows = UnitVersion.objects.filter(pk=version.pk)
        self.before += versions_as_rows(rows)
        self.changed.append(version.pk)
        rows.update(**said)

    def _go_on(self, version: UnitVersion, **said: Any) -> None:
        """Close a version the day before and let another say what is true from the day on."""
        until = version.valid_to
        self._alter(version, valid_to=self.on)
        version.refresh_from_db()
        version.pk = None
        version._state.adding = True  # noqa: SLF001 -- Django's own way to copy a row
        version.valid_from, version.valid_to = self.on, until
        version.precision = UnitVersion.Precision.DAY
        version.legal_basis = self.event.decree
        for name, value in said.items():
            setattr(version, name, value)
        version.save(force_insert=True)
        self.made.append(version.pk)


def take_back(written: dict[str, Any]) -> None:
    """Put every row back as it was before the event."""
    Succession.objects.filter(pk__in=written["successions"]).delete()
    UnitVersion.objects.filter(pk__in=written["made"]).delete()
    for row in reversed(written["before"]):
        UnitVersion.objects.filter(pk=row["id"]).update(**columns_of(row))
