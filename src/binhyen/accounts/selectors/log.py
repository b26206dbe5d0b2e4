"""The log as an officer may read it: entries of the units in reach, without record text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.accounts.models import Assignment, Officer
from binhyen.accounts.selectors.importing import FoundUnit
from binhyen.accounts.selectors.reach import Reach
from binhyen.audit.models import AuditEntry
from binhyen.kernel.dates import vn_date
from binhyen.kernel.periods import period_called
from binhyen.units.models import Unit
from binhyen.units.selectors import place_names, units_matching

# What was done, in words. Upper slices write these codes too; an unknown one shows as it is.
ACTIONS: Final[dict[str, str | Promise]] = {
    "officer": gettext_lazy("Tài khoản"),
    "officer.created": gettext_lazy("Mở tài khoản"),
    "officer.imported": gettext_lazy("Mở tài khoản theo bảng"),
    "officer.locked": gettext_lazy("Khóa tài khoản"),
    "officer.unlocked": gettext_lazy("Mở lại tài khoản"),
    "officer.signed_in": gettext_lazy("Đăng nhập"),
    "officer.sign_in_refused": gettext_lazy("Đăng nhập sai"),
    "officer.language_chosen": gettext_lazy("Chọn ngôn ngữ"),
    "code": gettext_lazy("Mã một lần"),
    "code.issued": gettext_lazy("Cấp mã một lần"),
    "code.redeemed": gettext_lazy("Dùng mã một lần"),
    "password.changed": gettext_lazy("Đổi mật khẩu"),
    "second_factor": gettext_lazy("Xác thực hai bước"),
    "second_factor.activated": gettext_lazy("Bật xác thực hai bước"),
    "second_factor.deactivated": gettext_lazy("Tắt xác thực hai bước"),
    "second_factor.codes_renewed": gettext_lazy("Đổi mã dự phòng"),
    "assignment": gettext_lazy("Phân công"),
    "assignment.entered": gettext_lazy("Ghi phân công"),
    "assignment.confirmed": gettext_lazy("Xác nhận phân công"),
    "assignment.ended": gettext_lazy("Kết thúc phân công"),
    "assignment.declined": gettext_lazy("Bỏ phân công chưa xác nhận"),
    "api_key": gettext_lazy("Khóa API"),
    "api_key.created": gettext_lazy("Tạo khóa API"),
    "api_key.revoked": gettext_lazy("Thu hồi khóa API"),
    "record": gettext_lazy("Bản ghi"),
    "record.created": gettext_lazy("Ghi nháp"),
    "record.amended": gettext_lazy("Sửa bản ghi"),
    "record.joined": gettext_lazy("Cùng tổ chức"),
    "record.confirmed": gettext_lazy("Xác nhận bản ghi"),
    "record.voided": gettext_lazy("Hủy bản ghi"),
    "record.discarded": gettext_lazy("Bỏ bản nháp"),
    "photo.added": gettext_lazy("Thêm ảnh"),
    "photo.removed": gettext_lazy("Bỏ ảnh"),
    "photo.put_back": gettext_lazy("Đưa ảnh lại"),
    "repetition.started": gettext_lazy("Nhắc ghi hằng tuần"),
    "repetition.passed": gettext_lazy("Tuần này không làm"),
    "repetition.stopped": gettext_lazy("Thôi nhắc hằng tuần"),
    "file": gettext_lazy("Nhập từ Excel"),
    "file.taken_in": gettext_lazy("Gửi tệp Excel"),
    "file.written": gettext_lazy("Ghi nháp từ tệp Excel"),
    "file.confirmed": gettext_lazy("Xác nhận tệp Excel"),
    "file.discarded": gettext_lazy("Bỏ nháp của tệp Excel"),
    "filing": gettext_lazy("Báo cáo"),
    "filing.opened": gettext_lazy("Mở báo cáo của kỳ"),
    "filing.edited": gettext_lazy("Sửa báo cáo"),
    "filing.offered": gettext_lazy("Trình ký báo cáo"),
    "filing.submitted": gettext_lazy("Gửi báo cáo"),
    "filing.accepted": gettext_lazy("Chấp nhận báo cáo"),
    "filing.returned": gettext_lazy("Trả lại báo cáo"),
    "filing.corrected": gettext_lazy("Lập bản đính chính"),
    "filing.commented": gettext_lazy("Góp ý báo cáo"),
    "filing.answered": gettext_lazy("Trả lời góp ý"),
    "regime.issued": gettext_lazy("Ban hành chế độ báo cáo"),
    "period.opened": gettext_lazy("Mở kỳ báo cáo"),
    "holiday.put": gettext_lazy("Ghi ngày nghỉ"),
    "holiday.dropped": gettext_lazy("Bỏ ngày nghỉ"),
    "obligation.reminded": gettext_lazy("Nhắc đơn vị chưa gửi"),
    "batch.asked": gettext_lazy("Xin bộ báo cáo của cấp dưới"),
    "event": gettext_lazy("Sắp xếp đơn vị"),
    "event.entered": gettext_lazy("Ghi việc sắp xếp"),
    "event.rewritten": gettext_lazy("Sửa việc sắp xếp"),
    "event.confirmed": gettext_lazy("Xác nhận việc sắp xếp"),
    "event.discarded": gettext_lazy("Bỏ việc sắp xếp"),
    "event.undone": gettext_lazy("Hoàn tác việc sắp xếp"),
    "area.created": gettext_lazy("Thêm khu dân cư"),
    "organisation.created": gettext_lazy("Thêm cơ quan, tổ chức"),
    "units": gettext_lazy("Đơn vị"),
    "units.imported": gettext_lazy("Nhập danh mục đơn vị"),
}

# Only these parts of a detail are shown: whoever reads the log need not read the books.
DETAILS: Final[dict[str, str | Promise]] = {
    "role": gettext_lazy("vai trò"),
    "roles": gettext_lazy("vai trò"),
    "starts_on": gettext_lazy("từ ngày"),
    "ends_on": gettext_lazy("đến trước ngày"),
    "second_factor": gettext_lazy("tắt xác thực hai bước"),
    "prefix": gettext_lazy("đầu khóa"),
    "can_write": gettext_lazy("được ghi"),
    "revision": gettext_lazy("lần sửa"),
    "version": gettext_lazy("bản số"),
    "period": gettext_lazy("kỳ"),
    "on": gettext_lazy("hiệu lực từ"),
    "units": gettext_lazy("số đơn vị"),
    "valid_from": gettext_lazy("có từ"),
}
ISO_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
ROLES: Final[dict[str, str | Promise]] = dict(Assignment.Role.choices)


@dataclass(frozen=True, slots=True)
class LogQuestion:
    """What the page of the log asks for; every part may be left out."""

    since: date | None = None
    until: date | None = None
    action: str = ""
    actor: Officer | None = None
    unit: Unit | None = None


def log_entries(reach: Reach, question: LogQuestion) -> QuerySet[AuditEntry]:
    """List the entries of every unit below the officer's assignments, newest first."""
    entries = AuditEntry.objects.filter(reach.figures_filter("unit_id"))
    if question.since:
        entries = entries.since(question.since)
    if question.until:
        entries = entries.until(question.until)
    if question.action:
        entries = entries.filter(
            Q(action=question.action) | Q(action__startswith=f"{question.action}.")
        )
    if question.actor:
        entries = entries.filter(actor_id=question.actor.pk)
    if question.unit:
        entries = entries.filter(unit_id=question.unit.pk)
    return entries.newest_first()


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry in words; only codes and numbers of its detail, never text of a record."""

    entry: AuditEntry
    action: str
    place: str
    detail: str


def action_choices() -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in ACTIONS.items()]


def log_lines(entries: Iterable[AuditEntry], on: date) -> list[LogLine]:
    """Put the entries of one page into words; a fixed number of reads, however many entries."""
    shown = list(entries)
    places = place_names({e.unit_id for e in shown if e.unit_id is not None}, on)
    about = {e.pk: _officer_of(e) for e in shown}
    people = Officer.objects.filter(pk__in={pk for pk in about.values() if pk is not None})
    names = dict(people.values_list("pk", "display_name"))
    return [
        LogLine(
            entry=entry,
            action=str(ACTIONS.get(entry.action, entry.action)),
            place=places.get(entry.unit_id or 0, ""),
            detail=_in_words(entry, names.get(about[entry.pk] or 0, "")),
        )
        for entry in shown
    ]


def _officer_of(entry: AuditEntry) -> int | None:
    """Tell which officer an entry of accounts is about, when not the actor."""
    if entry.subject == "officer":
        found: object = int(entry.subject_id)
    else:
        found = entry.detail.get("officer")
    return found if isinstance(found, int) and found != entry.actor_id else None


def _in_words(entry: AuditEntry, officer: str) -> str:
    parts = [officer] if officer else []
    for key, value in entry.detail.items():
        if key in DETAILS:
            said = period_called(str(value)) if key == "period" else _brief(value)
            parts.append(f"{DETAILS[key]}: {said}")
    return " · ".join(parts)


def _brief(value: object) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, list):
        return ", ".join(_brief(item) for item in value)
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return vn_date(date.fromisoformat(value))
    return str(ROLES.get(str(value), value))


def unit_seen(text: str, reach: Reach) -> FoundUnit:
    """Find the one unit whose log the officer may read that the text names."""
    known = Unit.objects.filter(uid=text).filter(reach.figures_filter("pk")).first()
    if known:
        return FoundUnit(known)
    versions = units_matching(text, reach.on).filter(reach.figures_filter("unit"))
    found = versions.select_related("unit").first()
    if found is None:
        return FoundUnit(None, _("Không tìm thấy đơn vị này trong phạm vi của đồng chí."))
    return FoundUnit(found.unit)
