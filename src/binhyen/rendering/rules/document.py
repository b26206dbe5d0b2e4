"""What a document says, before anyone asks whether it becomes Word, PDF or Excel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

ROMAN_DIGITS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
LETTERS = "abcdđeghiklmnopqrstuvxy"
CLOSING = "./."
ARCHIVE = "Lưu: VT"
SHORT_TABLE = 4


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


class Level(StrEnum):
    """The three levels of heads inside a text: I., 1. and a)."""

    ROMAN = "I"
    ARABIC = "1"
    LETTER = "a"


class Form(StrEnum):
    """How a number is written: 26.000 · +272 · 71,10 · +3,25 · 71,1 % · −3,5 %."""

    PLAIN = "PLAIN"
    SIGNED = "SIGNED"
    RATE = "RATE"
    SIGNED_RATE = "SIGNED_RATE"
    PERCENT = "PERCENT"
    SIGNED_PERCENT = "SIGNED_PERCENT"


class State(StrEnum):
    """What stands in a cell that holds no number; 0 is a number."""

    NIL = "NIL"
    NOT_REPORTED = "NOT_REPORTED"
    BLANK = "BLANK"
    INCOMPARABLE = "INCOMPARABLE"
    INCOMPLETE = "INCOMPLETE"


class RowKind(StrEnum):
    LINE = "LINE"
    GROUP = "GROUP"
    TOTAL = "TOTAL"


@dataclass(frozen=True, slots=True)
class Text:
    """Words or a code in a cell: never read as a number, never as a formula."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number; a PERCENT holds 71.1 for 71,1 %. *mark* is a footnote's sign after it.

    A RATE stands in a row whose unit of measure is %, so it prints two places and no sign.
    """

    amount: int | Decimal
    hedge: str = "EXACT"
    form: Form = Form.PLAIN
    mark: str = ""


Cell = Text | Number | State


@dataclass(frozen=True, slots=True)
class Column:
    """A column; *share* is its part of the width, neighbours of one *group* get a common head."""

    title: str
    share: int
    align: Align = Align.LEFT
    group: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line; a GROUP has its letter and its title only, or just the title."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.LINE


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    code: str = ""
    legend: tuple[str, ...] = ()

    @property
    def has_groups(self) -> bool:
        return any(column.group for column in self.columns)

    @property
    def is_short(self) -> bool:
        """Whether it is better moved to the next page whole than broken over two."""
        return len(self.rows) <= SHORT_TABLE


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a section; its number comes from where it stands."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a line break in it begins another. Bases ("Căn cứ …") are italic."""

    text: str
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


Block = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues what under which number, where and when; no number and no day until signed.

    *name_in_text* names the issuing body inside a sentence: Ban Chỉ đạo 138 huyện Tuyên Hóa.
    """

    parent_body: str
    issuing_body: str
    place: str
    symbol: str
    number: str = ""
    signed_on: date | None = None
    name_in_text: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """In whose name and in which post it is signed; the name may still be missing."""

    capacity: str
    position: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    """A sheet behind the signature, with pages of its own, wide unless said otherwise."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; *period* is first and last day, both counted."""

    letterhead: Letterhead
    type_name: str
    subject: str
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    period: tuple[date, date] | None = None
    appendices: tuple[Appendix, ...] = field(default=())
    draft: bool = False


def number_line(letterhead: Letterhead) -> str:
    """Write Số: 09/BC-BCĐ138, or leave room for the number until there is one."""
    number = letterhead.number.strip()
    if number.isdigit():
        number = number.zfill(2)
    return f"Số: {number or ' ' * 5}/{letterhead.symbol}"


def recipient_lines(recipients: Sequence[str]) -> list[str]:
    """List who receives it, the archive always last: - …; - Lưu: VT."""
    named = [one.strip(" -;.") for one in recipients]
    if not any(one.startswith(ARCHIVE) for one in named):
        named.append(ARCHIVE)
    named.sort(key=lambda one: one.startswith(ARCHIVE))
    return [f"- {one}{'.' if one is named[-1] else ';'}" for one in named]


def closed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """End the last words of a text with ./. , as every document does."""
    last = blocks[-1] if blocks else None
    if isinstance(last, Paragraph):
        return (*blocks[:-1], replace(last, text=_with_closing(last.text)))
    if isinstance(last, Bullets) and last.items:
        items = (*last.items[:-1], _with_closing(last.items[-1]))
        return (*blocks[:-1], replace(last, items=items))
    return tuple(blocks)


def numbered(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    """Give every block with its number: I., 1., a) before heads, nothing before the others."""
    counts = dict.fromkeys(Level, 0)
    for block in blocks:
        if not isinstance(block, Heading):
            yield "", block
            continue
        counts[block.level] += 1
        for lower in list(Level)[list(Level).index(block.level) + 1 :]:
            counts[lower] = 0
        yield _number(block.level, counts[block.level]), block


def roman(count: int) -> str:
    """Write 4 as IV; appendices and sections are never many."""
    written = ""
    for value, digits in ROMAN_DIGITS:
        written += digits * (count // value)
        count %= value
    return written


def tables(document: Document) -> list[tuple[str, Table]]:
    """Give every table in reading order, those behind the signature with their appendix's title."""
    found = [("", block) for block in document.blocks if isinstance(block, Table)]
    for appendix in document.appendices:
        found += [(appendix.title, one) for one in appendix.blocks if isinstance(one, Table)]
    return found


def _number(level: Level, count: int) -> str:
    if level is Level.ROMAN:
        return f"{roman(count)}."
    return f"{count}." if level is Level.ARABIC else f"{LETTERS[(count - 1) % len(LETTERS)]})"


def _with_closing(text: str) -> str:
    bare = text.rstrip()
    return bare if bare.endswith(CLOSING) else bare.rstrip("./ ") + CLOSING
