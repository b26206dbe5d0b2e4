"""A book as an Excel file: numbers as numbers, days as days, what looks like a formula as text."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from binhyen.kernel.dates import vn_datetime
from binhyen.kernel.numbers import hedge_word
from binhyen.records.models import Record
from binhyen.records.rules import Book
from binhyen.records.selectors.listing import Row

MOST_ROWS = 20_000
HEAD_ROW = 3
A4 = 9
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def workbook_of(book: Book, rows: Sequence[Row], about: str, at: datetime) -> bytes:
    """Write the rows as one sheet: frozen and repeated head, A4 landscape, one page wide."""
    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    file = xlsxwriter.Workbook(held, options)
    sheet = file.add_worksheet(book.name[:31])
    face = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    plain = file.add_format({**face, "text_wrap": True, "border": 1})
    head = file.add_format(
        {**face, "bold": True, "text_wrap": True, "border": 1, "align": "center"}
    )
    day = file.add_format({**face, "num_format": "dd/mm/yyyy", "border": 1, "align": "center"})
    number = file.add_format({**face, "num_format": "#,##0.###", "border": 1})
    title = file.add_format({**face, "bold": True, "font_size": 14})
    sheet.write_string(0, 0, book.name, title)
    sheet.write_string(1, 0, safe(f"{about} {_('Đọc lúc')} {vn_datetime(at)}."))
    columns = heads(book)
    for column, (label, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, label, head)
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(values(book, place, row)):
            at_row = HEAD_ROW + place
            if value in {None, ""}:
                sheet.write_blank(at_row, column, None, plain)
            elif isinstance(value, str):
                sheet.write_string(at_row, column, safe(value), plain)
            elif isinstance(value, int | float):
                sheet.write_number(at_row, column, value, number)
            else:
                sheet.write_datetime(at_row, column, value, day)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&R{_('Trang')} &P/&N")
    file.close()
    return held.getvalue()


def heads(book: Book) -> list[tuple[str, int]]:
    """Give the columns' labels and widths; a number's hedge stands in a column of its own."""
    numbers = [
        part
        for column in book.columns
        for part in ((_("Mức chắc"), 10), (column.label, 12), (_("ĐVT"), 9))
    ]
    ends = [(_("Kết thúc"), 12)] if book.opens else []
    return [
        (_("TT"), 5),
        (_("Ngày"), 12),
        *ends,
        (_("Nội dung"), 44),
        (_("Nơi, đơn vị"), 34),
        (book.kind_label, 24),
        *numbers,
        (_("Trạng thái"), 16),
        (_("Lần ghi"), 8),
        (_("Mã bản ghi"), 38),
    ]


def values(book: Book, place: int, row: Row) -> list[object]:
    """Give a row's cells, in the order of the heads."""
    record = row.record
    cells: list[object] = [place, record.on]
    if book.opens:
        cells.append(record.ends_on)
    cells += [record.title, row.place, row.kind]
    for number in range(len(book.columns)):
        cell = row.cells[number] if number < len(row.cells) else None
        if cell is None or cell.amount is None:
            cells += ["", None, cell.unit if cell else ""]
        else:
            amount = cell.amount if isinstance(cell.amount, int) else float(cell.amount)
            cells += [hedge_word(cell.hedge), amount, cell.unit]
    state = Record.State(record.state).label
    return [*cells, str(state), record.revision, str(record.pk)]


def safe(text: str) -> str:
    """Keep a text from being read as a formula by whoever opens the file."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
