"""An old sheet becomes declarations of a past period: all of it, or nothing."""

from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from openpyxl import load_workbook

from binhyen.filings.models import Period
from binhyen.filings.rules.old_sheet import read_sheet
from binhyen.filings.rules.regime import Column
from binhyen.filings.selectors.old_sheets import cells_of, empty_sheet
from binhyen.filings.selectors.regimes import movement_regime, past_period
from binhyen.filings.selectors.sheets import live_sheet
from binhyen.filings.services.importing import import_regimes
from binhyen.filings.services.old_sheets import (
    Outcome,
    WrongSheetError,
    check_marks,
    import_old_sheet,
)
from binhyen.records.models import Record
from binhyen.records.services import confirm
from binhyen.units.models import Unit
from tests.builders.accounts import make_officer
from tests.builders.filings import AFTER_ALL, filing, period
from tests.builders.ledger import clerk

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Period:
    import_regimes(folder=settings.REFERENCE_DATA)
    return past_period(movement_regime(), "2015")


@pytest.fixture
def unit() -> Unit:
    return Unit.objects.get(uid="D453b")


def filled(of: Period, unit: Unit, **figures: object) -> bytes:
    book = load_workbook(BytesIO(empty_sheet(of, unit)))
    sheet: Any = book.active
    for row in sheet.iter_rows(min_row=7):
        if row[0].value in figures:
            row[3].value = figures[row[0].value]
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def imported(of: Period, unit: Unit, content: bytes, *, dry_run: bool = False) -> Outcome:
    marks, rows, wrong = read_sheet(cells_of(content))
    check_marks(marks, of, unit)
    return import_old_sheet(
        period=of, unit=unit, rows=rows, wrong=wrong, document="Báo cáo số 01/BC-BCĐ",
        dry_run=dry_run, by=clerk(), at=AFTER_ALL,
    )  # fmt: skip


class TestImportOldSheet:
    def test_fills_last_years_column_once_it_is_confirmed(self, of: Period, unit: Unit) -> None:
        content = filled(of, unit, TT02="gần 20.000", MH02=65, VK03a="2,5")
        outcome = imported(of, unit, content)
        assert (len(outcome.declared), outcome.wrong) == (3, ())
        for record in outcome.declared:
            confirm(record=record, by=make_officer("x", username=f"v{record}"[:20]), at=AFTER_ALL)
        sheet = live_sheet(filing("D453b", period("2016")))
        cells = [sheet.cell(key, Column.LAST_YEAR) for key in ("TT02", "MH02", "VK03a", "TT01")]
        assert [cell.amount for cell in cells] == [20000, 65, 2500, None]
        assert cells[0].hedge == "NEARLY"

    def test_a_dry_run_writes_nothing_and_doing_it_twice_no_more(
        self, of: Period, unit: Unit
    ) -> None:
        content = filled(of, unit, TT02=20000)
        assert len(imported(of, unit, content, dry_run=True).declared) == 1
        assert not Record.objects.exists()
        assert imported(of, unit, content) == imported(of, unit, content)
        assert Record.objects.count() == 1

    def test_one_wrong_row_keeps_all_out_and_is_told_by_its_number(
        self, of: Period, unit: Unit
    ) -> None:
        content = filled(of, unit, TT02=20000, TT01="nhiều", MH02=-3, TT03="12.34")
        outcome = imported(of, unit, content)
        assert outcome.declared == ()
        assert len(outcome.wrong) == 3
        assert all(wrong.row > 6 and wrong.sentence for wrong in outcome.wrong)
        assert not Record.objects.exists()

    def test_refuses_the_workbook_of_another_version_unit_or_period(
        self, of: Period, unit: Unit
    ) -> None:
        new = past_period(movement_regime(), "2024")
        with pytest.raises(WrongSheetError, match="kỳ khác"):
            imported(of, unit, filled(new, unit, TT02=1))
        with pytest.raises(WrongSheetError, match="đơn vị khác"):
            imported(of, unit, filled(of, Unit.objects.get(uid="P44b"), TT02=1))
        book = load_workbook(BytesIO(filled(of, unit, TT02=1)))
        sheet: Any = book.active
        sheet["B2"] = "2"
        held = BytesIO()
        book.save(held)
        with pytest.raises(WrongSheetError, match="lần ban hành 2"):
            imported(of, unit, held.getvalue())
