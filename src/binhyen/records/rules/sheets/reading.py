"""A sheet read row by row into what the book's content takes; nothing of the database is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from binhyen.records.rules.sheets import xls, xlsx
from binhyen.records.rules.sheets.cells import (
    CellError,
    is_nothing,
    plain_text,
    read_day,
    read_number,
)
from binhyen.records.rules.sheets.columns import (
    BEHALF_KEY,
    ID_KEY,
    UNIT_KEY,
    FileColumn,
    Kind,
    Layout,
    Values,
    closed_value,
    known_columns,
)
from binhyen.records.rules.sheets.grid import (
    MOST_ROWS,
    Cell,
    Grid,
    UnreadableFileError,
    text_of,
    without_mark,
    words,
)
from binhyen.records.rules.sheets.legacy import Converted, converted
from binhyen.records.rules.sheets.sniffing import kind_of
from binhyen.records.rules.sheets.table import Placed, Table, find_table

MOST_NAMED = 12
NUMBERS = {Kind.COUNT, Kind.TIMES, Kind.AMOUNT}
TEMPLATE = "Tải tệp mẫu của sổ này, chép bảng sang rồi gửi lại."


class Wrong(NamedTuple):
    """What is wrong with one cell of a row, or with the row (no column)."""

    column: int | None
    head: str
    sentence: str


@dataclass(slots=True)
class RowRead:
    """One row as it was read: the data of a content, and what could not be read."""

    number: int
    data: Values = field(default_factory=dict)
    unit: str = ""
    key: str = ""
    on_behalf_of: str = ""
    wrong: list[Wrong] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    repeats: dict[str, list[int]] = field(default_factory=dict)

    @property
    def line(self) -> int:
        """Its number as Excel shows it."""
        return self.number + 1


@dataclass(frozen=True, slots=True)
class SheetRead:
    """A file as it was read: which sheet, its table, its rows, what was left aside."""

    grid: Grid
    table: Table
    rows: list[RowRead]
    notices: tuple[str, ...]
    converted: Converted | None = None


def read_file(content: bytes, layout: Layout, *, as_of: date | None = None) -> SheetRead:
    """Read the bytes an office sent; an UnreadableFileError says why that cannot be done."""
    kind = kind_of(content)
    grids = xlsx.grids_of(content) if kind == "xlsx" else xls.grids_of(content)
    grids, turned = converted(grids)
    grid, table, others = _chosen(grids, layout)
    missing = [one for one in layout.columns if one.required and one.key not in table.keys]
    if missing:
        named = ", ".join(f"“{one.head}”" for one in missing)
        raise UnreadableFileError(f"Bảng chưa có cột {named}. {TEMPLATE}")
    if not table.rows:
        raise UnreadableFileError("Bảng chưa có dòng nào được điền.")
    if len(table.rows) > MOST_ROWS:
        raise UnreadableFileError("Bảng có hơn 20.000 dòng. Chia thành nhiều tệp rồi gửi lại.")
    notices = tuple(_notices(grid, table, others))
    rows = list(read_rows(grid, table, as_of=as_of))
    return SheetRead(grid, table, rows, notices, turned)


def _chosen(grids: list[Grid], layout: Layout) -> tuple[Grid, Table, list[str]]:
    """The first sheet whose heads are the best known; the names of others that look alike."""
    known = known_columns(layout)
    found = [(grid, table) for grid in grids if (table := find_table(grid, known))]
    if not found:
        raise UnreadableFileError(f"Không tìm thấy dòng đầu bảng nào quen. {TEMPLATE}")
    grid, table = max(found, key=lambda pair: len(pair[1].keys))
    others = [other.name for other, its in found if other is not grid and its.rows]
    return grid, table, others


def _notices(grid: Grid, table: Table, others: list[str]) -> Iterator[str]:
    """Say what was not read, or may not be what the sender saw: nothing is dropped in silence."""
    for why in dict.fromkeys(one.why for one in table.passed):
        lines = [one.row + 1 for one in table.passed if one.why == why]
        yield f"Không đọc {len(lines)} {why}: dòng {_listed(lines)}."
    if table.unknown:
        yield f"Không đọc cột {', '.join(f'“{head[:60]}”' for head in table.unknown[:MOST_NAMED])}."
    hidden = sorted(grid.hidden_rows.intersection(table.rows))
    if hidden:
        lines = [row + 1 for row in hidden]
        yield f"Tệp có {len(lines)} dòng ẩn cũng được đọc: dòng {_listed(lines)}."
    columns = sorted(grid.hidden_columns & set(table.columns))
    if columns:
        heads = ", ".join(f"“{table.columns[at].column.head}”" for at in columns)
        yield f"Tệp có cột ẩn cũng được đọc: {heads}."
    if others:
        named = ", ".join(f"“{name}”" for name in others[:MOST_NAMED])
        yield f"Chỉ đọc trang tính “{grid.name}”; chưa đọc {named}."


def _listed(lines: Sequence[int]) -> str:
    shown = ", ".join(map(str, lines[:MOST_NAMED]))
    return f"{shown}…" if len(lines) > MOST_NAMED else shown


def read_rows(grid: Grid, table: Table, *, as_of: date | None = None) -> Iterator[RowRead]:
    spread = _spread(grid, table)
    for number in table.rows:
        row = RowRead(number)
        groups: dict[str, dict[int, Values]] = {}
        for at, placed in table.columns.items():
            cell = spread.get((number, at), grid.at(number, at))
            in_words = placed.column.kind in {Kind.TEXT, Kind.NOTE}
            if not isinstance(cell, _Merged) and is_nothing(cell, in_words=in_words):
                continue
            try:
                _read_cell(cell, placed, row, groups, from_1904=grid.from_1904)
            except CellError as error:
                row.wrong.append(Wrong(at, placed.column.head, error.sentence))
        _close(row, groups, table, as_of)
        yield row


class _Merged(NamedTuple):
    """A number's cell merged over several rows: nobody can say whose number it is."""

    value: Cell


def _spread(grid: Grid, table: Table) -> dict[tuple[int, int], Any]:
    """Give every row what a cell merged downwards says; of a number, only that it was merged."""
    found: dict[tuple[int, int], Any] = {}
    body = set(table.rows)
    for merge in grid.merges:
        placed = table.columns.get(merge.left)
        if merge.top <= table.last_head or merge.bottom == merge.top or placed is None:
            continue
        value = grid.at(merge.top, merge.left)
        for row in range(merge.top + 1, min(merge.bottom + 1, len(grid.rows))):
            if row in body and text_of(value):
                is_number = placed.column.kind in NUMBERS
                found[row, merge.left] = _Merged(value) if is_number else value
    return found


def _read_cell(
    cell: Any,
    placed: Placed,
    row: RowRead,
    groups: dict[str, dict[int, Values]],
    *,
    from_1904: bool,
) -> None:
    column = placed.column
    if column.kind is Kind.PASSED:
        return
    if isinstance(cell, _Merged):
        raise CellError(
            f"Ô số {text_of(cell.value)} gộp nhiều dòng nên không rõ của dòng nào."
            " Tách ra từng dòng."
        )
    into = row.data
    key = column.key
    if column.group:
        into = groups.setdefault(column.group, {}).setdefault(placed.repeat, {})
        key = column.key.partition(".")[2]
    if column.key in {UNIT_KEY, ID_KEY, BEHALF_KEY}:
        setattr(row, _ATTRIBUTES[column.key], plain_text(cell))
    elif column.kind is Kind.DAY:
        _put_day(cell, column, key, into, row, from_1904=from_1904)
    elif column.kind in NUMBERS:
        _put_number(cell, column, key, into, row)
    elif column.kind is Kind.CHOICE:
        _put_choice(cell, column, key, into, row)
    elif column.kind is Kind.RECORDS:
        into[key] = [name for part in _lines(cell) if (name := words(part))]
    elif column.kind is Kind.NOTE and isinstance(cell, str):
        into[key] = "\n".join(words(line) for line in without_mark(cell).splitlines())
    else:
        into[key] = plain_text(cell)


_ATTRIBUTES = {UNIT_KEY: "unit", ID_KEY: "key", BEHALF_KEY: "on_behalf_of"}


def _lines(cell: Cell) -> list[str]:
    plain_text(cell)
    return without_mark(str(cell)).replace("\n", ";").split(";")


def _put_day(
    cell: Cell, column: FileColumn, key: str, into: Values, row: RowRead, *, from_1904: bool
) -> None:
    day = read_day(cell, from_1904=from_1904)
    if day.whole:
        into[key] = day.on
        return
    said = text_of(cell)
    if not column.instead:
        raise CellError(f"“{said[:20]}” chưa có ngày. Ghi đủ ngày/tháng/năm, ví dụ 14/11/2026.")
    into.setdefault(column.instead, day.on)
    row.remarks.append(
        f"{column.head} “{said[:20]}” không có ngày: "
        f"ghi là đã có từ trước, biết từ {day.on:%d/%m/%Y}."
    )


def _put_number(cell: Cell, column: FileColumn, key: str, into: Values, row: RowRead) -> None:
    number = read_number(cell, whole=column.kind is not Kind.AMOUNT)
    if number.remark:
        row.remarks.append(number.remark)
    if column.kind is Kind.AMOUNT:
        into[key] = number.amount
        if column.hedge_key:
            into[column.hedge_key.rpartition(".")[2]] = number.hedge
    elif column.kind is Kind.COUNT:
        into[key] = {"amount": int(number.amount), "hedge": number.hedge}
    elif number.hedge != "EXACT":
        raise CellError(f"Cột này ghi số đúng, ví dụ {number.amount}.")
    else:
        into[key] = int(number.amount)


def _put_choice(cell: Cell, column: FileColumn, key: str, into: Values, row: RowRead) -> None:
    text = plain_text(cell)
    value = closed_value(column, text)
    if value is not None:
        into[key] = value
    elif column.otherwise:
        into.setdefault(column.otherwise, text)
        row.remarks.append(f"“{text[:60]}” chưa có trong danh mục, ghi theo cách gọi địa phương.")
    else:
        offered = "; ".join(column.choices.values())
        raise CellError(f"“{text[:60]}” không có trong danh mục. Chọn một trong: {offered}.")


def _close(
    row: RowRead, groups: dict[str, dict[int, Values]], table: Table, as_of: date | None
) -> None:
    """Put the groups in their order, and give a count without a day the day of the file."""
    dated = {
        one.column.group: one.column.key.partition(".")[2]
        for one in table.columns.values()
        if one.column.as_of
    }
    for name, rows in groups.items():
        order = sorted(rows)
        row.repeats[name] = order
        listed = [rows[number] for number in order]
        day = dated.get(name, "on" if name == COUNTS else "")
        for one in listed:
            if day and as_of and day not in one:
                one[day] = as_of
        row.data[name] = listed


COUNTS = "counts"


def where_of(field_name: str, row: RowRead) -> tuple[str, int]:
    """Find the column a refusal belongs to: "counts.0.on" is counts.on of the first counted.

    >>> where_of("counts.0.on", RowRead(4, repeats={"counts": [2]}))
    ('counts.on', 2)
    """
    first, _dot, rest = field_name.partition(".")
    number, _dot, last = rest.partition(".")
    if not number.isdigit():
        return first, 0
    order = row.repeats.get(first, [])
    repeat = order[int(number)] if int(number) < len(order) else 0
    return f"{first}.{last.partition('.')[0]}" if last else first, repeat
