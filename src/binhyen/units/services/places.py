"""Making what lies below the official units: villages of a commune, organisations of a unit."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Protocol
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from binhyen.audit.services import record
from binhyen.kernel.dates import vn_date
from binhyen.kernel.text import exact_key, fold_key, nfc
from binhyen.units.models import Level, OrganisationKind, Unit, UnitVersion
from binhyen.units.rules import holders
from binhyen.units.rules.tree import FOREVER
from binhyen.units.rules.wording import AREA_KINDS, without_kind
from binhyen.units.selectors.naming import place_names
from binhyen.units.selectors.trees import current_tree
from binhyen.units.services.stamps import stamp_changes

LONGEST_NAME = 120
MOST_NAMED = 12


class Actor(Protocol):
    """Whoever does it; an officer of the slice above."""

    @property
    def pk(self) -> Any: ...
    @property
    def display_name(self) -> str: ...


class PlaceRefusedError(Exception):
    """A village or organisation that cannot be; says at which field, and which units would fit."""

    def __init__(self, field: str, message: str, units: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.field, self.message, self.units = field, message, tuple(units)


@transaction.atomic
def create_area(
    *,
    commune: Unit,
    name: str,
    kind: str,
    valid_from: date,
    formerly: Unit | None = None,
    by: Actor,
    at: datetime,
) -> Unit:
    """Write down a village (thôn, tổ dân phố…) of a commune, from its first known day.

    A village older than its commune names the predecessor it lay in (*formerly*); it gets one
    version under each unit that held it, so that figures of any year find it.
    """
    if commune.level != Level.COMMUNE:
        raise PlaceRefusedError("unit", _("Khu dân cư chỉ thuộc xã, phường, đặc khu."))
    kind = nfc(kind).lower()
    if kind not in AREA_KINDS:
        listed = ", ".join(AREA_KINDS)
        raise PlaceRefusedError(
            "kind", _("Chọn một loại khu dân cư: %(kinds)s.") % {"kinds": listed}
        )
    name = _checked_name(without_kind(name, kind))
    held = _holdings(commune, valid_from, formerly, localdate(at))
    version = UnitVersion(name=name, full_name=f"{kind} {name}", type=kind)
    area = _created(Level.AREA, version, held)
    _log("area.created", area, commune, held[0].start, by=by, at=at)
    return area


@transaction.atomic
def create_organisation(
    *,
    unit: Unit,
    name: str,
    kind: str,
    valid_from: date,
    formerly: Unit | None = None,
    by: Actor,
    at: datetime,
) -> Unit:
    """Write down an agency, enterprise, school or religious body that belongs to a unit."""
    if unit.level > Level.COMMUNE:
        raise PlaceRefusedError("unit", _("Tổ chức thuộc đơn vị từ cấp xã trở lên."))
    if kind not in OrganisationKind.Kind.values:
        listed = ", ".join(OrganisationKind.Kind.values)
        raise PlaceRefusedError("kind", _("Chọn một loại tổ chức: %(kinds)s.") % {"kinds": listed})
    name = _checked_name(nfc(name))
    held = _holdings(unit, valid_from, formerly, localdate(at))
    version = UnitVersion(name=name, full_name=name, type=_in_vietnamese(kind))
    body = _created(Level.ORGANISATION, version, held)
    OrganisationKind.objects.create(unit=body, kind=kind)
    _log("organisation.created", body, unit, held[0].start, by=by, at=at)
    return body


@translation.override("vi")
def _in_vietnamese(kind: str) -> str:
    """What is written down stays Vietnamese, whatever language its writer reads."""
    return str(OrganisationKind.Kind(kind).label)


def _checked_name(name: str) -> str:
    if not fold_key(name):
        raise PlaceRefusedError("name", _("Ghi tên, ví dụ Vĩnh Lợi hoặc 2."))
    if len(name) > LONGEST_NAME:
        raise PlaceRefusedError(
            "name", _("Tên dài quá %(most)s chữ. Đề nghị ghi gọn lại.") % {"most": LONGEST_NAME}
        )
    return name


def _holdings(unit: Unit, start: date, formerly: Unit | None, today: date) -> list[holders.Holding]:
    """Find who held the place since *start*, or say in a sentence why that day cannot be."""
    if start > today:
        raise PlaceRefusedError(
            "valid_from",
            _("Ngày bắt đầu không thể sau hôm nay, %(day)s.") % {"day": vn_date(today)},
        )
    tree = current_tree()
    try:
        return holders.holdings(tree, unit.pk, start, formerly.pk if formerly else None)
    except holders.AlreadyEndedError as error:
        end = tree.places[unit.pk].end
        text = _("Đơn vị này kết thúc từ ngày %(day)s, nay là %(units)s. Đề nghị ghi ở đơn vị ấy.")
        raise _naming("valid_from", text, end, error.successors, end) from error
    except holders.DividedLaterError as error:
        text = _(
            "Đơn vị này chia từ ngày %(day)s cho %(units)s. Đề nghị ghi khu dân cư ở đơn vị nay "
            "đang quản lý và chọn đơn vị trước đây."
        )
        raise _naming("unit", text, error.on, error.successors, error.on) from error
    except holders.NotNeededError as error:
        raise PlaceRefusedError(
            "formerly", _("Ngày ấy khu dân cư đã thuộc đơn vị này, không chọn đơn vị trước đây.")
        ) from error
    except holders.NotYetThereError as error:
        raise _too_early(start, tree.places[unit.pk].start, error.fitting) from error


def _too_early(start: date, begun: date, fitting: tuple[int, ...]) -> Exception:
    if not fitting:
        text = _("Đơn vị này có từ ngày %(day)s. Ngày bắt đầu không thể sớm hơn.")
        return PlaceRefusedError("valid_from", text % {"day": vn_date(begun)})
    text = _(
        "Đơn vị này có từ ngày %(day)s. Nếu khu dân cư có trước đó, chọn đơn vị nó đã thuộc về: "
        "%(units)s."
    )
    return _naming("formerly", text, begun, fitting, start)


def _naming(field: str, text: str, day: date, units: tuple[int, ...], on: date) -> Exception:
    uids = dict(Unit.objects.filter(pk__in=units).values_list("pk", "uid"))
    names = place_names(units[:MOST_NAMED], on)
    listed = "; ".join(f"{names[unit]} ({uids[unit]})" for unit in units[:MOST_NAMED])
    message = text % {"day": vn_date(day), "units": listed}
    return PlaceRefusedError(field, message, [uids[unit] for unit in units])


def _created(level: Level, version: UnitVersion, held: list[holders.Holding]) -> Unit:
    """Create the unit, wait for the tree's lock, and only then look whether its name is taken."""
    unit = Unit.objects.create(uid=uuid4().hex, level=level)
    stamp_changes([unit.pk])
    unit.uid = f"{'A' if level == Level.AREA else 'O'}{unit.pk}"
    unit.save(update_fields=["uid"])
    _refuse_a_moved_holder(held[-1])
    version.exact_key, version.fold_key = exact_key(version.name), fold_key(version.name)
    for stretch in held:
        _refuse_a_second(level, version, stretch)
    UnitVersion.objects.bulk_create(
        UnitVersion(
            unit=unit,
            name=version.name,
            full_name=version.full_name,
            type=version.type,
            parent_id=stretch.unit,
            valid_from=stretch.start,
            valid_to=None if stretch.end == FOREVER else stretch.end,
            exact_key=version.exact_key,
            fold_key=version.fold_key,
        )
        for stretch in held
    )
    return unit


def _refuse_a_moved_holder(last: holders.Holding) -> None:
    """Look again, under the lock, that nobody merged the unit away since the tree was read."""
    if not UnitVersion.objects.filter(unit_id=last.unit, valid_to=None).exists():
        raise PlaceRefusedError("unit", _("Đơn vị này vừa được sắp xếp lại. Đề nghị mở lại trang."))


def _refuse_a_second(level: Level, version: UnitVersion, stretch: holders.Holding) -> None:
    same = UnitVersion.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=stretch.start),
        Q(valid_from=None) | Q(valid_from__lt=stretch.end),
        parent_id=stretch.unit,
        unit__level=level,
        type=version.type,
        exact_key=version.exact_key,
    ).select_related("unit")
    if taken := same.first():
        where = place_names([stretch.unit], stretch.start)[stretch.unit]
        text = _("Đã có %(name)s ở %(unit)s (%(uid)s). Đề nghị ghi tên phân biệt được.")
        found = {"name": taken.full_name, "unit": where, "uid": taken.unit.uid}
        raise PlaceRefusedError("name", text % found, [taken.unit.uid])


def _log(action: str, made: Unit, where: Unit, start: date, *, by: Actor, at: datetime) -> None:
    record(
        action,
        subject="unit",
        subject_id=made.uid,
        unit_id=where.pk,
        actor_id=by.pk,
        actor_name=by.display_name,
        at=at,
        detail={"unit": where.uid, "valid_from": start.isoformat()},
    )
