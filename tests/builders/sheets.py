"""Excel files as offices make them: rows in, bytes out, as .xlsx and as .xls."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Font

Rows = Sequence[Sequence[Any]]
HEADS = ("TT", "Thôn", "Loại việc", "Ngày", "Nội dung", "Lượt người")
SESSION = "Tuyên truyền"


def xlsx(
    rows: Rows,
    *,
    merges: Iterable[str] = (),
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[str] = (),
    font: str = "",
    more_sheets: dict[str, Rows] | None = None,
    from_1904: bool = False,
    formats: dict[str, str] | None = None,
) -> bytes:
    """Write rows as a new workbook; a text that begins with = is a formula."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sổ"
    _fill(sheet, rows)
    if from_1904:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904  # noqa: PLC0415 -- seldom asked

        book.epoch = CALENDAR_MAC_1904
    for name, more in (more_sheets or {}).items():
        _fill(book.create_sheet(name), more)
    for area in merges:
        sheet.merge_cells(area)
    for number in hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for letter in hidden_columns:
        sheet.column_dimensions[letter].hidden = True
    if font:
        for line in sheet.iter_rows():
            for cell in line:
                cell.font = Font(name=font)
    for place, shown in (formats or {}).items():
        sheet[place].number_format = shown
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _fill(sheet: Any, rows: Rows) -> None:
    for line in rows:
        sheet.append(list(line))


def xls(
    rows: Rows, *, merges: Iterable[tuple[int, int, int, int]] = (), hidden: Iterable[int] = ()
) -> bytes:
    """Write rows as an Excel file of before 2007; merges are first and last row and column."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("So")
    joined = list(merges)
    covered = {
        (row, column)
        for top, bottom, left, right in joined
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for top, bottom, left, right in joined:
        sheet.write_merge(top, bottom, left, right, rows[top][left])
    for number, line in enumerate(rows):
        for at, value in enumerate(line):
            if value is not None and (number, at) not in covered:
                sheet.write(number, at, value, *([day] if isinstance(value, date) else []))
    for number in hidden:
        sheet.row(number).hidden = True
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def repacked(content: bytes, add: dict[str, bytes], *, drop: str = "") -> bytes:
    """The same package with parts put in or written over."""
    held = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(held, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in add and part.filename != drop:
                new.writestr(part.filename, old.read(part.filename))
        for name, held_part in add.items():
            new.writestr(name, held_part)
    return held.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as package:
        return package.read(name)


def session(number: Any = 1, **changed: Any) -> list[Any]:
    """One row under HEADS: a talk of 120 people in thôn Vĩnh Lợi."""
    said = {
        "unit": "Thôn Vĩnh Lợi",
        "kind": SESSION,
        "on": "14/08/2026",
        "title": f"Phòng cháy, chữa cháy lần {number}",
        "people": 120,
        **changed,
    }
    return [number, *said.values()]
