"""The sheets of an Excel file (.xlsx), read row by row; the bytes were sniffed before."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from xml.etree.ElementTree import fromstring
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from binhyen.records.rules.sheets.grid import (
    MOST_COLUMNS,
    MOST_LINES,
    Broken,
    Cell,
    Grid,
    Merge,
    Uncached,
    UnreadableFileError,
    as_shown,
)
from binhyen.records.rules.sheets.sniffing import SPOILT, TOO_MANY

MOST_SHEETS = 20
# each stays within one tag and never tries it again: a hostile part is read as fast as a good one
_HIDDEN_ROW = re.compile(rb'<row\b(?=[^<>]*\shidden="(?:1|true)")[^<>]*?\sr="(\d+)"')
_HIDDEN_COLUMNS = re.compile(rb'<col\b(?=[^<>]*\shidden="(?:1|true)")[^<>]*+>')
_FROM, _TO = re.compile(rb'\smin="(\d+)"'), re.compile(rb'\smax="(\d+)"')
_MERGED = re.compile(rb'<mergeCell\b[^<>]*?\sref="([A-Z]+\d+:[A-Z]+\d+)"')
_UNCACHED = re.compile(
    rb'<c\b(?>[^<>]*?\sr="([A-Z]+\d+)")[^<>]*+>\s*+<f\b[^<>]*+>(?:(?<=/>)|[^<]*+</f>)\s*+'
    rb"(?:<v\s*/>|<v></v>)?\s*+</c>"
)
_FONT = re.compile(rb'<(?:\w+:)?name val="([^"]{1,60})"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}


def grids_of(content: bytes) -> list[Grid]:
    """Every visible sheet with something in it; values of formulas, never the formulas."""
    try:
        with ZipFile(BytesIO(content)) as package:
            paths = _paths(package)
            raw = {name: package.read(path) for name, path in paths.items()}
            fonts = _fonts(package)
        book = load_workbook(
            BytesIO(content), read_only=True, data_only=True, keep_links=False, rich_text=False
        )
        from_1904 = book.epoch == CALENDAR_MAC_1904
        found = []
        for sheet in book.worksheets[:MOST_SHEETS]:
            if sheet.sheet_state == "visible":
                rows = _rows(sheet.iter_rows(max_row=MOST_LINES + 1, max_col=MOST_COLUMNS))
                if rows:
                    found.append(_grid(sheet.title, rows, raw[sheet.title], from_1904, fonts))
    except UnreadableFileError:
        raise
    except _UNSOUND as error:
        raise UnreadableFileError(SPOILT) from error
    return found


_UNSOUND = (
    BadZipFile, KeyError, OSError, ValueError, TypeError, AttributeError, IndexError,
    EOFError, OverflowError, SyntaxError,
)  # fmt: skip  # what the reader lets out of a spoilt file


def _rows(lines: Iterator[tuple[Any, ...]]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    last = 0
    for line in lines:
        cells = [None if cell.value is None else _shown(cell) for cell in line]
        while cells and cells[-1] is None:
            cells.pop()
        rows.append(cells)
        if cells:
            last = len(rows)
    if last > MOST_LINES:
        raise UnreadableFileError(TOO_MANY)
    return rows[:last]


def _grid(
    name: str,
    rows: list[list[Cell]],
    raw: bytes,
    from_1904: bool,  # noqa: FBT001 -- private, read at once
    fonts: frozenset[str],
) -> Grid:
    for found in _UNCACHED.finditer(raw):
        row, column = coordinate_to_tuple(found[1].decode())
        if row <= MOST_LINES and column <= MOST_COLUMNS:
            rows += [[] for _missing in range(row - len(rows))]
            line = rows[row - 1]
            line += [None] * (column - len(line))
            line[column - 1] = Uncached()
    return Grid(
        name=name,
        rows=rows,
        merges=tuple(_merges(raw)),
        hidden_rows=frozenset(int(found[1]) - 1 for found in _HIDDEN_ROW.finditer(raw)),
        hidden_columns=frozenset(_hidden_columns(raw)),
        from_1904=from_1904,
        fonts=fonts,
    )


def _shown(cell: Any) -> Cell:
    value = _value(cell.value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return as_shown(value, cell.number_format or "")
    return value


def _value(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, str):
        return Broken(value) if value in ERRORS else value or None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004
        return int(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def _merges(raw: bytes) -> Iterator[Merge]:
    for found in _MERGED.finditer(raw):
        left, top, right, bottom = range_boundaries(found[1].decode())
        if left and top and right and bottom:
            yield Merge(top - 1, left - 1, bottom - 1, right - 1)


def _hidden_columns(raw: bytes) -> Iterator[int]:
    for found in _HIDDEN_COLUMNS.finditer(raw):
        first, last = _FROM.search(found[0]), _TO.search(found[0])
        if first and last:
            yield from range(int(first[1]) - 1, min(int(last[1]), MOST_COLUMNS))


def _fonts(package: ZipFile) -> frozenset[str]:
    styles = next((n for n in package.namelist() if n.lower().endswith("xl/styles.xml")), None)
    held = package.read(styles) if styles else b""
    return frozenset(found[1].decode("utf-8", "replace") for found in _FONT.finditer(held))


def _paths(package: ZipFile) -> dict[str, str]:
    """Where the part of each sheet stands in the package, by the sheet's name."""
    relations = fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 -- sniffed: no DTD
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    book = fromstring(package.read("xl/workbook.xml"))  # noqa: S314 -- sniffed: no DTD
    found = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            key = sheet.get(_RELATION) or sheet.get(_STRICT)
            target = targets[key]
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[sheet.get("name", "")] = str(PurePosixPath(path))
    return {name: path for name, path in found.items() if path in package.namelist()}
