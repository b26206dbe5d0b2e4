"""What a book says of its columns in Excel: heads, what stands in a cell, what goes where."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from binhyen.kernel.text import exact_key

Values = dict[str, Any]
MOST_REPEATS = 40


class Kind(StrEnum):
    """What a column's cells hold, which decides how "1.234" or "12/8" is read."""

    TEXT = "TEXT"
    NOTE = "NOTE"
    DAY = "DAY"
    COUNT = "COUNT"
    TIMES = "TIMES"
    AMOUNT = "AMOUNT"
    CHOICE = "CHOICE"
    UNIT = "UNIT"
    RECORDS = "RECORDS"
    PASSED = "PASSED"


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column. A key with a dot ("counts.on") belongs to a group that may stand again.

    *also*: other heads offices use. COUNT gives a number with how sure it is, TIMES a bare whole
    number, AMOUNT a number that may have a fraction, its hedge going to *hedge_key*. RECORDS names
    schemes by title. *words* are other names of a CHOICE's values; a word that is none of them goes
    to the key *otherwise*, where there is one. A day of which only the year or month was said goes
    to *instead*. *as_of*: left open, it is the day the whole file was counted on.
    """

    key: str
    head: str
    kind: Kind = Kind.TEXT
    also: tuple[str, ...] = ()
    required: bool = False
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    example: str | int = ""
    width: int = 16
    hedge_key: str = ""
    many: bool = False
    otherwise: str = ""
    instead: str = ""
    as_of: bool = False

    @property
    def group(self) -> str:
        return self.key.partition(".")[0] if "." in self.key else ""

    @property
    def heads(self) -> tuple[str, ...]:
        return (self.head, *self.also)


@dataclass(frozen=True, slots=True)
class Layout:
    """A book as a sheet: its own columns, in the order of a template."""

    columns: tuple[FileColumn, ...]

    def column(self, key: str) -> FileColumn | None:
        return next((one for one in self.columns if one.key == key), None)


UNIT_KEY, ID_KEY, BEHALF_KEY, ROW_KEY = "unit", "id", "on_behalf_of", ""
PASSED = FileColumn(
    ROW_KEY,
    "TT",
    Kind.PASSED,
    also=(
        "STT", "Số TT", "Số thứ tự", "Thứ tự", "Lỗi", "Kết quả đọc", "Trạng thái", "Lần ghi",
        "ĐVT", "Đơn vị tính",
    ),
)  # fmt: skip
UNIT = FileColumn(
    UNIT_KEY,
    "Đơn vị",
    Kind.UNIT,
    also=(
        "Thôn", "Thôn, tổ dân phố", "Thôn/tổ dân phố", "Tổ dân phố", "TDP", "Thôn bản", "Thôn, bản",
        "Bản", "Khu dân cư", "KDC", "Khu phố", "Ấp", "Xã, phường", "Xã/phường", "Tên đơn vị",
        "Đơn vị thực hiện", "Đơn vị, địa phương", "Địa phương", "Mã đơn vị", "Mã xã",
    ),
    hint="Chọn trong danh sách. Để trống là việc của chính đơn vị.",
    width=24,
)  # fmt: skip
BEHALF = FileColumn(
    BEHALF_KEY,
    "Ghi thay cho",
    also=("Người kể lại",),
    hint="Chức danh người kể lại, ví dụ trưởng thôn.",
    width=16,
)
ID = FileColumn(ID_KEY, "Mã bản ghi", also=("Mã hồ sơ", "ID"), width=38)
NOTE = FileColumn(
    "note",
    "Ghi chú",
    Kind.NOTE,
    also=("Chú thích", "Ghi chú khác", "Kết quả", "Nội dung cụ thể"),
    hint="Không ghi họ tên, số giấy tờ, số điện thoại của người dân.",
    width=30,
)


def all_columns(layout: Layout) -> tuple[FileColumn, ...]:
    """The columns of a template, in order: the unit first, then the book's own."""
    return (UNIT, *layout.columns, BEHALF)


def with_choices(layout: Layout, offered: Mapping[str, Mapping[str, str]]) -> Layout:
    """Give columns the closed values that only the database knows."""
    columns = (
        replace(one, choices=offered[one.key]) if one.key in offered else one
        for one in layout.columns
    )
    return Layout(tuple(columns))


def known_columns(layout: Layout) -> tuple[FileColumn, ...]:
    """The columns that are understood when they stand in a file."""
    return (*all_columns(layout), ID, PASSED)


def head_key(text: str) -> str:
    """Know a head again whatever stands around it: "Lượt người (*)" = "lượt người".

    >>> head_key("Ngày  (dd/mm/yyyy) *") == head_key("ngày")
    True
    """
    bare = text.partition("(")[0] if not text.startswith("(") else text
    return exact_key(bare)


def closed_value(column: FileColumn, text: str) -> str | None:
    """The value a word stands for: by its label, its code, or another name.

    >>> column = FileColumn("kind", "Việc", Kind.CHOICE, choices={"PATROL": "Tuần tra"})
    >>> closed_value(column, "TUẦN TRA"), closed_value(column, "họp")
    ('PATROL', None)
    """
    key = _key(text)
    for value, label in column.choices.items():
        if key in {_key(label), _key(value)}:
            return value
    return next((value for word, value in column.words.items() if _key(word) == key), None)


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    """Work a key out once: a column says the same few words twenty thousand times."""
    return exact_key(text)
