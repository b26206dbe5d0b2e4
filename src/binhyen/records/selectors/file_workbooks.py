"""The workbook to fill, and the one that comes back with what is wrong beside each row."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.utility import xl_col_to_name

from binhyen.records.rules import Book
from binhyen.records.rules.sheets.columns import (
    UNIT_KEY,
    FileColumn,
    Kind,
    Layout,
    all_columns,
)
from binhyen.records.rules.sheets.grid import Merge, text_of
from binhyen.records.rules.sheets.reading import SheetRead
from binhyen.records.selectors.file_checking import Checked
from binhyen.records.selectors.file_places import Places
from binhyen.records.selectors.sheet_face import EXAMPLE, WARNED, WRONG, Face, set_page

ROOM = 1000
HEAD_ROW = 5
LISTS, FAULTS = "Danh mục", "Lỗi"
LONGEST_HINT = 250
NO_CLOCK = datetime(2020, 1, 1)  # noqa: DTZ001 -- no clock in files
EXAMPLE_SAYS = "VD"


def template_of(book: Book, layout: Layout, places: Places) -> bytes:
    """The empty sheet of one unit's book: its villages and every closed value as lists."""
    held = BytesIO()
    file = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False})
    file.set_properties({"created": NO_CLOCK})
    face = Face(file)
    sheet, lists = file.add_worksheet(book.name[:31]), file.add_worksheet(LISTS)
    columns = all_columns(layout)
    _write_top(sheet, face, book, places)
    sheet.set_column(0, 0, 6)
    sheet.write_string(HEAD_ROW, 0, "TT", face.head)
    sheet.write_string(
        HEAD_ROW + 1, 0, EXAMPLE_SAYS, face.of(border=1, bg_color=EXAMPLE, italic=True)
    )
    for at, column in enumerate(columns, 1):
        head = f"{column.head} *" if column.required else column.head
        # a day stays the text that was typed: no program may turn 5/8 into the 8th of May
        typed = face.of(num_format="@") if column.kind is not Kind.AMOUNT else face.of()
        sheet.set_column(at, at, column.width, typed)
        sheet.write_string(HEAD_ROW, at, head, face.head)
        _write_example(sheet, face, at, column, places)
        offered = _offered(column, places)
        source = _write_list(lists, face, at, column.head, offered) if offered else ""
        _validate(sheet, at, column, source)
    sheet.set_row(HEAD_ROW, 34)
    set_page(sheet, HEAD_ROW)
    lists.hide()
    file.close()
    return held.getvalue()


def _write_top(sheet: Any, face: Face, book: Book, places: Places) -> None:
    lines = (
        f"Mỗi {book.one} ghi một dòng. Cột có dấu * phải ghi; các cột khác để trống được.",
        "Ngày ghi ngày/tháng/năm, ví dụ 14/11/2026. Số ghi 1.284 hoặc khoảng 120, hơn 50.",
        "Dòng VD là ví dụ, hệ thống không đọc dòng này. Không ghi họ tên, số giấy tờ của ai.",
    )
    sheet.write_string(0, 0, f"{book.name.upper()}: {places.own.name}", face.title)
    for number, line in enumerate(lines, 1):
        sheet.write_string(number, 0, line, face.of(italic=True))


def _write_example(sheet: Any, face: Face, at: int, column: FileColumn, places: Places) -> None:
    said = column.example
    if column.key == UNIT_KEY:
        said = next((one.name for one in places.all if one is not places.own), places.own.name)
    look = face.of(border=1, bg_color=EXAMPLE, italic=True, text_wrap=True)
    sheet.write(HEAD_ROW + 1, at, said or None, look)


def _offered(column: FileColumn, places: Places) -> list[str]:
    if column.key == UNIT_KEY:
        return [place.name for place in places.all]
    return list(column.choices.values()) if column.kind is Kind.CHOICE else []


def _write_list(lists: Any, face: Face, at: int, head: str, offered: Sequence[str]) -> str:
    """Write a column of the hidden sheet, and say where it stands."""
    lists.write_string(0, at, head, face.of(bold=True))
    lists.set_column(at, at, 30)
    for number, words in enumerate(offered, 1):
        lists.write_string(number, at, words, face.of())
    name = xl_col_to_name(at)
    return f"='{LISTS}'!${name}$2:${name}${len(offered) + 1}"


def _validate(sheet: Any, at: int, column: FileColumn, source: str) -> None:
    rule: dict[str, Any] = {"validate": "list", "source": source} if source else {"validate": "any"}
    if source:
        rule |= {
            "error_type": "information" if column.otherwise else "warning",
            "error_title": "Ngoài danh sách",
            "error_message": "Giá trị này không có trong danh sách của cột.",
        }
    if column.hint:
        rule |= {"input_title": column.head[:32], "input_message": column.hint[:LONGEST_HINT]}
    if source or column.hint:
        sheet.data_validation(HEAD_ROW + 2, at, HEAD_ROW + 1 + ROOM, at, rule)


def marked_of(read: SheetRead, found: Iterable[Checked]) -> bytes:
    """The rows as they came, with a column “Lỗi” and the wrong cells coloured."""
    held = BytesIO()
    file = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False})
    file.set_properties({"created": NO_CLOCK})
    face = Face(file)
    sheet = file.add_worksheet(FAULTS)
    by_row = {one.row.number: one for one in found}
    table, last = read.table, _faults_column(read)
    for at in range(last):
        sheet.set_column(at, at, _width(read, at))
    sheet.set_column(last, last, 60)
    _merge(sheet, face, read.grid.merges, last)
    for number, cells in enumerate(read.grid.rows):
        if table.first_head <= number <= table.last_head:
            for at, cell in enumerate(cells[:last]):
                if text := text_of(cell):
                    sheet.write_string(number, at, text, face.head)
        else:
            _write_row((sheet, face), number, cells[:last], by_row.get(number), last)
    sheet.write_string(table.last_head, last, FAULTS, face.head)
    set_page(sheet, table.first_head, table.last_head)
    file.close()
    return held.getvalue()


def _write_row(
    page: tuple[Any, Face], number: int, cells: Sequence[Any], one: Checked | None, last: int
) -> None:
    sheet, face = page
    bad = {wrong.column for wrong in one.wrong} if one else set()
    for at in range(last):
        cell = cells[at] if at < len(cells) else None
        if cell is not None or at in bad:
            face.write(sheet, number, at, cell, WRONG if at in bad else "")
    if one and (said := _sentences(one)):
        look = face.of(border=1, bg_color=WRONG if one.wrong else WARNED, text_wrap=True)
        sheet.write_string(number, last, said, look)


def _faults_column(read: SheetRead) -> int:
    """Where the faults are written: over those of an earlier round, else after the last column."""
    heads = read.grid.rows[read.table.last_head]
    return next((at for at, cell in enumerate(heads) if text_of(cell) == FAULTS), read.grid.width)


def _width(read: SheetRead, at: int) -> int:
    placed = read.table.columns.get(at)
    if placed is None:
        return 14
    return placed.column.width if placed.column.key else 6


def _sentences(one: Checked) -> str:
    wrong = (f"{w.head}: {w.sentence}" if w.head else w.sentence for w in one.wrong)
    return "\n".join([*wrong, *one.remarks])


def _merge(sheet: Any, face: Face, merges: Iterable[Merge], last: int) -> None:
    """Join again what was joined; what overlaps in a spoilt file stays apart."""
    for merge in merges:
        if merge.right < last and (merge.bottom, merge.right) != (merge.top, merge.left):
            with suppress(OverlappingRange):
                sheet.merge_range(*merge, "", face.of(border=1, text_wrap=True))
