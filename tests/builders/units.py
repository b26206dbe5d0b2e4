"""Units for tests: real ones by uid, and small invented ones beside them."""

from datetime import date
from itertools import count

from binhyen.kernel.text import exact_key, fold_key
from binhyen.units.models import Level, OrganisationKind, Succession, Unit, UnitVersion
from binhyen.units.services.stamps import stamp_changes

_numbers = count(1)

TYPES = {
    Level.PROVINCE: "tỉnh",
    Level.DISTRICT: "huyện",
    Level.COMMUNE: "xã",
    Level.AREA: "thôn",
    Level.ORGANISATION: "cơ quan, đoàn thể",
}


def the_unit(uid: str) -> Unit:
    """Take a unit of the real country, such as C16228n (xã Như Thanh)."""
    return Unit.objects.get(uid=uid)


def make_unit(
    *,
    level: Level = Level.COMMUNE,
    name: str = "Bình An",
    parent: Unit | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    type: str = "",  # noqa: A002 -- the word of the model
) -> Unit:
    """Invent a unit with one version; without a parent it lies right under the nation."""
    unit = Unit.objects.create(uid=f"T{next(_numbers)}", level=level)
    kind = type or TYPES[level]
    full_name = name if level == Level.ORGANISATION else f"{kind} {name}"
    UnitVersion.objects.create(
        unit=unit,
        name=name,
        full_name=full_name,
        type=kind,
        parent=parent or the_unit("VN"),
        valid_from=valid_from,
        valid_to=valid_to,
        exact_key=exact_key(name),
        fold_key=fold_key(name),
    )
    stamp_changes([unit.pk])
    return unit


def make_area(
    commune: Unit,
    name: str = "Vĩnh Lợi",
    *,
    type: str = "thôn",  # noqa: A002 -- the word of the model
    valid_from: date | None = date(2025, 7, 1),
    valid_to: date | None = None,
) -> Unit:
    """Invent a village under a commune, without asking whether it may be."""
    return make_unit(
        level=Level.AREA,
        name=name,
        parent=commune,
        type=type,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def make_organisation(
    unit: Unit,
    name: str = "Hội Liên hiệp Phụ nữ xã",
    *,
    kind: OrganisationKind.Kind = OrganisationKind.Kind.AGENCY,
    valid_from: date | None = date(2025, 7, 1),
) -> Unit:
    """Invent an organisation at a unit."""
    body = make_unit(level=Level.ORGANISATION, name=name, parent=unit, valid_from=valid_from)
    OrganisationKind.objects.create(unit=body, kind=kind)
    return body


def make_succession(
    old: Unit,
    new: Unit,
    on: date,
    kind: Succession.Kind = Succession.Kind.WHOLE,
) -> Succession:
    """Say that *old* passed into *new* on that day."""
    step = Succession.objects.create(old=old, new=new, on=on, kind=kind)
    stamp_changes([old.pk, new.pk])
    return step
