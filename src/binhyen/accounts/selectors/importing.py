"""Checks a table of officers against what is there, before anything is written."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from binhyen.accounts.models import Assignment, Language, Officer
from binhyen.accounts.rules.officer_table import USERNAME, Row, day_of, roles_of
from binhyen.accounts.selectors.reach import Reach
from binhyen.kernel.text import fold_key
from binhyen.units.models import Level, Unit
from binhyen.units.selectors import place_names, units_matching, units_valid

MOST_SHOWN = 4


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A line of the table with what it means, or what is wrong with it."""

    row: Row
    unit: Unit | None
    unit_name: str
    roles: tuple[str, ...]
    starts_on: date | None
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """The unit a person meant, or a sentence saying why it is not known."""

    unit: Unit | None
    error: str = ""


def plain(text: str) -> str:
    return fold_key(text)


def role_names() -> dict[str, str]:
    """Roles by their label in either language and by their code, all without marks."""
    names: dict[str, str] = {}
    for language in Language.values:
        with translation.override(language):
            names |= {plain(str(label)): value for value, label in Assignment.Role.choices}
    return names | {plain(value): value for value in Assignment.Role.values}


def unit_meant(text: str, reach: Reach) -> FoundUnit:
    """Find the one unit administered that the text names, by uid, code or name with its place."""
    found = _candidates(text.strip(), reach)
    if not found:
        return FoundUnit(None, _("Không tìm thấy đơn vị này trong phạm vi quản trị."))
    if len(found) > 1:
        places = place_names([unit.pk for unit in found[:MOST_SHOWN]], reach.on)
        listed = "; ".join(sorted(places.values()))
        return FoundUnit(
            None, _("Có nhiều đơn vị cùng tên: %(list)s. Ghi thêm nơi.") % {"list": listed}
        )
    return FoundUnit(found[0])


def _candidates(text: str, reach: Reach) -> list[Unit]:
    if not text:
        return []
    named = Unit.objects.filter(uid=text).filter(reach.administered_filter("pk")).first()
    if named:
        return [named]
    charge = reach.administered_filter("unit")
    versions = list(units_matching(text, reach.on).filter(charge)[: MOST_SHOWN + 1])
    bodies = units_valid(reach.on, level=Level.ORGANISATION).filter(charge, fold_key=plain(text))
    versions += list(bodies[: MOST_SHOWN + 1])
    best = {getattr(version, "rank", 0) for version in versions}
    units = [v.unit_id for v in versions if getattr(v, "rank", 0) == min(best, default=0)]
    return list(Unit.objects.filter(pk__in=units))


@dataclass(frozen=True, slots=True)
class _Known:
    """What every row is checked against, read once."""

    names: dict[int, str]
    roles: dict[str, str]
    taken: set[str]
    counts: Counter[str]
    today: date


def checked_rows(rows: Sequence[Row], reach: Reach) -> list[CheckedRow]:
    """Check every row; an import goes ahead only when no row has an error."""
    counts = Counter(row.username for row in rows)
    taken = Officer.objects.filter(username__in=counts).values_list("username", flat=True)
    meant = {text: unit_meant(text, reach) for text in {row.unit for row in rows}}
    known = _Known(
        names=place_names([f.unit.pk for f in meant.values() if f.unit], reach.on),
        roles=role_names(),
        taken=set(taken),
        counts=counts,
        today=reach.on,
    )
    return [_checked(row, meant[row.unit], known) for row in rows]


def _checked(row: Row, meant: FoundUnit, known: _Known) -> CheckedRow:
    errors = _username_errors(row.username, known)
    if not row.display_name:
        errors.append(_("Thiếu tên hiển thị."))
    if meant.error:
        errors.append(meant.error)
    roles = roles_of(row.roles, known.roles, plain)
    if roles is None:
        errors.append(_("Không hiểu vai trò “%(text)s”.") % {"text": row.roles})
    starts_on = day_of(row.starts_on, known.today)
    if starts_on is None:
        errors.append(_("Nhập ngày như 02/03/2026."))
    return CheckedRow(
        row=row,
        unit=meant.unit,
        unit_name=known.names.get(meant.unit.pk, "") if meant.unit else "",
        roles=tuple(roles or ()),
        starts_on=starts_on,
        errors=tuple(errors),
    )


def _username_errors(username: str, known: _Known) -> list[str]:
    if not re.fullmatch(USERNAME, username):
        return [_("Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch.")]
    if username in known.taken:
        return [_("Tên đăng nhập này đã có.")]
    if known.counts[username] > 1:
        return [_("Tên đăng nhập lặp lại trong bảng.")]
    return []
