"""Reading a table of officers as offices write them. Pure: no Django, no database.

Columns are known by their heads, in any order; what is missing or wrong is told row by row.
"""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from binhyen.kernel.words import gettext as _
from binhyen.kernel.words import kept

USERNAME = r"[a-z0-9](?:[a-z0-9._-]{1,58})[a-z0-9]"
MOST_ROWS = 1000

USERNAME_HEAD, NAME_HEAD, UNIT_HEAD = kept(("Tên đăng nhập", "Tên hiển thị", "Đơn vị"))
ROLES_HEAD, START_HEAD = kept(("Vai trò", "Từ ngày"))
NEEDED = (USERNAME_HEAD, NAME_HEAD, UNIT_HEAD, ROLES_HEAD)
HEADS = {
    USERNAME_HEAD: USERNAME_HEAD,
    kept("Tài khoản"): USERNAME_HEAD,
    NAME_HEAD: NAME_HEAD,
    kept("Chức danh"): NAME_HEAD,
    UNIT_HEAD: UNIT_HEAD,
    ROLES_HEAD: ROLES_HEAD,
    START_HEAD: START_HEAD,
}


class TableUnreadableError(Exception):
    """The table as a whole cannot be read; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table as typed; number counts as the sheet does, heads being line 1."""

    number: int
    username: str
    display_name: str
    unit: str
    roles: str
    starts_on: str


def split_text(text: str) -> list[list[str]]:
    """Split pasted or CSV text into cells, by tab, semicolon or comma as its first line does."""
    lines = text.lstrip("\ufeff").splitlines()
    first = next((line for line in lines if line.strip()), "")
    separator = max("\t;,", key=first.count)
    return [list(cells) for cells in csv.reader(lines, delimiter=separator)]


def rows_of(cells: Iterable[Sequence[object]], plain: Callable[[str], str]) -> list[Row]:
    """Take the rows under the heads; empty lines are skipped. *plain* strips diacritics."""
    lines = [[written(cell) for cell in line] for line in cells]
    start = next((i for i, line in enumerate(lines) if any(line)), None)
    if start is None:
        raise TableUnreadableError(_("Bảng không có dòng nào."))
    heads = {plain(word): head for word, head in HEADS.items()}
    known = [(heads.get(plain(cell)), place) for place, cell in enumerate(lines[start])]
    places = {head: place for head, place in known if head}
    missing = [head for head in NEEDED if head not in places]
    if missing:
        sentence = _("Dòng đầu thiếu cột: {columns}.")
        raise TableUnreadableError(sentence.format(columns=", ".join(missing)))
    rows = [
        _row(number, line, places)
        for number, line in enumerate(lines[start + 1 :], start=start + 2)
        if any(line)
    ]
    if not rows:
        raise TableUnreadableError(_("Bảng chỉ có dòng tên cột."))
    if len(rows) > MOST_ROWS:
        sentence = _("Bảng có {rows} dòng. Mỗi lần nhập được {most}.")
        raise TableUnreadableError(sentence.format(rows=len(rows), most=MOST_ROWS))
    return rows


def _row(number: int, line: list[str], places: dict[str, int]) -> Row:
    def cell(head: str) -> str:
        place = places.get(head)
        return line[place] if place is not None and place < len(line) else ""

    return Row(
        number=number,
        username=cell(USERNAME_HEAD).lower(),
        display_name=cell(NAME_HEAD),
        unit=cell(UNIT_HEAD),
        roles=cell(ROLES_HEAD),
        starts_on=cell(START_HEAD),
    )


def written(cell: object) -> str:
    """Write a cell as text: days as dd/MM/yyyy, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def day_of(text: str, usual: date) -> date | None:
    """Read dd/MM/yyyy; empty means the usual day, anything else is None.

    >>> day_of("2/3/2026", date(2026, 1, 1))
    datetime.date(2026, 3, 2)
    """
    if not text:
        return usual
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    if not found:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def roles_of(text: str, names: dict[str, str], plain: Callable[[str], str]) -> list[str] | None:
    """Read "ghi sổ; xác nhận" by *names* (plain label or code to role); None if one is unknown."""
    # "duyệt, ký" is one role: try the whole before its parts
    whole = names.get(plain(text))
    if whole:
        return [whole]
    parts = [part for part in re.split(r"[;,+/]", text) if part.strip()]
    roles = [names.get(plain(part)) for part in parts]
    if not roles or None in roles:
        return None
    return list(dict.fromkeys(role for role in roles if role))
