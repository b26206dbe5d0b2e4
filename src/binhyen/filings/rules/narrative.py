"""A first draft of the words, from what the sheet shows. An officer edits every piece of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from binhyen.filings.rules.cells import Cell, CellState, Shape
from binhyen.filings.rules.regime import Definition, Part, Row, Section

Say = Callable[[Row, Cell], str]
FEW = 12
FEW_UNITS = 8
FEW_CHANGES = 6


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is another than before: its row, and both said as "12 buổi (tăng 33,3 %)".

    *is_work*: it counts what the unit does, so that less of it is a weakness.
    """

    name: str
    said: str
    rises: bool
    is_work: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """What records and figures show beside the cells of the period.

    Every sentence of a draft rests on one of these; where none does, the officer writes.
    """

    against: str = ""
    changes: Sequence[Change] = ()
    received: int = 0
    expected: int = 0
    missing: Sequence[str] = ()
    dormant: int = 0
    unconfirmed: int = 0
    unmatched: int = 0
    adjusted: int = 0
    incomplete: int = 0
    unanswered: int = 0


def drafted(
    definition: Definition,
    cells: Mapping[str, Cell],
    *,
    names: Mapping[str, str],
    say: Say,
    known: Known,
) -> dict[str, str]:
    """Every piece of the outline; *say* writes a cell in words ("khoảng 120 lượt người")."""
    texts = {
        Part.SITUATION: "\n".join(situation(definition, cells, known)),
        Part.RESULTS: results(definition.sections, cells, names, say),
        Part.WEAKNESSES: _listed([*weaknesses(known), *_not_done(definition, cells, names)]),
        Part.DIRECTIONS: _listed(directions(definition, cells, names, known)),
        Part.PROPOSALS: _listed(proposals(known)),
    }
    return {piece.key: texts[piece.part] for piece in definition.outline}


def situation(definition: Definition, cells: Mapping[str, Cell], known: Known) -> Iterator[str]:
    """How much is known, and what rose and fell."""
    if known.expected:
        yield (
            f"Đến khi lập báo cáo, {known.received} trong {known.expected} đơn vị cấp dưới"
            " có báo cáo được chấp nhận."
        )
    asked = [row for row in definition.rows if cells[row.key].shape is not Shape.RATE]
    told = sum(cells[row.key].state is CellState.NUMBER for row in asked)
    if told:
        yield f"Trong kỳ có số liệu của {told} trong {len(asked)} nội dung được hỏi."
    if known.expected > known.received:
        yield "Chưa so sánh với kỳ trước và cùng kỳ năm trước vì chưa đủ báo cáo của cấp dưới."
    for rises, word in ((True, "Tăng"), (False, "Giảm")):
        found = [one for one in known.changes if one.rises is rises]
        if found:
            shown = "; ".join(f"{_within_sentence(one.name)} {one.said}"
                              for one in found[:FEW_CHANGES])  # fmt: skip
            yield f"{word} so với {known.against}: {shown}{_others(len(found) - FEW_CHANGES)}."


def weaknesses(known: Known) -> Iterator[str]:
    """Where the work is thin."""
    if known.expected > known.received:
        late = known.expected - known.received
        yield f"Còn {late} trong {known.expected} đơn vị chưa có báo cáo được chấp nhận."
    if known.dormant:
        yield f"Có {known.dormant} điểm mô hình không hoạt động."
    if known.unconfirmed:
        yield f"Còn {known.unconfirmed} bản ghi trong kỳ chưa được xác nhận, chưa tính vào số liệu."
    falling = _falling(known)
    if falling:
        yield f"Giảm so với {known.against}: {_few(falling)}."


def directions(
    definition: Definition,
    cells: Mapping[str, Cell],
    names: Mapping[str, str],
    known: Known,
) -> Iterator[str]:
    """What is to be done about what was not done."""
    undone = [row for row in definition.rows if cells[row.key].state is CellState.NIL]
    blank = _blank(definition, cells)
    falling = _falling(known)
    if known.missing:
        yield f"Đôn đốc các đơn vị chưa có báo cáo được chấp nhận: {_units(known.missing)}."
    if known.dormant:
        yield f"Rà soát {known.dormant} điểm mô hình không hoạt động để củng cố hoặc kết thúc."
    if known.unconfirmed:
        yield f"Xác nhận {known.unconfirmed} bản ghi còn chờ trong sổ."
    if known.unanswered:
        yield f"Trả lời {known.unanswered} ý kiến của cấp trên về báo cáo."
    if undone:
        listed = _few([names[row.key] for row in undone])
        yield f"Triển khai nội dung chưa thực hiện trong kỳ: {listed}."
    if falling:
        yield f"Khắc phục nội dung giảm so với {known.against}: {_few(falling)}."
    if len(blank) > FEW:
        yield f"Bổ sung vào sổ số liệu của {len(blank)} nội dung còn thiếu."
    elif blank:
        yield f"Bổ sung vào sổ số liệu còn thiếu: {_few([names[row.key] for row in blank])}."


def proposals(known: Known) -> Iterator[str]:
    """What only the unit above can settle."""
    if known.missing:
        yield (
            f"Đề nghị ghi nhận số liệu chưa gồm {len(known.missing)} đơn vị chưa có báo cáo được"
            " chấp nhận; khi nhận đủ, đơn vị gửi bản thay thế."
        )
    if known.adjusted:
        yield (
            f"Đề nghị ghi nhận điều chỉnh của kỳ trước ở {known.adjusted} nội dung"
            " (Biểu số 02 kèm theo)."
        )
    if known.incomplete:
        yield (
            f"Đề nghị hướng dẫn cách so sánh {known.incomplete} nội dung cần số liệu của đơn vị"
            " đã chia, không tách được."
        )
    if known.unmatched:
        yield (
            f"Đề nghị bổ sung vào danh mục loại mô hình: còn {known.unmatched} điểm mô hình"
            " chưa quy về loại nào."
        )


def results(
    sections: Sequence[Section],
    cells: Mapping[str, Cell],
    names: Mapping[str, str],
    say: Say,
) -> str:
    """Group by group, a line a figure that is known and not zero."""
    paragraphs = []
    for section in sections:
        lines = [
            f"- {names[row.key]}: {say(row, cells[row.key])}."
            for row in section.rows
            if cells[row.key].state is CellState.NUMBER and cells[row.key].amount
        ]
        if lines:
            title = section.title.partition(". ")[2] or section.title
            paragraphs.append("\n".join([title, *lines]))
    return "\n\n".join(paragraphs)


def _not_done(
    definition: Definition, cells: Mapping[str, Cell], names: Mapping[str, str]
) -> list[str]:
    """What was not answered, so that nobody mistakes silence for peace."""
    blank = _blank(definition, cells)
    nil = [row for row in definition.rows if cells[row.key].state is CellState.NIL]
    found = []
    if nil:
        found.append(f"Không phát sinh trong kỳ: {_few([names[row.key] for row in nil])}.")
    if blank:
        found.append(f"Chưa có số liệu: {_few([names[row.key] for row in blank])}.")
    return found


def _falling(known: Known) -> list[str]:
    return [one.name for one in known.changes if one.is_work and not one.rises]


def _blank(definition: Definition, cells: Mapping[str, Cell]) -> list[Row]:
    """What nobody answered; a rate is not asked about, it follows from its parts."""
    return [
        row for row in definition.rows
        if cells[row.key].state is CellState.BLANK and cells[row.key].shape is not Shape.RATE
    ]  # fmt: skip


def _few(names: Sequence[str]) -> str:
    shown = "; ".join(_within_sentence(name) for name in names[:FEW])
    return f"{shown}{_others(len(names) - FEW)}"


def _others(rest: int) -> str:
    return f" và {rest} nội dung khác" if rest > 0 else ""


def _units(names: Sequence[str]) -> str:
    rest = len(names) - FEW_UNITS
    return ", ".join(names[:FEW_UNITS]) + (f" và {rest} đơn vị khác" if rest > 0 else "")


def _within_sentence(name: str) -> str:
    """Begin small inside a sentence, but leave BCĐ as it is."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
