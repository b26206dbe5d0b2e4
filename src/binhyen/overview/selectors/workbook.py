"""One figure and its lines as an Excel file: numbers as numbers, days as days."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from binhyen.kernel.dates import vn_datetime
from binhyen.kernel.numbers import hedge_word
from binhyen.ledger.selectors.catalogue import Facts
from binhyen.ledger.selectors.questions import Figure
from binhyen.overview.selectors.lines import Shown
from binhyen.records.rules.sheets.grid import marked
from binhyen.records.selectors.sheet_face import A4

HEAD_ROW = 5
TRACES = 2  # the last columns lead a machine back to the record; paper has no room for them


def workbook_of(
    facts: Facts, figure: Figure, lines: Sequence[Shown], about: str, at: datetime
) -> bytes:
    """Write the figure on top and its lines below, with their sum as a number."""
    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    file = xlsxwriter.Workbook(held, options)
    sheet = file.add_worksheet(facts.code)
    looks = _looks(file)
    sheet.write_string(0, 0, marked(f"{facts.code}. {facts.name}"), looks["title"])
    sheet.write_string(1, 0, marked(f"{about} {_('Đọc lúc')} {vn_datetime(at)}."), looks["plain"])
    sheet.write_string(2, 0, _("Số"), looks["bold"])
    sheet.write_string(2, 1, hedge_word(str(figure.hedge)), looks["plain"])
    if figure.amount is not None:
        sheet.write_number(2, 2, _number(facts, figure.amount), looks["sum"])
    sheet.write_string(2, 3, facts.unit_of_measure, looks["plain"])
    for column, (label, width) in enumerate(heads()):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, label, looks["head"])
    for place, one in enumerate(lines, 1):
        _write_line(sheet, HEAD_ROW + place, [place, *values(facts, one)], looks)
    _write_sum(sheet, facts, lines, looks)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.print_area(0, 0, HEAD_ROW + len(lines) + 1, len(heads()) - TRACES - 1)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&R{_('Trang')} &P/&N")
    file.close()
    return held.getvalue()


def heads() -> list[tuple[str, int]]:
    return [
        (_("TT"), 6),
        (_("Từ ngày"), 12),
        (_("Ngày"), 12),
        (_("Việc"), 48),
        (_("Nơi"), 36),
        (_("Nguồn"), 14),
        (_("Mức chắc"), 10),
        (_("Số"), 14),
        (_("ĐVT"), 12),
        (_("Mã bản ghi"), 38),
        (_("Bút toán"), 10),
    ]


def values(facts: Facts, one: Shown) -> list[Any]:
    """Give a line's cells, in the order of the heads."""
    line = one.line
    source = one.source or (_("Văn bản") if line.declared else "")
    return [
        line.span_from,
        line.day,
        one.title,
        one.place,
        source,
        hedge_word(str(line.hedge)),
        _number(facts, line.amount),
        facts.unit_of_measure,
        str(line.record or ""),
        line.entry,
    ]


def _number(facts: Facts, amount: int | Decimal) -> int | float:
    shown = facts.shown(amount) if isinstance(amount, int) else amount
    return float(shown) if isinstance(shown, Decimal) else shown


def _write_line(sheet: Any, at_row: int, cells: Sequence[Any], looks: dict[str, Any]) -> None:
    for column, value in enumerate(cells):
        if value is None or value == "":
            sheet.write_blank(at_row, column, None, looks["cell"])
        elif isinstance(value, str):
            sheet.write_string(at_row, column, marked(value), looks["cell"])
        elif isinstance(value, int | float):
            sheet.write_number(at_row, column, value, looks["number"])
        else:
            sheet.write_datetime(at_row, column, value, looks["day"])


def _write_sum(sheet: Any, facts: Facts, lines: Sequence[Shown], looks: dict[str, Any]) -> None:
    if not lines:
        return
    row, total = HEAD_ROW + len(lines) + 1, sum(one.line.amount for one in lines)
    words = _("Cộng {count} dòng").format(count=len(lines))
    sheet.write_string(row, 3, words, looks["bold"])
    first, last = HEAD_ROW + 2, HEAD_ROW + len(lines) + 1
    sheet.write_formula(row, 7, f"=SUM(H{first}:H{last})", looks["sum"], _number(facts, total))


def _looks(file: Any) -> dict[str, Any]:
    face = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    return {
        "title": file.add_format({**face, "bold": True, "font_size": 14}),
        "plain": file.add_format(face),
        "bold": file.add_format({**face, "bold": True}),
        "head": file.add_format(
            {**face, "bold": True, "text_wrap": True, "border": 1, "align": "center"}
        ),
        "cell": file.add_format({**face, "text_wrap": True, "border": 1}),
        "day": file.add_format(
            {**face, "num_format": "dd/mm/yyyy", "border": 1, "align": "center"}
        ),
        "number": file.add_format({**face, "num_format": "#,##0.###", "border": 1}),
        "sum": file.add_format({**face, "num_format": "#,##0.###", "bold": True, "border": 1}),
    }
