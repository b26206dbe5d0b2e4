"""Import of an old report's sheet as declarations of a past period: all of it, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.filings.models import Period
from binhyen.filings.rules.old_sheet import Marks, Typed, Wrong
from binhyen.filings.rules.regime import Row
from binhyen.filings.selectors.regimes import definition_of
from binhyen.ledger.selectors.catalogue import indicator
from binhyen.records.rules import book
from binhyen.records.rules.content import ContentError
from binhyen.records.services import ConflictError, create
from binhyen.units.models import Unit

DECLARATION = "DECLARATION"
NAMESPACE = UUID("0b5ee7f2-54f0-5d0a-9a3e-01d5ee701d5e")


class WrongSheetError(Exception):
    """The workbook was made for another unit, period or version of the regime."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or in a dry run would do; with anything wrong it does nothing."""

    declared: tuple[UUID, ...]
    wrong: tuple[Wrong, ...]


def check_marks(marks: Marks, period: Period, unit: Unit) -> None:
    """Refuse a workbook that was not made for this sheet."""
    if marks.unit != unit.uid:
        raise WrongSheetError(_("Tệp này lập cho đơn vị khác ({uid}).").format(uid=marks.unit))
    if marks.period != period.key:
        raise WrongSheetError(_("Tệp này lập cho kỳ khác ({key}).").format(key=marks.period))
    regime, version = period.regime.code, str(period.version.number)
    if (marks.regime, marks.version) != (regime, version):
        sentence = _(
            "Tệp này theo lần ban hành {held} của chế độ {code}; kỳ {key} áp dụng lần {wanted}. "
            "Tải tệp mẫu mới rồi chép số liệu sang."
        )
        raise WrongSheetError(
            sentence.format(held=marks.version, code=marks.regime, key=period.key, wanted=version)
        )


def import_old_sheet(
    *,
    period: Period,
    unit: Unit,
    rows: Sequence[Typed],
    wrong: Sequence[Wrong],
    document: str,
    dry_run: bool,
    by: Officer,
    at: datetime,
) -> Outcome:
    """Write a draft declaration for every row; a second person confirms them in their book.

    Doing it again with the same figures does nothing; another figure for a row is refused.
    """
    known = {row.key: row for row in definition_of(period.version).rows}
    found, errors = list[UUID](), list(wrong)
    with transaction.atomic():
        for typed in rows:
            try:
                with transaction.atomic():
                    said = _said(known[typed.key], typed, period, document)
                    content = book(DECLARATION).parse(said)
                    key = f"{period.regime_id}/{period.key}/{unit.uid}/{typed.key}"
                    written = create(
                        book=DECLARATION, unit=unit.pk, content=content, by=by, at=at,
                        id=uuid5(NAMESPACE, key),
                    )  # fmt: skip
                    found.append(written.record.pk)
            except (ContentError, ConflictError, KeyError) as error:
                errors.append(Wrong(typed.row, _sentence(error, typed)))
        if errors or dry_run:
            transaction.set_rollback(True)
    if errors:
        found = []
    return Outcome(tuple(found), tuple(sorted(errors)))


def _sentence(error: Exception, typed: Typed) -> str:
    if isinstance(error, ContentError):
        return " ".join(dict.fromkeys(refusal.sentence for refusal in error.refusals))
    if isinstance(error, ConflictError):
        return _("Dòng này đã nhập trước với số khác; sửa ở sổ số khai.")
    return _("Biểu không có dòng mang mã {key}.").format(key=typed.key[:40])


def _said(row: Row, typed: Typed, period: Period, document: str) -> dict[str, object]:
    """The declaration a row stands for: over the whole period, or as of its last day."""
    kind = indicator(row.indicator).kind
    dims = dict(row.filters)
    if kind == "STATUS":
        dims["year"] = str(period.end.year)
    said: dict[str, object] = {
        "indicator": row.indicator,
        "amount": str(typed.amount),
        "hedge": typed.hedge,
        "dims": dims,
        "document": document,
        "note": typed.note,
    }
    if kind == "FLOW":
        return said | {"from": period.start.isoformat(), "to": period.end.isoformat()}
    return said | {"on": period.end.isoformat()}
