"""The cells of one sheet, whatever program wrote them, and why a file cannot be read at all."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

MOST_ROWS = 20_000
MOST_LINES = MOST_ROWS + 400  # titles above the table, notes under it
MOST_COLUMNS = 80
LARGEST = 1e300  # no sheet holds more; what a hostile file calls a number may be without end

Value = str | int | float | bool | date | datetime | None


class UnreadableFileError(ValueError):
    """The file is refused as a whole; the sentence says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Uncached(NamedTuple):
    """A cell with a formula whose result the file does not hold."""

    formula: str = ""


class Broken(NamedTuple):
    """A cell that says #REF! or the like."""

    said: str


class Merge(NamedTuple):
    """Cells made one: first and last row and column, all inside, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


Cell = Value | Uncached | Broken


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its cells from the first row and column on; what is hidden, what is merged."""

    name: str
    rows: list[list[Cell]]
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    from_1904: bool = False
    fonts: frozenset[str] = field(default_factory=frozenset)

    def at(self, row: int, column: int) -> Cell:
        line = self.rows[row] if row < len(self.rows) else ()
        return line[column] if column < len(line) else None

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def with_rows(self, rows: list[list[Cell]]) -> "Grid":
        return replace(self, rows=rows)


def text_of(cell: Cell) -> str:
    """The words of a cell, composed, closed up, without what no keyboard writes."""
    if cell is None or isinstance(cell, Uncached):
        return ""
    if isinstance(cell, Broken):
        return cell.said
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return without_mark(words(str(cell)))


def marked(text: str) -> str:
    """Keep a text from being read as a formula by whoever opens the file; read back as it was."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def without_mark(text: str) -> str:
    """Take off the apostrophe our own files put before what would be read as a formula."""
    is_marked = text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS)
    return text[1:] if is_marked else text


# what a look at the category of every letter may change; most texts have none of it
_ODD = re.compile(
    r"[\x00-\x1f\x7f-\xa0\xad\u0600-\u0605\u061c\u06dd\u1680\u180e\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u3000\ufeff\ufff9-\uffff\U00010000-\U0010ffff]"
)


def words(text: str) -> str:
    """Compose the letters, make every odd space plain, drop what cannot be seen.

    >>> words("Ho\u0323p\u00a0 dân\u200b ")
    'Họp dân'
    """
    if not _ODD.search(text) and unicodedata.is_normalized("NFC", text):
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    seen = (" " if unicodedata.category(c) in {"Zs", "Cc"} else c for c in composed)
    return " ".join("".join(c for c in seen if unicodedata.category(c) != "Cf").split())


def as_shown(value: float, shown: str) -> Cell:
    """A number as the sheet shows it: a hedge in its format ("khoảng "#,##0) is part of it.

    One too large for any sheet is an error in its cell.

    >>> as_shown(120, '"khoảng "#,##0'), as_shown(120, "#,##0")
    ('khoảng 120', 120)
    """
    if not abs(value) < LARGEST:
        return Broken("#NUM!")
    if not shown.startswith('"'):
        return value
    word = words(shown[1:].partition('"')[0]).casefold()
    if word not in SHOWN_HEDGES:
        return value
    return f"{word} {value}".replace(".", ",")


SHOWN_HEDGES = {"khoảng", "hơn", "trên", "gần", "dưới"}
