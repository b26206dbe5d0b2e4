"""A filing as a document by Decree 30/2020: who writes to whom, what it says, its sheet behind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from binhyen.filings.rules.figures import (
    HIDDEN,
    LACKING,
    MARK,
    Line,
    difference_cell,
    percent_cell,
    written,
)
from binhyen.filings.rules.regime import Column, Section
from binhyen.rendering.rules import document as doc

NATION = 0
TM, HEAD = "TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"
COMMITTEE = "BAN CHỈ ĐẠO 138"
SYMBOL = "BC-BCĐ"
STANDING_BODY = "qua Cục V05, Bộ Công an"
UNWRITTEN = "……"
LONGEST_HEAD = 120
WIDE = 5
NO_BREAK = "\u00a0"

GROUP_OF_COMPARED = "So sánh với cùng kỳ"
HEADS: Mapping[Column, tuple[str, int, str]] = {
    Column.THIS: ("Kỳ này", 30, ""),
    Column.PREVIOUS: ("Kỳ trước", 30, ""),
    Column.LAST_YEAR: ("Cùng kỳ năm trước", 30, ""),
    Column.CUMULATIVE: ("Lũy kế từ đầu năm", 30, ""),
    Column.DIFFERENCE: ("+/−", 24, GROUP_OF_COMPARED),
    Column.DIFFERENCE_PERCENT: ("%", 24, GROUP_OF_COMPARED),
}


@dataclass(frozen=True, slots=True)
class Issuer:
    """A committee as a heading names it on a day."""

    level: int
    name: str
    place: str
    parent: str = ""
    parent_level: int = NATION

    @property
    def in_text(self) -> str:
        return committee(self.name, self.level)


@dataclass(frozen=True, slots=True)
class Facts:
    """All a report says, every figure ready; the same facts give the same bytes for ever."""

    issuer: Issuer
    subject: str
    legal_basis: str
    period_name: str
    window: tuple[date, date]
    code: str
    sections: Sequence[Section]
    columns: Sequence[Column]
    lines: Mapping[str, Line]
    pieces: Sequence[tuple[str, str]]
    adjustments: Sequence[Line] = ()
    received: int = 0
    expected: int = 0
    number: str = ""
    signed_on: date | None = None
    draft: bool = True
    notes: tuple[str, ...] = field(default=())


def committee(name: str, level: int) -> str:
    """Name a committee inside a sentence: Ban Chỉ đạo 138 huyện Tuyên Hóa."""
    return "Ban Chỉ đạo 138 Trung ương" if level == NATION else f"Ban Chỉ đạo 138 {name}"


def addressee_of(name: str, level: int) -> str:
    """Whom a report goes to; the central committee receives through its standing body."""
    return committee(name, level) + (f" ({STANDING_BODY})" if level == NATION else "")


def document(facts: Facts) -> doc.Document:
    """Put a filing into the shape that Word, PDF and Excel share."""
    above = facts.issuer.parent
    addressee = addressee_of(above, facts.issuer.parent_level) if above else ""
    return doc.Document(
        letterhead=letterhead(facts),
        type_name="BÁO CÁO",
        subject=f"{facts.subject}\n{facts.period_name}",
        blocks=(opening(facts), *narrative(facts.pieces, draft=facts.draft)),
        signature=doc.Signature(TM, HEAD),
        recipients=recipients(facts.issuer, addressee),
        addressees=(addressee,) if addressee else (),
        period=facts.window,
        appendices=(appendix(facts),),
        draft=facts.draft,
    )


def letterhead(facts: Facts) -> doc.Letterhead:
    issuer = facts.issuer
    number, slash, symbol = facts.number.partition("/")
    is_nation = issuer.level == NATION
    parent = "" if is_nation else f"ỦY BAN NHÂN DÂN\n{issuer.name.upper()}"
    return doc.Letterhead(
        parent_body=parent,
        issuing_body=f"{COMMITTEE}\nTRUNG ƯƠNG" if is_nation else COMMITTEE,
        place=issuer.place,
        symbol=symbol.strip() if slash and symbol.strip() else SYMBOL,
        number=number,
        signed_on=facts.signed_on,
        name_in_text=issuer.in_text,
    )


def recipients(issuer: Issuer, addressee: str) -> tuple[str, ...]:
    first = ("Như trên",) if addressee else ()
    own = () if issuer.level == NATION else (f"UBND {issuer.name}",)
    return (*first, *own, f"Thành viên {issuer.in_text}", "Lưu: VT")


def opening(facts: Facts) -> doc.Paragraph:
    """Say by which text the report is owed, who gives it and, of a parent, from how many."""
    subject = facts.subject[:1].lower() + facts.subject[1:]
    basis = f"Thực hiện {facts.legal_basis}, " if facts.legal_basis else ""
    said = f"{basis}{facts.issuer.in_text} báo cáo {subject} {facts.period_name} như sau:"
    if facts.expected:
        said += (
            f"\nSố liệu tổng hợp từ {facts.received}/{facts.expected} đơn vị có báo cáo được"
            " chấp nhận và phần của chính đơn vị."
        )
    return doc.Paragraph(said)


def narrative(pieces: Sequence[tuple[str, str]], *, draft: bool) -> Iterator[doc.Block]:
    """Every piece under its Roman head; a draft shows what is still to be written."""
    for title, text in pieces:
        blocks = list(_blocks(text))
        if not blocks and not draft:
            continue
        yield doc.Heading(doc.Level.ROMAN, title)
        yield from blocks or [doc.Paragraph(UNWRITTEN)]


def _blocks(text: str) -> Iterator[doc.Block]:
    """Read what an officer typed: "1. …" and "a) …" are heads, "- …" points, the rest text."""
    points: list[str] = []
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for place, line in enumerate(lines):
        if line.startswith(("- ", "– ", "+ ", "• ")):
            points.append(line[2:].strip())
            continue
        if points:
            yield doc.Bullets(tuple(points))
            points = []
        following = lines[place + 1] if place + 1 < len(lines) else ""
        yield _head_or_text(line, leads=following.startswith("- "))
    if points:
        yield doc.Bullets(tuple(points))


def _head_or_text(line: str, *, leads: bool) -> doc.Block:
    mark, _space, rest = line.partition(" ")
    if rest and len(line) <= LONGEST_HEAD:
        if mark[:-1].isdecimal() and mark.endswith("."):
            return doc.Heading(doc.Level.ARABIC, rest)
        if len(mark) == len("a)") and mark[0].isalpha() and mark.endswith(")"):
            return doc.Heading(doc.Level.LETTER, rest)
    if leads and len(line) <= LONGEST_HEAD and not line.endswith((".", ":", ";", "!", "?")):
        return doc.Heading(doc.Level.ARABIC, line)
    return doc.Paragraph(line)


def appendix(facts: Facts) -> doc.Appendix:
    """The whole sheet, on its side when it is wide, and the line of earlier periods below it."""
    blocks: list[doc.Block] = [sheet(facts)]
    if facts.adjustments:
        blocks.append(adjustments(facts.adjustments, facts.code))
    unbroken = facts.period_name.replace(" ", NO_BREAK)
    title = f"Số liệu {facts.subject[:1].lower()}{facts.subject[1:]} {unbroken}"
    return doc.Appendix(title, tuple(blocks), landscape=len(facts.columns) + 3 > WIDE)


def sheet(facts: Facts) -> doc.Table:
    columns = [
        doc.Column("TT", 10, doc.Align.CENTRE),
        doc.Column("Nội dung", 72),
        doc.Column("ĐVT", 20, doc.Align.CENTRE),
    ]
    columns += [
        doc.Column(head, share, doc.Align.RIGHT, group)
        for head, share, group in (HEADS[one] for one in facts.columns)
    ]
    rows: list[doc.Row] = []
    count = 0
    for section in facts.sections:
        letter, point, title = section.title.partition(". ")
        named = (doc.Text(letter), doc.Text(title)) if point else (doc.Text(section.title),)
        rows.append(doc.Row(named, doc.RowKind.GROUP))
        for one in section.rows:
            count += 1
            rows.append(_row(count, facts.lines[one.key], facts.columns))
    return doc.Table(
        tuple(columns),
        tuple(rows),
        title=f"Biểu số liệu {facts.period_name}",
        code=f"Biểu số 01/{facts.code}",
        legend=(*legend(rows), *facts.notes),
    )


def _row(count: int, line: Line, columns: Sequence[Column]) -> doc.Row:
    cells: list[doc.Cell] = [doc.Text(str(count)), doc.Text(line.name), doc.Text(line.measure)]
    for column in columns:
        if column is Column.DIFFERENCE:
            cells.append(difference_cell(line))
        elif column is Column.DIFFERENCE_PERCENT:
            cells.append(percent_cell(line))
        else:
            cells.append(written(line, column))
    return doc.Row(tuple(cells))


def adjustments(lines: Sequence[Line], code: str) -> doc.Table:
    """What later work changed in periods already reported; counted in the cumulative column."""
    rows = tuple(
        doc.Row(
            (doc.Text(str(place)), doc.Text(line.name), doc.Text(line.measure),
             written(line, Column.THIS, signed=True))
        )
        for place, line in enumerate(lines, 1)
    )  # fmt: skip
    columns = (
        doc.Column("TT", 10, doc.Align.CENTRE),
        doc.Column("Nội dung", 150),
        doc.Column("ĐVT", 30, doc.Align.CENTRE),
        doc.Column("Điều chỉnh", 40, doc.Align.RIGHT),
    )
    return doc.Table(columns, rows, title="Điều chỉnh kỳ trước", code=f"Biểu số 02/{code}")


def legend(rows: Sequence[doc.Row]) -> tuple[str, ...]:
    """Explain the signs that stand in the table, and no other."""
    cells = [cell for row in rows for cell in row.cells]
    states = {cell for cell in cells if isinstance(cell, doc.State)}
    texts = {cell.text for cell in cells if isinstance(cell, doc.Text)}
    marks = "".join(cell.mark for cell in cells if isinstance(cell, doc.Number))
    said = ["0: đã đếm, bằng không"]
    said += [words for state, words in MEANINGS.items() if state in states]
    if HIDDEN in texts:
        said.append(f"{HIDDEN}: số nhỏ, hoặc số làm lộ số nhỏ, của chỉ tiêu nhạy cảm")
    if MARK in marks:
        said.append(f"{MARK}: trong đó có số ước lượng, dưới 5 % của cả số")
    if LACKING in marks:
        said.append(f"{LACKING.strip()}: chưa đủ, {LACKS}")
    return (f"Ghi chú: {'; '.join(said)}.",)


LACKS = "còn thiếu báo cáo của cấp dưới, hoặc phần của đơn vị đã chia không tách được"
MEANINGS: Mapping[doc.State, str] = {
    doc.State.NIL: "không phát sinh: đã trả lời, không có việc",
    doc.State.BLANK: "……: chưa có số liệu",
    doc.State.NOT_REPORTED: "chưa báo cáo: chưa nhận được báo cáo",
    doc.State.INCOMPLETE: f"không đủ số liệu: {LACKS}",
    doc.State.INCOMPARABLE: "–: không tính được hoặc không so sánh được",
}
