"""Making a regime, its next version, a thematic period, and keeping the days off."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.audit import services as audit
from binhyen.filings.models import Holiday, Period, Regime, RegimeVersion
from binhyen.filings.rules.periods import Frequency
from binhyen.filings.rules.regime import Definition
from binhyen.filings.selectors.regimes import definition_of
from binhyen.filings.services.filing import FilingError
from binhyen.filings.services.obligations import follow_tree


@transaction.atomic
def make_regime(
    *,
    code: str,
    owner: int,
    definition: Definition,
    valid_from: date,
    by: Officer,
    at: datetime,
) -> RegimeVersion:
    """Issue a regime of a unit, with its first version."""
    if Regime.objects.filter(code=code).exists():
        raise FilingError(_("Đã có chế độ mang mã này."), "code")
    regime = Regime.objects.create(code=code, owner_id=owner)
    return _version(
        regime=regime, number=1, definition=definition, valid_from=valid_from, by=by, at=at
    )


@transaction.atomic
def change_regime(
    *, regime: Regime, definition: Definition, valid_from: date, by: Officer, at: datetime
) -> RegimeVersion:
    """Issue the next version; periods that are open keep the one they were opened with."""
    latest = RegimeVersion.objects.filter(regime=regime).order_by("-number").first()
    if latest is not None and valid_from < latest.valid_from:
        raise FilingError(_("Bản mới áp dụng từ ngày không sớm hơn bản trước."), "valid_from")
    number = latest.number + 1 if latest else 1
    return _version(
        regime=regime, number=number, definition=definition, valid_from=valid_from, by=by, at=at
    )


@transaction.atomic
def open_thematic(
    *, regime: Regime, key: str, name: str, start: date, end: date, by: Officer, at: datetime
) -> Period:
    """Open a period with days of its own; who owes it is known at once."""
    version = (
        RegimeVersion.objects.filter(regime=regime, is_in_force=True, valid_from__lte=end)
        .order_by("-valid_from", "-number")
        .first()
    )
    if version is None:
        raise FilingError(_("Chế độ chưa áp dụng cho kỳ kết thúc ngày này."), "end")
    if Frequency.FREE not in definition_of(version).frequencies:
        raise FilingError(_("Chế độ này không có kỳ chuyên đề."))
    if end < start:
        raise FilingError(_("Ngày cuối không thể trước ngày đầu."), "end")
    try:
        with transaction.atomic():
            period = Period.objects.create(
                regime=regime, version=version, key=key, name=name, start=start, end=end,
                frequency=Frequency.FREE,
            )  # fmt: skip
    except IntegrityError as error:
        raise FilingError(_("Đã có kỳ mang mã này."), "key") from error
    follow_tree(period=period, at=at)
    _log("period.opened", regime, by, at, key=key)
    return period


@transaction.atomic
def put_holiday(
    *, day: date, name: str, is_worked: bool, source: str, by: Officer, at: datetime
) -> Holiday:
    """Write a day off or a day worked in exchange; due dates already told stay as they are."""
    holiday, _made = Holiday.objects.update_or_create(
        day=day, defaults={"name": name, "is_worked": is_worked, "source": source}
    )
    _log_day("holiday.put", day, by, at)
    return holiday


@transaction.atomic
def drop_holiday(*, holiday: Holiday, by: Officer, at: datetime) -> None:
    _log_day("holiday.dropped", holiday.day, by, at)
    holiday.delete()


def _version(
    *,
    regime: Regime,
    number: int,
    definition: Definition,
    valid_from: date,
    by: Officer,
    at: datetime,
) -> RegimeVersion:
    made = RegimeVersion.objects.create(
        regime=regime,
        number=number,
        valid_from=valid_from,
        definition=definition.model_dump(mode="json"),
        is_in_force=True,
        entered_by=by,
    )
    _log("regime.issued", regime, by, at, number=number)
    return made


def _log(action: str, regime: Regime, by: Officer, at: datetime, **detail: object) -> None:
    audit.record(
        action,
        subject="regime",
        subject_id=regime.code,
        unit_id=regime.owner_id,
        actor_id=by.pk,
        actor_name=by.display_name,
        at=at,
        detail=detail,
    )


def _log_day(action: str, day: date, by: Officer, at: datetime) -> None:
    audit.record(
        action,
        subject="holiday",
        subject_id=str(day),
        unit_id=None,
        actor_id=by.pk,
        actor_name=by.display_name,
        at=at,
    )
