"""A sheet as its maker types it: a line for each section and each indicator.

# I. Tuyên truyền
TT01
TT02 topic=LAW | Lượt người nghe pháp luật
"""

from collections.abc import Container, Iterator
from typing import NamedTuple

from binhyen.filings.rules.regime import Row, Section
from binhyen.kernel.words import gettext as _

HEAD = "#"


class Wrong(NamedTuple):
    """A line that cannot be read, and why."""

    line: int
    sentence: str


class SheetTextError(ValueError):
    """Some lines cannot be read; each with its number and a sentence."""

    def __init__(self, wrong: list[Wrong]) -> None:
        super().__init__("; ".join(one.sentence for one in wrong))
        self.wrong = wrong


def read_sheet(text: str, known: Container[str]) -> tuple[Section, ...]:
    r"""Read the sections; every wrong line is told at once.

    >>> [row.key for section in read_sheet("# I. Tin\nTT01", {"TT01"}) for row in section.rows]
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
        row = _row(said)
        fault = _fault(known=row.indicator in known, seen=row.key in seen, headed=bool(found))
        if fault:
            said_of = {"number": number, "indicator": row.indicator, "key": row.key}
            wrong.append(Wrong(number, fault.format(**said_of)))
        else:
            seen.add(row.key)
            found[-1][1].append(row)
    if not seen and not wrong:
        wrong.append(Wrong(0, _("Ghi ít nhất một chỉ tiêu.")))
    if wrong:
        raise SheetTextError(wrong)
    return tuple(Section(title=title, rows=tuple(rows)) for title, rows in found if rows)


def _fault(*, known: bool, seen: bool, headed: bool) -> str:
    if not known:
        return _("Dòng {number}: không có chỉ tiêu {indicator}.")
    if seen:
        return _("Dòng {number}: chỉ tiêu {key} đã có ở dòng trên.")
    return "" if headed else _("Dòng {number}: ghi tên mục trước, ví dụ “# I. …”.")


def write_sheet(sections: tuple[Section, ...]) -> str:
    return "\n".join(_lines(sections))


def _row(said: str) -> Row:
    words, _bar, label = said.partition("|")
    code, *filters = words.split()
    pairs = dict(one.split("=", 1) for one in filters if "=" in one)
    return Row(indicator=code, filters=pairs, label=label.strip())


def _lines(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        yield f"{HEAD} {section.title}"
        for row in section.rows:
            filters = "".join(f" {name}={value}" for name, value in sorted(row.filters.items()))
            yield f"{row.indicator}{filters}" + (f" | {row.label}" if row.label else "")
