"""One cell read as its column means it: a day, a count with its hedge, an amount, a choice.

Numbers follow Vietnamese writing (26.000 and 8,5). What could mean two things is decided by the
column where the column can (a count is whole), else asked back in a sentence. Never MM/dd.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from binhyen.records.rules.sheets.grid import Broken, Cell, Uncached, text_of

HEDGE_WORDS = {
    "khoảng": "ABOUT", "chừng": "ABOUT", "tầm": "ABOUT", "ước": "ABOUT", "ước tính": "ABOUT",
    "~": "ABOUT", "≈": "ABOUT", "hơn": "OVER", "trên": "OVER", ">": "OVER", "gần": "NEARLY",
    "dưới": "UNDER", "<": "UNDER",
}  # fmt: skip
NO_NUMBER = "“{said}” không phải một số. Ghi bằng chữ số, ví dụ 90 hoặc khoảng 120."
NOTHING = {"", "-", "–", "—", "…", "...", "……", "không", "không có", "không phát sinh", "k"}
OLDEST_SERIAL, LATEST_SERIAL = 16_668, 91_312  # 19/08/1945 and the last day of 2149
FIRST_YEAR, LAST_YEAR = 1945, 2149
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
LONGEST_DAY, LONGEST_NUMBER = 8, 30  # 14112026; more digits than anything counted has
PIVOT = 50  # 49 is 2049, 50 is 1950
_DAY = re.compile(r"^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?$")
_IN_WORDS = re.compile(r"^(?:ngày)?\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})$")
_MONTH = re.compile(r"^(?:tháng|t)?\s*(\d{1,2})\s*(?:[/.\-]|năm)\s*(\d{4})$")
_YEAR = re.compile(r"^(?:năm\s*)?(\d{4})$")
_WEEKDAY = re.compile(r"^(?:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s*nhật|cn)\s*,?\s*(?=\S)")
_GROUPED = re.compile(r"^\d{1,3}(?:[. ]\d{3})+$")
_COMMAED = re.compile(r"^\d{1,3}(?:,\d{3})+$")
_PLAIN = re.compile(r"^\d+$")
_FRACTION = re.compile(r"^(\d+|\d{1,3}(?:\.\d{3})+),(\d+)$")
_POINTED = re.compile(r"^\d+\.\d+$")
_ONE_DOT = re.compile(r"^\d{1,3}\.\d{3}$")
_TAIL = re.compile(
    r"\s*(?:lượt người|lượt|người|hộ|thành viên|buổi|cuộc|lần|kg|khẩu|viên|quả|cái|chiếc)\.?$"
)


class CellError(ValueError):
    """Why a cell cannot be read; the sentence stands beside its row."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Number(NamedTuple):
    amount: Decimal
    hedge: str = "EXACT"
    remark: str = ""


class Day(NamedTuple):
    """A day; *whole* False where only a month or a year was said, and the day is its last."""

    on: date
    whole: bool = True


def plain_text(cell: Cell) -> str:
    """The words of a cell; a formula without its result, or an error value, is told."""
    if isinstance(cell, Uncached):
        raise CellError(
            "Ô này là công thức chưa có kết quả trong tệp. Mở tệp bằng Excel, lưu lại rồi gửi."
        )
    if isinstance(cell, Broken):
        raise CellError(f"Ô này báo lỗi {cell.said}. Sửa công thức hoặc ghi giá trị.")
    if isinstance(cell, bool):
        return "có" if cell else "không"
    return text_of(cell)


def is_nothing(cell: Cell, *, in_words: bool = False) -> bool:
    """Whether a cell says that there is nothing; *in_words*: where a lone "k" may be a name."""
    said = NOTHING - {"k"} if in_words else NOTHING
    return not isinstance(cell, Uncached | Broken) and text_of(cell).casefold() in said


def read_day(cell: Cell, *, from_1904: bool = False) -> Day:  # noqa: PLR0911 -- one way of writing each
    """Read a day however it was put into a cell.

    >>> read_day("5/8/26").on, read_day(46239).on, read_day("năm 2019").whole
    (datetime.date(2026, 8, 5), datetime.date(2026, 8, 5), False)
    """
    if isinstance(cell, datetime):
        return Day(cell.date())
    if isinstance(cell, date):
        return Day(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _day_of_number(cell, from_1904=from_1904)
    text = plain_text(cell).casefold().strip(" .,'")
    bare = _WEEKDAY.sub("", text)
    for pattern, order in ((_DAY, (2, 1, 0)), (_ISO, (0, 1, 2)), (_IN_WORDS, (2, 1, 0))):
        if found := pattern.match(bare):
            year, month, day = (int(found[place + 1]) for place in order)
            return Day(_real_day(_full_year(year), month, day, text))
    if found := _MONTH.match(bare):
        return Day(_last_of_month(int(found[2]), int(found[1]), text), whole=False)
    if found := _YEAR.match(bare):
        return _year(int(found[1]), text)
    if bare.isdecimal() and len(bare) <= LONGEST_DAY:
        return _day_of_number(int(bare), from_1904=from_1904)
    raise CellError(f"“{text[:40]}” không phải một ngày. Ghi ngày/tháng/năm, ví dụ 14/11/2026.")


def _day_of_number(value: float, *, from_1904: bool) -> Day:
    if FIRST_YEAR <= value <= LAST_YEAR and float(value).is_integer():
        return _year(int(value), str(int(value)))
    whole = int(value)
    text = str(whole)
    if len(text) in {7, 8} and float(value).is_integer():  # 14112026, its leading zero lost
        digits = text.zfill(8)
        return Day(_real_day(int(digits[4:]), int(digits[2:4]), int(digits[:2]), text))
    shift = (EPOCH_1904 - EPOCH).days if from_1904 else 0
    if OLDEST_SERIAL <= whole + shift <= LATEST_SERIAL:
        return Day(EPOCH + timedelta(days=whole + shift))
    raise CellError(f"Số {text} không phải một ngày. Ghi ngày/tháng/năm, ví dụ 14/11/2026.")


def _full_year(year: int) -> int:
    return year if year > 99 else year + (2000 if year < PIVOT else 1900)  # noqa: PLR2004 -- d/m/yy


def _year(year: int, text: str) -> Day:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellError(f"“{text[:40]}” không phải một ngày. Ghi ngày/tháng/năm.")
    return Day(date(year, 12, 31), whole=False)


def _last_of_month(year: int, month: int, text: str) -> date:
    if not 1 <= month <= 12 or not FIRST_YEAR <= year <= LAST_YEAR:  # noqa: PLR2004 -- months
        raise CellError(f"“{text[:40]}” không phải một ngày. Ghi ngày/tháng/năm.")
    return date(year, month, monthrange(year, month)[1])


def _real_day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        order = " Ghi ngày trước, tháng sau." if day <= 12 < month else ""  # noqa: PLR2004 -- months
        raise CellError(f"Không có ngày {text[:40]}.{order} Ví dụ 14/11/2026.") from error


def read_number(cell: Cell, *, whole: bool) -> Number:
    """Read a number with the hedge said before it; *whole*: the column counts things.

    >>> read_number("khoảng 1.234 lượt", whole=True)
    Number(amount=Decimal('1234'), hedge='ABOUT', remark='')
    >>> read_number("8,5", whole=False).amount, read_number(8.5, whole=False).amount
    (Decimal('8.5'), Decimal('8.5'))
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _of_number(cell, whole=whole)
    if isinstance(cell, date):
        raise CellError("Ô này là ngày, không phải số. Đổi định dạng ô rồi ghi lại số.")
    said = plain_text(cell).casefold().strip()
    hedge, digits = said_number(said)
    if len(digits) > LONGEST_NUMBER:
        raise CellError(NO_NUMBER.format(said=said[:40]))
    amount, remark = _digits(digits, said, whole=whole)
    if amount < 0:
        raise CellError("Số không thể âm.")
    return Number(amount, hedge, remark)


def said_number(said: str) -> tuple[str, str]:
    """Take what is said of a number apart: how sure it is, and its digits without their unit.

    >>> said_number("Khoảng 120 lượt người"), said_number("90")
    (('ABOUT', '120'), ('EXACT', '90'))
    """
    hedge, rest = _hedge(said.casefold().strip())
    return hedge, _TAIL.sub("", rest).strip()


def _of_number(value: float, *, whole: bool) -> Number:
    exact = Decimal(str(value)).normalize() + 0
    if exact < 0:
        raise CellError("Số không thể âm.")
    if whole and exact != exact.to_integral_value():
        shown = f"{exact:f}".replace(".", ",")
        thousands = exact * 1000
        meant = f"{int(thousands)}" if thousands == thousands.to_integral_value() else ""
        hint = f" Nếu là {int(thousands):,} thì ghi {meant}." if meant else ""
        raise CellError(f"Ô có số {shown}, cột này đếm số nguyên.{hint.replace(',', '.')}")
    return Number(exact)


def _hedge(said: str) -> tuple[str, str]:
    for word in sorted(HEDGE_WORDS, key=len, reverse=True):
        if said.startswith(word):
            rest = said[len(word) :]
            if not word[-1].isalpha() or rest[:1].isspace():
                return HEDGE_WORDS[word], rest.strip(" :")
    if said.endswith("+"):
        return "OVER", said[:-1].strip()
    return "EXACT", said


def _digits(digits: str, said: str, *, whole: bool) -> tuple[Decimal, str]:
    if whole and _COMMAED.match(digits):
        plain = digits.replace(",", "")
        return Decimal(plain), f"“{digits}” được đọc là {_dotted(int(plain))}."
    if not whole and _ONE_DOT.match(digits):
        left, right = digits.split(".")
        raise CellError(
            f"“{digits}” có thể là số nguyên hoặc số lẻ. Ghi {left}{right} hoặc {left},{right}."
        )
    if _GROUPED.match(digits):
        return Decimal(digits.replace(".", "").replace(" ", "")), ""
    if _PLAIN.match(digits):
        return Decimal(digits), ""
    found = _FRACTION.match(digits)
    if found or _POINTED.match(digits):
        plain = f"{found[1].replace('.', '')}.{found[2]}" if found else digits
        if whole and Decimal(plain) % 1:
            raise CellError(f"“{digits}” không phải số nguyên; cột này đếm số nguyên.")
        return Decimal(plain), ""
    raise CellError(NO_NUMBER.format(said=said[:40]))


def _dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
