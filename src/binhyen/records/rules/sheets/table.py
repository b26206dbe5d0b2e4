"""Where the table stands in a sheet: titles above it, heads in one or two rows, notes under it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from binhyen.kernel.text import exact_key, fold_key
from binhyen.records.rules.sheets.cells import NOTHING
from binhyen.records.rules.sheets.columns import (
    MOST_REPEATS,
    ROW_KEY,
    FileColumn,
    Kind,
    head_key,
)
from binhyen.records.rules.sheets.grid import Cell, Grid, text_of

HEADS_WITHIN = 40
MOST_STOREYS = 3
FEWEST_HEADS = 2
LONGEST_TOTAL = 60
LONGEST_NUMBER = 5
_REPEATED = re.compile(r"^(.*\S)\s*(?:\((\d{1,2})\)|lần\s+(\d{1,2}))$", re.IGNORECASE)
_NUMBERING = re.compile(r"^\(?(?:\d{1,2}|[a-zA-Z])\)?(?:\s*=.*)?$")
_SECTION = re.compile(r"^(?:[IVXLC]+|[A-ZĐ])[.)]?$")
_EXAMPLE = {"vd", "vi du", "mau", "vi du mau"}
_TOTALS = tuple(
    exact_key(words) for words in ("Tổng cộng", "Tổng số", "Cộng dồn", "Lũy kế", "Tổng cuối")
)
_SUM_WORDS = {exact_key("cộng"), exact_key("tổng")}
_AFTER_SUM = {"trang", "thang", "quy", "nam", "toan", "chung", "i", "ii", "iii", "iv", "v"}
_FOOT = re.compile(
    r"^(?:ghi chu|luu y|nguoi (?:lap|tong hop|ghi|bao cao)|thu truong|truong (?:cong an|ban|thon)|"
    r"tm |kt |tl |chu tich|noi nhan|xac nhan|ky ten|ky ghi ro|nguon|so lieu tinh den|"
    r"(?:.{0,60} )?ngay .{0,8} ?thang .{0,8} ?nam)"
)


class Passed(NamedTuple):
    """A row under the heads that was not read as a record, and why; counted from 0."""

    row: int
    why: str


class Placed(NamedTuple):
    """What a column of the sheet holds: which column of the book, standing for which time."""

    column: FileColumn
    repeat: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a sheet: its columns by where they stand, its rows, what was left aside."""

    columns: dict[int, Placed]
    first_head: int
    last_head: int
    rows: tuple[int, ...]
    passed: tuple[Passed, ...]
    unknown: tuple[str, ...]

    def place_of(self, key: str, repeat: int = 0) -> int | None:
        return next(
            (
                at
                for at, one in self.columns.items()
                if (one.column.key, one.repeat) == (key, repeat)
            ),
            None,
        )

    @property
    def keys(self) -> set[str]:
        return {one.column.key for one in self.columns.values()}


def find_table(grid: Grid, known: Iterable[FileColumn]) -> Table | None:
    """Find the heads by their words, wherever they stand; None when no row looks like heads."""
    meant = _by_head(known)
    best: tuple[int, int, int, dict[int, Placed]] | None = None  # how many, where, over how many
    filled = _head_cells(grid)
    for top in range(min(HEADS_WITHIN, len(grid.rows))):
        for storeys in range(1, MOST_STOREYS + 1):
            if top + storeys > len(grid.rows):
                break
            columns = _matched(filled, top, storeys, grid.width, meant)
            score = len({one.column.key for one in columns.values()} - {ROW_KEY})
            # as many columns over fewer rows are the heads alone, without the title above them
            better = best is None or (score, -storeys) > (best[0], -best[2])
            if score >= FEWEST_HEADS and better:
                best = (score, top, storeys, columns)
    if best is None:
        return None
    _score, top, storeys, columns = best
    bottom = _bottom(grid, top, top + storeys - 1)
    rows, passed = _body(grid, bottom + 1, columns, meant)
    unknown = _unknown(grid, filled, (top, bottom), columns, rows)
    return Table(columns, _top(grid, top), bottom, tuple(rows), tuple(passed), tuple(unknown))


def _by_head(known: Iterable[FileColumn]) -> dict[str, FileColumn]:
    meant: dict[str, FileColumn] = {}
    columns = list(known)
    for column in columns:
        meant.setdefault(head_key(column.head), column)
    for column in columns:
        for head in column.also:
            meant.setdefault(head_key(head), column)
    return meant


def _head_cells(grid: Grid) -> dict[tuple[int, int], str]:
    """The words of the first rows, a merged cell's in every cell it covers."""
    rows = grid.rows[: HEADS_WITHIN + MOST_STOREYS]
    found = {
        (row, column): text
        for row, line in enumerate(rows)
        for column, cell in enumerate(line)
        if (text := text_of(cell))
    }
    for merge in grid.merges:
        said = found.get((merge.top, merge.left), "")
        if said and merge.top < len(rows):
            for row in range(merge.top, min(merge.bottom + 1, len(rows))):
                for column in range(merge.left, min(merge.right + 1, grid.width)):
                    found.setdefault((row, column), said)
    return found


def _matched(
    filled: dict[tuple[int, int], str],
    top: int,
    storeys: int,
    width: int,
    meant: dict[str, FileColumn],
) -> dict[int, Placed]:
    """What each column is called by the heads over it: the lowest words first, then all joined."""
    found: dict[int, Placed] = {}
    taken: set[tuple[str, int]] = set()
    for at in range(width):
        over = [filled.get((row, at), "") for row in range(top, top + storeys)]
        texts = list(dict.fromkeys(text for text in over if text))
        if not texts:
            continue
        tried = [texts[-1], " ".join(texts), *reversed(texts[:-1])]
        for text in tried:
            placed = _meant(text, meant)
            if placed is None:
                continue
            while placed.column.group and (placed.column.key, placed.repeat) in taken:
                placed = Placed(placed.column, placed.repeat + 1)
            key = (placed.column.key, placed.repeat)
            if placed.column.kind is Kind.PASSED or key not in taken:
                found[at] = placed
                taken.add(key)
                break
    return found


def _meant(text: str, meant: dict[str, FileColumn]) -> Placed | None:
    again = _REPEATED.match(text)
    if again and (column := meant.get(head_key(again[1]))) and column.group:
        number = int(again[2] or again[3])
        return Placed(column, min(max(number - 1, 0), MOST_REPEATS))
    column = meant.get(head_key(text)) or meant.get(exact_key(text))
    return Placed(column) if column else None


def _top(grid: Grid, first: int) -> int:
    """The first row of the heads: where a head begins that reaches down into them."""
    above = (merge.top for merge in grid.merges if merge.top < first <= merge.bottom)
    return min(above, default=first)


def _bottom(grid: Grid, top: int, last: int) -> int:
    """The last row of the heads: what a head's merge reaches down to, and a row of numbering."""
    for merge in grid.merges:
        if top <= merge.top <= last < merge.bottom <= last + 2:
            last = merge.bottom
    following = [
        text_of(cell) for cell in (grid.rows[last + 1] if last + 1 < len(grid.rows) else [])
    ]
    said = [text for text in following if text]
    if len(said) >= FEWEST_HEADS and all(_NUMBERING.match(text) for text in said):
        steps = [int(text.strip("()")) for text in said if text.strip("()").isdigit()]
        if steps == sorted(set(steps)) and steps[:1] in ([], [1], [2]):
            last += 1
    return last


def _body(
    grid: Grid, first: int, columns: dict[int, Placed], meant: dict[str, FileColumn]
) -> tuple[list[int], list[Passed]]:
    rows: list[int] = []
    passed: list[Passed] = []
    wide = {merge.top for merge in grid.merges if merge.right > merge.left}
    over = False
    for number in range(first, len(grid.rows)):
        line = _Line(grid.rows[number], columns, is_wide=number in wide)
        if line.is_blank or line.is_example:
            continue
        if why := line.left_aside(meant, over=over):
            passed.append(Passed(number, why))
            over = over or why in {TOTAL, FOOT}
        else:
            rows.append(number)
    return rows, passed


TOTAL, FOOT, SECTION, HEADS = "dòng cộng", "ghi chú dưới bảng", "dòng đề mục", "đầu bảng lặp lại"


class _Line:
    """One row under the heads."""

    def __init__(self, cells: list[Cell], columns: dict[int, Placed], *, is_wide: bool) -> None:
        self.texts = {at: text for at, cell in enumerate(cells) if (text := text_of(cell))}
        self.columns, self.is_wide = columns, is_wide
        passed = {at for at, one in columns.items() if one.column.kind is Kind.PASSED}
        self.number = next((self.texts[at] for at in sorted(passed) if at in self.texts), "")
        self.said = {at: text for at, text in self.texts.items() if at not in passed}
        self.filled = {at for at in self.said if at in columns}

    @property
    def is_blank(self) -> bool:
        """Nothing but its number: rows are often numbered before they are filled."""
        nothing = all(text.casefold() in NOTHING for text in self.said.values())
        return nothing and not self._is_worded

    @property
    def _is_worded(self) -> bool:
        """Whether words stand where the number should: a total, a note under the table."""
        return len(self.number) > LONGEST_NUMBER and any(map(str.isalpha, self.number))

    @property
    def is_example(self) -> bool:
        return any(fold_key(text) in _EXAMPLE for text in list(self.texts.values())[:1])

    def left_aside(self, meant: dict[str, FileColumn], *, over: bool) -> str:
        """Why the row is no record; nothing when it is to be read as one."""
        first = list(self.texts.values())[:3]
        if not self._has_a_day and any(_says_total(text) for text in first):
            return TOTAL
        if not self.said:
            return FOOT
        if len(self.said) > 1 and all(_meant(text, meant) for text in self.said.values()):
            return HEADS
        if self._lacks_nothing:
            return ""
        return self._says_little(over=over)

    def _says_little(self, *, over: bool) -> str:
        few = len(self.said) <= 2  # noqa: PLR2004 -- two signatures side by side
        if few and (over or any(_FOOT.match(fold_key(text)) for text in self.texts.values())):
            return FOOT
        alone = len(self.said) == 1
        return SECTION if alone and (self.is_wide or _SECTION.match(self.number)) else ""

    @property
    def _has_a_day(self) -> bool:
        return any(
            at in self.said and one.column.kind is Kind.DAY for at, one in self.columns.items()
        )

    @property
    def _lacks_nothing(self) -> bool:
        return all(at in self.said for at, one in self.columns.items() if one.column.required)


def _says_total(text: str) -> bool:
    """Whether a row's first words say that it adds the others up.

    >>> _says_total("Cộng"), _says_total("TỔNG CỘNG:"), _says_total("Cộng đồng tự quản")
    (True, True, False)
    """
    if len(text) > LONGEST_TOTAL:
        return False
    key = exact_key(text)
    if key.startswith(_TOTALS):
        return True
    first, _space, rest = key.partition(" ")
    following = rest.split(" ")[0]
    return first in _SUM_WORDS and (
        not following or following[0].isdigit() or fold_key(following) in _AFTER_SUM
    )


def _unknown(
    grid: Grid,
    filled: dict[tuple[int, int], str],
    heads: tuple[int, int],
    columns: dict[int, Placed],
    rows: list[int],
) -> Iterator[str]:
    """Name the columns that hold something and are not understood."""
    for at in range(grid.width):
        if at not in columns and any(text_of(grid.at(row, at)) for row in rows):
            over = [filled.get((row, at), "") for row in range(heads[0], heads[1] + 1)]
            yield next((text for text in reversed(over) if text), f"cột thứ {at + 1}")
