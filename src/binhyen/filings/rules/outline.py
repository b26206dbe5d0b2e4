"""A sheet as its maker types it: a line for each section and each indicator.

# I. Tuyên truyền
TT01
TT02 topic=LAW | Lượt người nghe pháp luật
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from binhyen.filings.rules.regime import Row, Section
from binhyen.kernel.words import gettext as _

HEAD = "#"
# An indicator, its dimensions, the values each may have; none named: any.
Known = Mapping[str, Mapping[str, Collection[str]]]


class Wrong(NamedTuple):
    """A line that cannot be read, and why."""

    line: int
    sentence: str


class SheetTextError(ValueError):
    """Some lines cannot be read; each with its number and a sentence."""

    def __init__(self, wrong: list[Wrong]) -> None:
        super().__init__("; ".join(one.sentence for one in wrong))
        self.wrong = wrong


def read_sheet(text: str, known: Known) -> tuple[Section, ...]:
    r"""Read the sections; every wrong line is told at once.

    >>> [row.key for section in read_sheet("# I. Tin\nTT01", {"TT01": {}}) for row in section.rows]
    ['TT01']
    """
    wrong: list[Wrong] = []
    found: list[tuple[str, list[Row]]] = []
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        said = line.strip()
        if not said:
            continue
        if said.startswith(HEAD):
            found.append((said.lstrip(HEAD).strip() or "I", []))
            continue
        row, unread = _row(said)
        fault = _fault(row, unread, known) or _fault_of_place(row, seen, headed=bool(found))
        if fault:
            wrong.append(
                Wrong(number, _("Dòng {number}: {fault}").format(number=number, fault=fault))
            )
        else:
            seen.add(row.key)
            found[-1][1].append(row)
    if not seen and not wrong:
        wrong.append(Wrong(0, _("Ghi ít nhất một chỉ tiêu.")))
    if wrong:
        raise SheetTextError(wrong)
    return tuple(Section(title=title, rows=tuple(rows)) for title, rows in found if rows)


def _fault(row: Row, unread: str, known: Known) -> str:
    """What is wrong with the words of a line."""
    of = row.indicator
    if of not in known:
        return _("không có chỉ tiêu {indicator}.").format(indicator=of)
    if unread:
        return _("“{words}” chưa đọc được; tên dòng ghi sau dấu |.").format(words=unread)
    for name, value in row.filters.items():
        values = known[of].get(name)
        if values is None:
            return _("chỉ tiêu {indicator} không chia theo {name}.").format(indicator=of, name=name)
        if values and value not in values:
            listed = ", ".join(values)
            return _("{name} là một trong: {values}.").format(name=name, values=listed)
    return ""


def _fault_of_place(row: Row, seen: Collection[str], *, headed: bool) -> str:
    if row.key in seen:
        return _("chỉ tiêu {key} đã có ở dòng trên.").format(key=row.key)
    return "" if headed else _("ghi tên mục trước, ví dụ “# I. …”.")


def write_sheet(sections: tuple[Section, ...]) -> str:
    return "\n".join(_lines(sections))


def _row(said: str) -> tuple[Row, str]:
    """A line's row, and what of it is no filter."""
    words, _bar, label = said.partition("|")
    code, *filters = words.split()
    pairs = dict(one.split("=", 1) for one in filters if "=" in one)
    unread = " ".join(one for one in filters if "=" not in one)
    return Row(indicator=code, filters=pairs, label=label.strip()), unread


def _lines(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        yield f"{HEAD} {section.title}"
        for row in section.rows:
            filters = "".join(f" {name}={value}" for name, value in sorted(row.filters.items()))
            yield f"{row.indicator}{filters}" + (f" | {row.label}" if row.label else "")
