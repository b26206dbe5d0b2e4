"""A book as an Excel file: the columns it is also read by; numbers as numbers, days as days."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import xlsxwriter
from django.db.models import F
from django.utils.translation import gettext as _

from binhyen.kernel.dates import vn_datetime
from binhyen.kernel.text import exact_key
from binhyen.records.models import Record, Revision
from binhyen.records.rules import Book
from binhyen.records.rules import book as book_of
from binhyen.records.rules.content import Content, ContentError
from binhyen.records.rules.sheets.columns import BEHALF, ID, UNIT, Layout, with_choices
from binhyen.records.rules.sheets.grid import marked
from binhyen.records.rules.sheets.table import Placed
from binhyen.records.rules.sheets.writing import Hedged, Told, head_of, placed_columns, told
from binhyen.records.selectors.listing import Row
from binhyen.records.selectors.sheet_face import Face, set_page
from binhyen.units.selectors.naming import own_names

MOST_ROWS = 20_000
HEAD_ROW = 3
AT_ONCE = 500


def workbook_of(book: Book, rows: Sequence[Row], about: str, at: datetime) -> bytes:
    """Write the rows as one sheet: frozen and repeated head, A4 landscape, one page wide."""
    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    file = xlsxwriter.Workbook(held, options)
    face = Face(file)
    sheet = file.add_worksheet(book.name[:31])
    sheet.write_string(0, 0, book.name, face.title)
    sheet.write_string(1, 0, marked(f"{about} {_('Đọc lúc')} {vn_datetime(at)}."))
    table = _listed(book, rows) if book.layout is None else _whole(book, book.layout, rows)
    for column, (label, width) in enumerate(table[0]):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, label, face.head)
    for place, cells in enumerate(table[1], 1):
        for column, value in enumerate(cells):
            face.write(sheet, HEAD_ROW + place, column, value)
    set_page(sheet, HEAD_ROW)
    file.close()
    return held.getvalue()


Table = tuple[list[tuple[str, int]], list[list[Any]]]


def _whole(book: Book, layout: Layout, rows: Sequence[Row]) -> Table:
    """Tell each record whole, in the columns by which a file is read back."""
    layout = with_choices(layout, dynamic_choices(book))
    newest = _newest([row.record.pk for row in rows])
    contents = {pk: content for pk, (content, _by) in newest.items() if content is not None}
    columns = placed_columns(layout, contents.values())
    units = own_names({row.record.unit_id for row in rows}, rows[0].record.on) if rows else {}
    titles = _titles(book, contents.values())
    heads = [
        (_("TT"), 5), (UNIT.head, UNIT.width),
        *((head_of(one), one.column.width) for one in columns),
        (BEHALF.head, BEHALF.width), (_("Trạng thái"), 16), (_("Lần ghi"), 8), (ID.head, ID.width),
    ]  # fmt: skip
    told_rows = []
    for place, row in enumerate(rows, 1):
        record = row.record
        content, behalf = newest[record.pk]
        name = units.get(record.unit_id, "")
        cells: list[Any] = [place, name[:1].upper() + name[1:]]
        cells += _cells(content, columns, titles)
        state = str(Record.State(record.state).label)
        told_rows.append([*cells, behalf, state, record.revision, str(record.pk)])
    return heads, told_rows


def dynamic_choices(book: Book) -> dict[str, dict[str, str]]:
    """The closed values that only the database knows, by column."""
    offered = book.choices() if book.choices else {}
    return {key: {str(v): str(w) for v, w in listed if v} for key, listed in offered.items()}


def _newest(records: Sequence[UUID]) -> dict[UUID, tuple[Content | None, str]]:
    found: dict[UUID, tuple[Content | None, str]] = {}
    for start in range(0, len(records), AT_ONCE):
        some = Revision.objects.filter(
            record__in=records[start : start + AT_ONCE], number=F("record__revision")
        )
        rows = some.values_list("record_id", "record__book", "content", "on_behalf_of")
        for key, code, stored, behalf in rows:
            found[key] = (_parsed(code, stored), behalf)
    return found


def _parsed(code: str, stored: dict[str, Any]) -> Content | None:
    try:
        return book_of(code).kept(stored)
    except ContentError:
        return None  # written under older rules: its row tells what the list shows, no more


def _titles(book: Book, contents: Iterable[Content]) -> dict[UUID, str]:
    """Call linked records by their titles, or by their ids where a title is shared."""
    wanted = sorted({link.record for content in contents for link in book.links(content)})
    found: dict[UUID, str] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = Record.objects.filter(pk__in=wanted[start : start + AT_ONCE])
        found |= dict(some.values_list("pk", "title"))
    shared = Counter(exact_key(title) for title in found.values())
    return {pk: title if shared[exact_key(title)] == 1 else str(pk) for pk, title in found.items()}


def _cells(
    content: Content | None, columns: Sequence[Placed], titles: dict[UUID, str]
) -> list[Told]:
    if content is None:
        return [None] * len(columns)
    plain = content.model_dump(by_alias=True)
    return [told(plain, one, lambda key: titles.get(key, str(key))) for one in columns]


def _listed(book: Book, rows: Sequence[Row]) -> Table:
    """Tell each record as its list shows it; for a book that is no sheet."""
    numbers = [part for column in book.columns for part in ((column.label, 16), (_("ĐVT"), 9))]
    ends = [(_("Kết thúc"), 12)] if book.opens else []
    heads = [
        (_("TT"), 5), (_("Ngày"), 12), *ends, (_("Nội dung"), 44), (_("Nơi, đơn vị"), 34),
        (book.kind_label, 24), *numbers, (_("Trạng thái"), 16), (_("Lần ghi"), 8),
        (_("Mã bản ghi"), 38),
    ]  # fmt: skip
    return heads, [_listed_cells(book, place, row) for place, row in enumerate(rows, 1)]


def _listed_cells(book: Book, place: int, row: Row) -> list[Any]:
    record = row.record
    ends: list[date | None] = [record.ends_on] if book.opens else []
    cells: list[Any] = [place, record.on, *ends, record.title, row.place, row.kind]
    for number in range(len(book.columns)):
        cell = row.cells[number] if number < len(row.cells) else None
        if cell is None or cell.amount is None:
            cells += [None, cell.unit if cell else ""]
        else:
            cells += [Hedged(cell.amount, cell.hedge), cell.unit]
    state = str(Record.State(record.state).label)
    return [*cells, state, record.revision, str(record.pk)]
