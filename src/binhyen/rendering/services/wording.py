"""The words of a document that Word, PDF and Excel share to the letter.

Not marked for translation: a document is Vietnamese whoever prints it.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import translation

from binhyen.kernel.dates import document_date, document_date_in_words, vn_date
from binhyen.kernel.numbers import decimal_vn, grouped, hedge_word, percent, signed
from binhyen.rendering.rules.document import (
    Cell,
    Document,
    Form,
    Letterhead,
    Number,
    State,
    Table,
    Text,
    number_line,
    roman,
)

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"
DRAFT = "DỰ THẢO"
UNSIGNED = "(bản nháp, chưa ký)"
MADE_BY = "Người lập biểu"
HEAD_OF_BODY = "Thủ trưởng"
SIGN_HERE = "(Ký, ghi rõ họ tên)"
UNDATED = date(2020, 3, 5)  # the day of the Decree, for files without a day of their own
DOTTED = "……"
NO_COMPARISON = "–"
BLANK_DAY = "ngày      tháng      năm      "
# XML has no place for these; they come in with text pasted from elsewhere.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell prints; states of no number are in italics."""

    text: str
    italic: bool = False


def clean(text: str) -> str:
    """Compose the letters and drop what no file may hold; line breaks stay."""
    text = BREAKS.sub("\n", unicodedata.normalize("NFC", text))
    return UNPRINTABLE.sub("", text).replace("\t", " ").replace("\u00a0", " ")


def lines(text: str) -> list[str]:
    """Part a text where its author began a new line."""
    return [line.strip() for line in clean(text).split("\n") if line.strip()]


def said(cell: Cell) -> Said:
    if isinstance(cell, Text):
        return Said(" ".join(clean(cell.text).split()))
    if isinstance(cell, Number):
        return Said(f"{_hedge(cell.hedge)} {_digits(cell)}{clean(cell.mark)}".lstrip())
    return {
        State.NIL: Said("không phát sinh", italic=True),
        State.NOT_REPORTED: Said("chưa báo cáo", italic=True),
        State.INCOMPLETE: Said("không đủ số liệu", italic=True),
        State.BLANK: Said(DOTTED),
        State.INCOMPARABLE: Said(NO_COMPARISON),
    }[cell]


def place_and_date(letterhead: Letterhead) -> str:
    """Write Tuyên Hóa, ngày 15 tháng 12 năm 2016, with room for the day until it is signed."""
    day = letterhead.signed_on
    return f"{clean(letterhead.place)}, {document_date_in_words(day) if day else BLANK_DAY}"


def period_line(document: Document) -> str:
    if document.period is None:
        return ""
    first, last = document.period
    return f"(Số liệu từ ngày {document_date(first)} đến ngày {document_date(last)})"


def workbook_period(document: Document) -> str:
    """Say the period as workbooks do, every day and month padded."""
    if document.period is None:
        return ""
    first, last = document.period
    return f"Từ ngày {vn_date(first)} đến ngày {vn_date(last)}"


def title_of(document: Document) -> str:
    return f"{clean(document.type_name).capitalize()} {' '.join(lines(document.subject))}"


def issuer(document: Document) -> str:
    return " ".join(clean(document.letterhead.issuing_body).split())


def appendix_name(place: int) -> str:
    return f"Phụ lục {roman(place)}"


def enclosed_with(document: Document) -> str:
    """Say under an appendix to which document it belongs."""
    head = document.letterhead
    number = number_line(head).removeprefix("Số: ")
    day = document_date_in_words(head.signed_on) if head.signed_on else BLANK_DAY.rstrip()
    kind = clean(document.type_name).capitalize()
    named = clean(head.name_in_text) or issuer(document)
    return f"(Kèm theo {kind} số {number} {day} của {named})"


def addressee_lines(addressees: Sequence[str]) -> list[str]:
    """Name the one addressee, or list several: - …; - …."""
    named = [" ".join(lines(one)).rstrip(" ;.") for one in addressees]
    if len(named) == 1:
        return named
    return [f"- {one}{'.' if place == len(named) else ';'}" for place, one in enumerate(named, 1)]


def column_heads(table: Table) -> list[tuple[str, int]]:
    """Give the upper row of a two-storeyed head: common heads with the columns they span."""
    upper: list[tuple[str, int]] = []
    for column in table.columns:
        if column.group and upper and upper[-1][0] == column.group:
            upper[-1] = (column.group, upper[-1][1] + 1)
        else:
            upper.append((column.group, 1))
    return upper


def day_of(document: Document) -> date:
    """Give the day the files are dated with: the document's own, never the machine's."""
    end = document.period[1] if document.period else UNDATED
    return document.letterhead.signed_on or end


@lru_cache(maxsize=8)
def _hedge(hedge: str) -> str:
    with translation.override("vi"):
        return hedge_word(hedge)


def _digits(number: Number) -> str:
    if number.form in {Form.RATE, Form.SIGNED_RATE}:
        plus = "+" if number.form is Form.SIGNED_RATE and number.amount > 0 else ""
        return plus + decimal_vn(number.amount, 2)
    if number.form is Form.SIGNED:
        return signed(number.amount)
    if number.form is Form.PERCENT:
        return percent(number.amount)
    if number.form is Form.SIGNED_PERCENT:
        return f"{'+' if number.amount > 0 else ''}{percent(number.amount)}"
    return grouped(number.amount)
