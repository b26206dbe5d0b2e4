"""The tables of a document as an Excel file: numbers as numbers, words as words, no formula."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter
from django.utils import translation

from binhyen.rendering.rules.document import (
    Align,
    Cell,
    Column,
    Document,
    Number,
    Row,
    RowKind,
    Table,
    tables,
)
from binhyen.rendering.services import wording
from binhyen.rendering.services.excel_numbers import number_format, value_of
from binhyen.rendering.services.packing import packed

A4 = 9
MILLIMETRES_IN_CHARACTER = 2.1
MILLIMETRES_IN_LETTER = 1.75  # an average one, narrower than the digit Excel counts in
MILLIMETRES_IN_INCH = 25.4
LINE_HEIGHT = 16
ROOM_TO_SIGN = 5
LONGEST_SHEET_NAME = 31
NOT_IN_SHEET_NAME = str.maketrans(dict.fromkeys(r"[]:*?/\'", " "))
FORMULA_STARTS = ("=", "+", "-", "@", "\t")
FACE = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter", "text_wrap": True}
PLAIN: Mapping[str, Any] = {}
BOLD = {"bold": True}
MIDDLE = {"align": "center"}
HEAD = {"bold": True, "align": "center", "border": 1}
NO_TABLE = Table((), ())


def render_xlsx(document: Document) -> bytes:
    """Write a sheet for every table of *document*; the same document gives the same bytes."""
    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    file = xlsxwriter.Workbook(held, options)
    with translation.override("vi"):
        _write_properties(file, document)
        looks = Looks(file)
        for place, (title, table) in enumerate(tables(document) or [("", NO_TABLE)], 1):
            writer = SheetWriter(file.add_worksheet(_sheet_name(place, table)), looks, table)
            _write_sheet(writer, document, title)
        file.close()
    return packed(held.getvalue())


class Looks:
    """The formats of one file, each made once."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self.made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, wanted: Mapping[str, Any]) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self.made:
            self.made[key] = self.file.add_format({**FACE, **wanted})
        return self.made[key]


class SheetWriter:
    """Where writing has come to on one sheet; text goes in as text, whatever it begins with."""

    def __init__(self, sheet: Any, looks: Looks, table: Table) -> None:
        self.sheet, self.looks, self.table = sheet, looks, table
        self.last = max(len(table.columns) - 1, 1)
        self.row = 0

    def text(self, row: int, column: int, words: str, look: Mapping[str, Any]) -> None:
        if not words:
            self.sheet.write_blank(row, column, None, self.looks.of(look))
            return
        # the mark of a text, which Excel keeps when the cell is edited or copied
        look = {**look, "quote_prefix": True} if words.startswith(FORMULA_STARTS) else look
        self.sheet.write_string(row, column, words, self.looks.of(look))

    def span(
        self, first: tuple[int, int], last: tuple[int, int], words: str, look: Mapping[str, Any]
    ) -> None:
        """Write over several cells as one."""
        if first != last:
            self.sheet.merge_range(*first, *last, "", self.looks.of(look))
        self.text(*first, words, look)

    def line(self, words: str, look: Mapping[str, Any], height: float | None = None) -> None:
        """Write one line over the whole width and go on below it."""
        self.span((self.row, 0), (self.row, self.last), words, look)
        if height:
            self.sheet.set_row(self.row, height)
        self.row += 1

    def halves(self, left: str, right: str, look: Mapping[str, Any]) -> None:
        """Write left and right of the middle, as the two signatures stand."""
        middle = (self.last + 1) // 2
        self.span((self.row, 0), (self.row, middle - 1), left, look)
        self.span((self.row, middle), (self.row, self.last), right, look)
        self.row += 1


def _write_sheet(writer: SheetWriter, document: Document, title: str) -> None:
    _write_top(writer, document, title)
    first_head = writer.row
    _write_heads(writer)
    if writer.table.columns:
        writer.sheet.freeze_panes(writer.row, min(2, len(writer.table.columns)))
        writer.sheet.repeat_rows(first_head, writer.row - 1)
    for row in writer.table.rows:
        _write_row(writer, row)
    for line in (line for part in writer.table.legend for line in wording.lines(part)):
        writer.line(line, {"italic": True, "font_size": 11}, height=32)
    _write_foot(writer, document)
    _set_page(writer)


def _write_top(writer: SheetWriter, document: Document, title: str) -> None:
    table = writer.table
    if table.code:
        writer.line(wording.clean(table.code), BOLD)
    writer.line(wording.issuer(document), BOLD)
    named = table.title or title or document.subject
    writer.line(" ".join(wording.lines(named)).upper(), BOLD | MIDDLE | {"font_size": 13}, 20)
    if period := wording.workbook_period(document):
        writer.line(period, MIDDLE | {"italic": True})
    writer.row += 1


def _write_heads(writer: SheetWriter) -> None:
    columns, row, at = writer.table.columns, writer.row, 0
    for place, column in enumerate(columns):
        writer.sheet.set_column(place, place, column.share / MILLIMETRES_IN_CHARACTER)
    storeys = 2 if writer.table.has_groups else 1
    for group, span in wording.column_heads(writer.table):
        titles = [wording.clean(column.title) for column in columns[at : at + span]]
        if group:
            writer.span((row, at), (row, at + span - 1), wording.clean(group), HEAD)
            for place, title in enumerate(titles, at):
                writer.text(row + 1, place, title, HEAD)
        else:
            writer.span((row, at), (row + storeys - 1, at), titles[0], HEAD)
        at += span
    writer.row += storeys


def _write_row(writer: SheetWriter, row: Row) -> None:
    bold = {"bold": True} if row.kind is not RowKind.LINE else {}
    columns = writer.table.columns
    for place, column in enumerate(columns):
        if place < len(row.cells):
            _write_cell(writer, place, row.cells[place], column, bold)
        else:
            writer.text(writer.row, place, "", {"border": 1})
    if row.kind is not RowKind.GROUP:
        writer.sheet.set_row(writer.row, LINE_HEIGHT * _lines_of(row, columns) + 2)
    writer.row += 1


def _lines_of(row: Row, columns: Sequence[Column]) -> int:
    """Say how many lines the fullest cell takes: not every program finds that out itself."""
    return max(
        ceil(len(wording.said(cell).text) / (column.share / MILLIMETRES_IN_LETTER) or 1)
        for cell, column in zip(row.cells, columns, strict=True)
    )


def _write_cell(
    writer: SheetWriter, place: int, cell: Cell, column: Column, bold: Mapping[str, Any]
) -> None:
    if isinstance(cell, Number):
        look = {"border": 1, "align": str(Align.RIGHT), "num_format": number_format(cell)}
        shown = writer.looks.of({**look, **bold})
        writer.sheet.write_number(writer.row, place, value_of(cell), shown)
        return
    words = wording.said(cell)
    look = {"border": 1, "align": str(column.align), **bold}
    writer.text(writer.row, place, words.text, look | ({"italic": True} if words.italic else {}))


def _write_foot(writer: SheetWriter, document: Document) -> None:
    writer.row += 1
    writer.halves("", wording.place_and_date(document.letterhead), MIDDLE | {"italic": True})
    writer.halves(wording.MADE_BY, wording.HEAD_OF_BODY, MIDDLE | BOLD)
    right = wording.UNSIGNED if document.draft else wording.SIGN_HERE
    writer.halves(wording.SIGN_HERE, right, MIDDLE | {"italic": True})
    name = " ".join(wording.lines(document.signature.name))
    if name and not document.draft:
        writer.row += ROOM_TO_SIGN
        writer.halves("", name, MIDDLE | BOLD)


def _set_page(writer: SheetWriter) -> None:
    sheet = writer.sheet
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    left, right, edge = (one / MILLIMETRES_IN_INCH for one in (30, 15, 20))
    sheet.set_margins(left=left, right=right, top=edge, bottom=edge)
    sheet.set_header('&C&"Times New Roman,Regular"&13&P', {"margin": edge / 2})
    sheet.print_area(0, 0, writer.row, writer.last)


def _sheet_name(place: int, table: Table) -> str:
    """Name the sheet after its code, else Biểu 1, Biểu 2; Excel forbids some signs."""
    name = wording.clean(table.code).translate(NOT_IN_SHEET_NAME).strip() or "Biểu"
    return f"{name[: LONGEST_SHEET_NAME - 4].strip()} {place}"


def _write_properties(file: Any, document: Document) -> None:
    day = wording.day_of(document)
    file.set_properties(
        {
            "title": wording.title_of(document)[:255],
            "author": wording.issuer(document)[:255],
            "created": datetime(day.year, day.month, day.day),  # noqa: DTZ001 -- a property
        }
    )
