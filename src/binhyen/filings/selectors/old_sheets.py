"""The sheet of a past period as an empty workbook to fill, and such a workbook read back."""

from datetime import datetime
from io import BytesIO
from zipfile import BadZipFile

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from binhyen.filings.models import Period
from binhyen.filings.rules.old_sheet import HEADS, LABELS, UnreadableSheetError
from binhyen.filings.selectors.drafting import row_name
from binhyen.filings.selectors.regimes import definition_of
from binhyen.kernel.words import kept
from binhyen.ledger.selectors.catalogue import indicator
from binhyen.units.models import Unit
from binhyen.units.selectors import own_name

WIDTHS = (14, 60, 14, 18, 50)
HOW = kept(
    "Điền cột Số liệu; có thể ghi “gần 26.000”, “khoảng 120”. "
    "Để trống dòng không có số; không sửa cột Mã và bốn dòng đầu."
)
MOST_ROWS, MOST_COLUMNS = 2001, 8


@translation.override("vi")
def empty_sheet(period: Period, unit: Unit) -> bytes:
    """The workbook to fill; it carries which version of which regime it belongs to."""
    held = BytesIO()
    file = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False})
    file.set_properties({"created": datetime(2020, 1, 1)})  # noqa: DTZ001 -- no clock in files
    face = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True}
    plain, bold = file.add_format(face), file.add_format({**face, "bold": True})
    sheet = file.add_worksheet(kept("Biểu"))
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width, plain)
    said = (period.regime.code, str(period.version.number), period.key, unit.uid)
    for place, (label, value) in enumerate(zip(LABELS, said, strict=True)):
        sheet.write_string(place, 0, label, bold)
        sheet.write_string(place, 1, value, plain)
    sheet.write_string(4, 1, f"{own_name(unit.pk, period.end)}, {period.name}. {HOW}", plain)
    for place, head in enumerate(HEADS):
        sheet.write_string(5, place, head, bold)
    sheet.freeze_panes(6, 2)
    rows = [row for row in definition_of(period.version).rows if _is_typed(row.indicator)]
    for place, row in enumerate(rows, 6):
        for column, words in enumerate(
            (row.key, row_name(row), indicator(row.indicator).unit_of_measure)
        ):
            sheet.write_string(place, column, words, plain)
    file.close()
    return held.getvalue()


def cells_of(content: bytes) -> list[list[object]]:
    """The cells of a workbook's first sheet; values, never formulas."""
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(
            max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True
        )
        return [list(row) for row in rows]
    except (BadZipFile, KeyError, OSError, ValueError, IndexError) as error:
        raise UnreadableSheetError(_("Không mở được tệp; gửi tệp Excel .xlsx.")) from error


def _is_typed(code: str) -> bool:
    """Rates and counted units are worked out, never typed."""
    return indicator(code).is_declarable
