"""The sheets of an Excel file of before 2007 (.xls)."""

import struct
from collections.abc import Iterator
from datetime import datetime, time
from io import StringIO

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.xldate import XLDateError, xldate_as_datetime

from binhyen.records.rules.sheets.grid import (
    MOST_COLUMNS,
    MOST_LINES,
    Broken,
    Cell,
    Grid,
    Merge,
    UnreadableFileError,
    as_shown,
)
from binhyen.records.rules.sheets.sniffing import LINKS, LOCKED, SPOILT, TOO_MANY

MOST_SHEETS = 20
_UNSOUND = (
    AssertionError, IndexError, KeyError, LookupError, OverflowError, TypeError, UnicodeError,
    ValueError, struct.error, NotImplementedError, MemoryError,
)  # fmt: skip  # what the reader lets out of a spoilt file


def grids_of(content: bytes) -> list[Grid]:
    """Every visible sheet with something in it; values of formulas, never the formulas."""
    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=StringIO()
        )
        return list(_visible(book))
    except XLRDError as error:
        locked = "encrypted" in str(error).lower() or "password" in str(error).lower()
        raise UnreadableFileError(LOCKED if locked else SPOILT) from error
    except UnreadableFileError:
        raise
    except _UNSOUND as error:
        raise UnreadableFileError(SPOILT) from error


def _visible(book: xlrd.Book) -> Iterator[Grid]:
    if xlrd.book.SUPBOOK_EXTERNAL in book._supbook_types:  # noqa: SLF001 -- told nowhere else
        raise UnreadableFileError(LINKS)
    fonts = frozenset(font.name for font in book.font_list)
    for sheet in book.sheets()[:MOST_SHEETS]:
        if sheet.visibility == 0 and sheet.nrows:
            yield _grid(book, sheet, fonts)


def _grid(book: xlrd.Book, sheet: xlrd.sheet.Sheet, fonts: frozenset[str]) -> Grid:
    rows: list[list[Cell]] = []
    for number in range(min(sheet.nrows, MOST_LINES + 1)):
        line = [_shown(book, cell) for cell in sheet.row(number)[:MOST_COLUMNS]]
        rows.append(line)
    while rows and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    if len(rows) > MOST_LINES:
        raise UnreadableFileError(TOO_MANY)
    return Grid(
        name=sheet.name,
        rows=rows,
        merges=tuple(
            Merge(top, left, bottom - 1, right - 1)
            for top, bottom, left, right in sheet.merged_cells
        ),
        hidden_rows=frozenset(n for n, row in sheet.rowinfo_map.items() if row.hidden),
        hidden_columns=frozenset(n for n, one in sheet.colinfo_map.items() if one.hidden),
        from_1904=book.datemode == 1,
        fonts=fonts,
    )


def _shown(book: xlrd.Book, cell: xlrd.sheet.Cell) -> Cell:
    value = _value(cell.ctype, cell.value, book.datemode)
    if isinstance(value, int | float) and not isinstance(value, bool):
        looks = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
        shown = book.format_map.get(looks.format_key) if looks else None
        return as_shown(value, shown.format_str if shown else "")
    return value


def _value(kind: int, value: object, datemode: int) -> Cell:
    if kind == xlrd.XL_CELL_TEXT:
        return str(value) or None
    if kind == xlrd.XL_CELL_NUMBER and isinstance(value, float):
        return int(value) if value.is_integer() else value
    if kind == xlrd.XL_CELL_DATE and isinstance(value, float):
        return _moment(value, datemode)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR and isinstance(value, int):
        return Broken(error_text_from_code.get(value, "#N/A"))
    return None


def _moment(value: float, datemode: int) -> Cell:
    try:
        moment: datetime = xldate_as_datetime(value, datemode)
    except (XLDateError, OverflowError, ValueError):
        return value
    return moment.date() if moment.time() == time() else moment
