"""Filings for tests, in few words."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from django.conf import settings

from binhyen.filings.models import Filing, Period
from binhyen.filings.selectors.regimes import movement_regime
from binhyen.filings.selectors.sheets import live_sheet
from binhyen.filings.services.editing import edit_filing
from binhyen.filings.services.filing import accept, open_filing, submit
from binhyen.filings.services.importing import import_regimes
from binhyen.filings.services.obligations import open_period
from tests.builders.ledger import clerk, post, unit

AFTER_ALL = datetime(2027, 1, 10, 2, 0, tzinfo=UTC)
IN_NOVEMBER = date(2026, 11, 2)


def period(key: str, at: datetime = AFTER_ALL) -> Period:
    import_regimes(folder=settings.REFERENCE_DATA)
    return open_period(regime=movement_regime(), key=key, at=at)


def filing(uid: str, of: Period, at: datetime = AFTER_ALL) -> Filing:
    return open_filing(period=of, unit=unit(uid), by=clerk(), at=at)


def overtaken(uid: str) -> Filing:
    """Opened with twelve sessions in the book; two more were confirmed after that."""
    post(uid, "TT01", IN_NOVEMBER, 12)
    made = filing(uid, period("2026-M11"))
    post(uid, "TT01", IN_NOVEMBER, 2)
    return made


def answered(one: Filing, answers: Mapping[str, str], at: datetime = AFTER_ALL) -> Filing:
    one.refresh_from_db()
    return edit_filing(
        filing=one.pk,
        base_revision=one.revision,
        narrative={},
        answers=answers,
        by=clerk(),
        at=at,
    )


def sent(one: Filing, at: datetime = AFTER_ALL) -> Filing:
    one.refresh_from_db()
    return submit(
        filing=one.pk,
        files={"docx": b"word"},
        sheet=live_sheet(one),
        revision=one.revision,
        by=clerk(),
        at=at,
    )


def taken_in(one: Filing, at: datetime = AFTER_ALL) -> Filing:
    return accept(filing=sent(one, at).pk, by=clerk(), at=at)
