"""How our workbooks look: Times New Roman, ruled cells, a frozen head, A4 across."""

from datetime import date
from decimal import Decimal
from typing import Any

from binhyen.kernel.words import kept
from binhyen.ledger.rules import Hedge
from binhyen.records.rules.sheets.grid import Broken, Uncached, marked
from binhyen.records.rules.sheets.writing import Hedged
from binhyen.records.rules.wording import HEDGE_WORDS

A4 = 9
FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
WRONG, WARNED, EXAMPLE, HEAD = "#F8D7D2", "#FFF2D6", "#EBEFEA", "#E8EEF6"
NUMBER = "#,##0.###"


class Face:
    """The formats of one file, each made once."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self.made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **wanted: Any) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self.made:
            self.made[key] = self.file.add_format({**FONT, **wanted})
        return self.made[key]

    @property
    def title(self) -> Any:
        return self.of(bold=True, font_size=13)

    @property
    def head(self) -> Any:
        return self.of(
            bold=True, text_wrap=True, border=1, align="center", valign="vcenter", bg_color=HEAD
        )

    def write(self, sheet: Any, row: int, column: int, value: Any, colour: str = "") -> None:
        """Write one value as what it is; text as text, whatever it begins with."""
        look: dict[str, Any] = {"border": 1} | ({"bg_color": colour} if colour else {})
        if isinstance(value, Hedged):
            word = HEDGE_WORDS[Hedge(value.hedge)]
            shown = f'"{word} "{NUMBER}' if word else NUMBER
            number = _number(value.amount)
            sheet.write_number(
                row, column, number, self.of(num_format=_whole(shown, number), **look)
            )
        elif isinstance(value, bool):
            sheet.write_string(row, column, kept("có") if value else kept("không"), self.of(**look))
        elif isinstance(value, int | float | Decimal):
            number = _number(value)
            sheet.write_number(
                row, column, number, self.of(num_format=_whole(NUMBER, number), **look)
            )
        elif isinstance(value, date):
            day = self.of(num_format="dd/mm/yyyy", align="center", **look)
            sheet.write_datetime(row, column, value, day)
        else:
            self._words(sheet, row, column, value, look)

    def _words(self, sheet: Any, row: int, column: int, value: Any, look: dict[str, Any]) -> None:
        text = marked(_text(value))
        if not text:
            sheet.write_blank(row, column, None, self.of(**look))
            return
        sheet.write_string(row, column, text, self.of(text_wrap=True, **look))


def _whole(shown: str, number: float) -> str:
    """Leave the decimal mark out of a whole number's format: Excel shows "120," otherwise."""
    return shown.replace(".###", "") if float(number).is_integer() else shown


def _number(amount: float | Decimal) -> float:
    if isinstance(amount, Decimal):
        return float(amount) if amount % 1 else int(amount)
    return amount


def _text(value: Any) -> str:
    if value is None or isinstance(value, Uncached):
        return ""
    return value.said if isinstance(value, Broken) else str(value)


def set_page(sheet: Any, head: int, last_head: int | None = None) -> None:
    """Freeze and repeat the heads; A4 across, as wide as the page."""
    last = head if last_head is None else last_head
    sheet.freeze_panes(last + 1, 0)
    sheet.repeat_rows(head, last)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&RTrang &P/&N")
