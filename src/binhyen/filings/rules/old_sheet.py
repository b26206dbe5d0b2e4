"""An old report's sheet, filled in Excel for a past period: what its rows say. Plain Python."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from binhyen.kernel.words import gettext as _
from binhyen.kernel.words import kept

HEADS = kept(("Mã", "Nội dung", "ĐVT", "Số liệu", "Cách hiểu"))
REGIME, VERSION, PERIOD, UNIT = kept(("Chế độ", "Lần ban hành", "Kỳ", "Đơn vị"))
LABELS = (REGIME, VERSION, PERIOD, UNIT)
HEDGES = kept({
    "khoảng": "ABOUT", "hơn": "OVER", "trên": "OVER", "gần": "NEARLY", "dưới": "UNDER",
})  # fmt: skip
NOTHING = kept({"", "không phát sinh", "…", "……", "...", "-", "–"})
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?")
_POINTED = re.compile(r"\d+\.\d{1,2}|\d+\.\d{4,}")
LONGEST_SHEET = 2000


class Marks(NamedTuple):
    """What the head of the workbook says it is for."""

    regime: str
    version: str
    period: str
    unit: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A row somebody filled in, by its number in the workbook."""

    row: int
    key: str
    amount: Decimal
    hedge: str = "EXACT"
    note: str = ""


class Wrong(NamedTuple):
    """Why a row cannot be taken, by its number in the workbook."""

    row: int
    sentence: str


class UnreadableSheetError(ValueError):
    """The workbook is not this sheet; the sentence says what to do."""


def read_sheet(cells: Sequence[Sequence[object]]) -> tuple[Marks, list[Typed], list[Wrong]]:
    """Read a workbook's cells. Rows left empty, or "không phát sinh", declare nothing."""
    if len(cells) > LONGEST_SHEET:
        raise UnreadableSheetError(_("Tệp có quá nhiều dòng; dùng tệp mẫu tải từ trang này."))
    texts = {_text(row[0]): _text(row[1]) for row in cells if len(row) > 1}
    head = next((place for place, row in enumerate(cells) if _is_head(row)), None)
    if head is None or not all(texts.get(label) for label in LABELS):
        raise UnreadableSheetError(_("Đây không phải tệp mẫu của biểu; tải tệp mẫu rồi điền vào."))
    typed, wrong = [], []
    for place, row in enumerate(cells[head + 1 :], head + 2):
        key, figure, note = _text(row[0]), row[3] if len(row) > 3 else None, ""  # noqa: PLR2004
        if len(row) >= len(HEADS):
            note = _text(row[4])
        if not key or _text(figure).casefold() in NOTHING:
            continue
        try:
            hedge, amount = read_figure(figure)
        except ValueError as error:
            wrong.append(Wrong(place, str(error)))
        else:
            typed.append(Typed(place, key, amount, hedge, note))
    return Marks(*(texts[label] for label in LABELS)), typed, wrong


def read_figure(value: object) -> tuple[str, Decimal]:
    """Read 26000, "26.000", "8,5" or "gần 26.000".

    >>> read_figure("gần 26.000"), read_figure(8.5), read_figure("1.234,5")
    (('NEARLY', Decimal('26000')), ('EXACT', Decimal('8.5')), ('EXACT', Decimal('1234.5')))
    """
    if isinstance(value, bool):
        raise ValueError(_("Ô số liệu phải là một số."))  # noqa: TRY004 -- told in the row
    if isinstance(value, int | float):
        return "EXACT", Decimal(str(value)).normalize() + 0
    words = _text(value).casefold()
    hedge = "EXACT"
    first, _space, rest = words.partition(" ")
    if first in HEDGES and rest:
        hedge, words = HEDGES[first], rest.strip()
    if _POINTED.fullmatch(words):
        sentence = _("“{words}” không rõ: phần thập phân viết sau dấu phẩy, như 8,5.")
        raise ValueError(sentence.format(words=words))
    found = _NUMBER.fullmatch(words)
    if found is None:
        raise ValueError(_("“{words}” không phải một số.").format(words=_text(value)[:40]))
    return hedge, Decimal(found[1].replace(".", "") + (f".{found[2]}" if found[2] else ""))


def _is_head(row: Sequence[object]) -> bool:
    return [_text(cell) for cell in row[: len(HEADS)]] == list(HEADS)


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
