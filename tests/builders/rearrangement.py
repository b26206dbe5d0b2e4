"""Small provinces, their administrators, events entered and confirmed, and rows to compare."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from binhyen.accounts.models import Officer
from binhyen.ledger.models import Balance, BalanceDim, SpanBalance
from binhyen.ledger.rules.measures import FIELDS
from binhyen.rearrangement import services
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.plan import Kind, NewUnit, Plan
from binhyen.records.models import Record
from binhyen.units.models import Level, Succession, Unit, UnitVersion
from tests.builders.accounts import officer_at
from tests.builders.records import make_confirmed
from tests.builders.units import make_area, make_organisation, make_unit

REFORM = date(2025, 7, 1)
DAY = date(2026, 9, 1)
NOW = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
DECREE = "Nghị quyết 12/NQ-HĐND ngày 20/08/2026"


@dataclass(frozen=True, slots=True)
class Province:
    """A province of two communes, each with villages; the first has an organisation too."""

    unit: Unit
    one: Unit
    two: Unit
    hamlets: tuple[Unit, Unit]
    far_hamlet: Unit
    body: Unit
    admin: Officer
    second: Officer


def make_province() -> Province:
    unit = make_unit(level=Level.PROVINCE, name="An Bình", valid_from=REFORM)
    one = make_unit(name="Đông Hải", parent=unit, valid_from=REFORM)
    two = make_unit(name="Tây Sơn", parent=unit, valid_from=REFORM)
    return Province(
        unit=unit,
        one=one,
        two=two,
        hamlets=(make_area(one, "Thượng"), make_area(one, "Hạ")),
        far_hamlet=make_area(two, "Trung"),
        body=make_organisation(one, "Trường tiểu học Đông Hải"),
        admin=officer_at(unit, "ADMINISTRATOR", name="Quản trị tỉnh"),
        second=officer_at(unit, "ADMINISTRATOR", name="Quản trị thứ hai"),
    )


def new(
    key: str,
    name: str,
    parent: Unit,
    *,
    code: str = "",
    type: str = "xã",  # noqa: A002 -- the word of the model
    level: int = 3,
) -> NewUnit:
    code = code or (f"9{key[1:]:0>4}" if level <= Level.COMMUNE else "")
    return NewUnit(key=key, name=name, type=type, code=code, parent=parent.pk, level=level)


def merge_plan(place: Province) -> Plan:
    return Plan(ends=(place.one.pk, place.two.pk), begins=(new("n1", "Hợp Nhất", place.unit),))


def split_plan(place: Province, **open_records: str) -> Plan:
    """Divide the first commune: one hamlet and the school here, the other hamlet there."""
    return Plan(
        ends=(place.one.pk,),
        begins=(new("n1", "Đông Hải Thượng", place.unit), new("n2", "Đông Hải Hạ", place.unit)),
        children={
            place.hamlets[0].pk: "n1",
            place.hamlets[1].pk: "n2",
            place.body.pk: "n1",
        },
        open_records=open_records,
    )


def enter(place: Province, kind: Kind, plan: Plan, *, on: date = DAY) -> Event:
    return services.enter_event(
        kind=kind, on=on, decree=DECREE, title="Sắp xếp xã", plan=plan, by=place.admin, at=NOW
    )


def confirmed(place: Province, kind: Kind, plan: Plan, *, on: date = DAY) -> Event:
    event = enter(place, kind, plan, on=on)
    return services.confirm_event(event=event.pk, by=place.second, at=NOW)


def undone(place: Province, event: Event) -> Event:
    return services.undo_event(event=event.pk, reason="Nhập nhầm", by=place.admin, at=LATER)


def new_uids(event: Event) -> list[str]:
    rows = Unit.objects.filter(pk__in=event.written["units"]).order_by("pk")
    return list(rows.values_list("uid", flat=True))


def make_scheme(unit: Unit, *, on: str = "2026-03-01") -> Record:
    recorder = officer_at(unit, "RECORDER")
    verifier = officer_at(unit, "VERIFIER")
    return make_confirmed(
        unit, recorder, verifier, book="SCHEME", title="Camera an ninh", field="SECURITY",
        founded_on=on, counts=[{"on": on, "members": {"amount": 30}}],
    )  # fmt: skip


def unit_rows() -> dict[str, list[Any]]:
    """Every row of units, versions and successions, column for column."""
    return {
        model.__name__: list(model.objects.order_by("pk").values_list())
        for model in (Unit, UnitVersion, Succession)
    }


def balance_rows(*, but: tuple[str, ...] = ()) -> dict[str, list[Any]]:
    """Every balance; ``posted``, which counts lines ever posted, may be left out."""
    rows = {}
    for model in (Balance, BalanceDim, SpanBalance):
        names = [f.attname for f in model._meta.concrete_fields if f.attname not in but]
        found = model.objects.all()
        if "posted" in but:
            found = found.exclude(**dict.fromkeys(set(FIELDS) - {"posted"}, 0))
        rows[model.__name__] = sorted(found.values_list(*names))
    return rows


def record_rows() -> list[tuple[UUID, int | None, date | None, datetime]]:
    return list(
        Record.objects.order_by("pk").values_list(
            "pk", "continued_at", "continued_on", "changed_at"
        )
    )
