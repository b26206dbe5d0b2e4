"""A first draft of the words, from what the sheet shows. An officer edits every piece of it."""

from collections.abc import Callable, Mapping, Sequence

from binhyen.filings.rules.cells import Cell, CellState
from binhyen.filings.rules.regime import Definition, Part, Row, Section

Say = Callable[[Row, Cell], str]
FEW = 12


def drafted(
    definition: Definition,
    cells: Mapping[str, Cell],
    *,
    names: Mapping[str, str],
    say: Say,
    weaknesses: Sequence[str],
) -> dict[str, str]:
    """Every piece of the outline; *say* writes a cell in words ("khoảng 120 lượt người")."""
    texts = {
        Part.RESULTS: results(definition.sections, cells, names, say),
        Part.WEAKNESSES: _listed([*weaknesses, *_not_done(definition, cells, names)]),
    }
    return {piece.key: texts.get(piece.part, "") for piece in definition.outline}


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
    blank = [row for row in definition.rows if cells[row.key].state is CellState.BLANK]
    nil = [row for row in definition.rows if cells[row.key].state is CellState.NIL]
    found = []
    if nil:
        found.append(f"Không phát sinh trong kỳ: {_few([names[row.key] for row in nil])}.")
    if blank:
        found.append(f"Chưa có số liệu: {_few([names[row.key] for row in blank])}.")
    return found


def _few(names: Sequence[str]) -> str:
    shown = "; ".join(_within_sentence(name) for name in names[:FEW])
    rest = len(names) - FEW
    return shown if rest <= 0 else f"{shown} và {rest} nội dung khác"


def _within_sentence(name: str) -> str:
    """Begin small inside a sentence, but leave BCĐ as it is."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
