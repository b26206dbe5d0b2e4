"""An uploaded or pasted table, as cells."""

from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from binhyen.accounts.rules.officer_table import TableUnreadableError, split_text

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_SHEET = 5000


def cells_of(file: Any, pasted: str) -> list[list[object]]:
    """Take the cells of the file when there is one, else of the pasted text."""
    if not file:
        return [list(line) for line in split_text(pasted)]
    if file.size > LARGEST_FILE:
        raise TableUnreadableError(_("Tệp lớn hơn 2 MB. Đề nghị tách thành nhiều tệp."))
    if file.name.lower().endswith(".xlsx"):
        return _sheet(file)
    if file.name.lower().endswith((".csv", ".txt")):
        try:
            return [list(line) for line in split_text(file.read().decode("utf-8-sig"))]
        except UnicodeDecodeError as error:
            raise TableUnreadableError(_("Tệp CSV cần lưu theo bảng mã UTF-8.")) from error
    raise TableUnreadableError(_("Chỉ đọc được tệp .xlsx hoặc .csv."))


def _sheet(file: Any) -> list[list[object]]:
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=LARGEST_SHEET, max_col=30, values_only=True)
        return [list(row) for row in rows]
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, OSError) as error:
        raise TableUnreadableError(_("Không mở được tệp Excel này.")) from error
