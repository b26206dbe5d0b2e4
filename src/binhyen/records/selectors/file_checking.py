"""A file held against the book: what each row would become, and what is wrong with it."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from binhyen.accounts.selectors import Reach
from binhyen.kernel.text import exact_key
from binhyen.records.models import FileRow, Record, Revision, record_id
from binhyen.records.rules import Book
from binhyen.records.rules.content import Content, ContentError, Refusal
from binhyen.records.rules.sheets.columns import Kind, Layout
from binhyen.records.rules.sheets.grid import text_of
from binhyen.records.rules.sheets.reading import RowRead, SheetRead, Wrong, where_of
from binhyen.records.selectors.file_places import AT_ONCE, Places, schemes_named
from binhyen.units.rules.tree import Tree

NAMESPACE = UUID("3f0c8a52-9d5e-5b8f-8c62-51f0a7b7c6d1")
GENERATIONS = 20
LONGEST_NAME = 200
LONGEST_SAID = 1500
SAID_EVERY = 500
Outcome = FileRow.Outcome


@dataclass(slots=True)
class Checked:
    """A row of the file with what it stands for."""

    row: RowRead
    unit: int | None = None
    uid: str = ""
    content: Content | None = None
    settled: Content | None = None
    key: UUID | None = None
    is_known: bool = False
    wrong: list[Wrong] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        if self.wrong:
            return Outcome.WRONG
        return Outcome.KNOWN if self.is_known else Outcome.NEW


@dataclass(frozen=True, slots=True)
class Desk:
    """What rows are checked against: the book, the places, the day, the officer's reach."""

    book: Book
    layout: Layout
    places: Places
    reach: Reach
    today: date
    tree: Tree
    outside: Callable[[Tree, int, date, str], Refusal | None]


Told = Callable[[int], None]


def check_rows(read: SheetRead, desk: Desk, told: Told) -> list[Checked]:
    """Check every row; *told* hears how many are done."""
    schemes = schemes_named(desk.reach, _names(read, desk.layout))
    uids = {place.id: place.uid for place in desk.places.all}
    found = []
    for number, row in enumerate(read.rows):
        checked = Checked(row, wrong=list(row.wrong), remarks=list(row.remarks))
        _settle_unit(checked, desk, uids, read)
        _settle_names(checked, desk.layout, schemes.meant, read)
        if checked.wrong:
            _look_further(checked, desk, read)
        elif checked.unit is not None:
            _parse(checked, desk, read)
        found.append(checked)
        if number % SAID_EVERY == 0:
            told(number)
    _refuse_dead_links(found, desk.book, read)
    _give_keys(found, desk.book)
    _refuse_repeated(found)
    _mark_known(found, desk)
    _warn_of_alike(found, desk)
    return found


def _names(read: SheetRead, layout: Layout) -> Iterator[str]:
    keys = [one.key for one in layout.columns if one.kind is Kind.RECORDS]
    for row in read.rows:
        for key in keys:
            yield from row.data.get(key, ())


def _fault(checked: Checked, read: SheetRead, key: str, repeat: int, sentence: str) -> None:
    """Put a sentence beside the column it is about; where the file lacks it, beside the row."""
    at = read.table.place_of(key, repeat)
    head = read.table.columns[at].column.head if at is not None else ""
    wrong = Wrong(at, head, sentence)
    if wrong not in checked.wrong:
        checked.wrong.append(wrong)


def _settle_unit(checked: Checked, desk: Desk, uids: dict[int, str], read: SheetRead) -> None:
    meant = desk.places.meant(checked.row.unit)
    if isinstance(meant, str):
        _fault(checked, read, "unit", 0, meant)
    else:
        checked.unit, checked.uid = meant, uids[meant]
    if len(checked.row.on_behalf_of) > LONGEST_NAME:
        _fault(checked, read, "on_behalf_of", 0, "Viết ngắn lại, không quá 200 chữ.")


def _settle_names(
    checked: Checked, layout: Layout, meant: Callable[[str], UUID | str], read: SheetRead
) -> None:
    for column in layout.columns:
        if column.kind is not Kind.RECORDS or column.key not in checked.row.data:
            continue
        found = [meant(text) for text in checked.row.data[column.key]]
        for sentence in (one for one in found if isinstance(one, str)):
            _fault(checked, read, column.key, 0, sentence)
        keys = [one for one in found if isinstance(one, UUID)]
        if not column.many and len(keys) > 1:
            _fault(checked, read, column.key, 0, "Chỉ ghi một mô hình.")
        checked.row.data[column.key] = keys if column.many else keys[0] if keys else None


def _parse(checked: Checked, desk: Desk, read: SheetRead) -> None:
    try:
        content = desk.book.parse(_filled(checked.row.data))
        checked.content = content
        checked.settled = desk.book.settle(content, checked.unit or 0)
        _refuse_days(checked, content, desk, read)
    except ContentError as error:
        for refusal in error.refusals:
            _refuse(checked, refusal, read)


def _look_further(checked: Checked, desk: Desk, read: SheetRead) -> None:
    """Tell of a wrong row all that can be told at once; of a column, what was told stands alone."""
    told = {wrong.column for wrong in checked.wrong}
    try:
        desk.book.parse(_filled(checked.row.data))
    except ContentError as error:
        for refusal in error.refusals:
            at = read.table.place_of(*where_of(refusal.field, checked.row))
            if at is not None and at not in told:
                _refuse(checked, refusal, read)


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", [])}


def _refuse(checked: Checked, refusal: Refusal, read: SheetRead) -> None:
    key, repeat = where_of(refusal.field, checked.row)
    _fault(checked, read, key, repeat, refusal.sentence)


def _refuse_days(checked: Checked, content: Content, desk: Desk, read: SheetRead) -> None:
    refusals = content.refused_days(desk.today)
    on = desk.book.summary(content).on
    if not refusals:
        unit = checked.unit or 0
        if not desk.tree.valid(unit, on):
            named = next((key for key, day in content.days() if day == on), "on")
            outside = desk.outside(desk.tree, unit, on, named)
            refusals = [outside] if outside else []
    for refusal in refusals:
        _refuse(checked, refusal, read)


def _refuse_dead_links(found: Sequence[Checked], book: Book, read: SheetRead) -> None:
    links = [
        (one, link) for one in found if one.content is not None for link in book.links(one.content)
    ]
    alive: dict[UUID, str] = {}
    for some in _parts(sorted({link.record for _one, link in links})):
        alive |= dict(Record.objects.kept().filter(pk__in=some).values_list("pk", "book"))
    for one, link in links:
        if alive.get(link.record) != link.book:
            _refuse(one, Refusal(link.field, "Không có mô hình này trong sổ."), read)


def _parts(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def content_key(book: str, uid: str, content: Content, generation: int = 0) -> UUID:
    """The id a row gets from what it says and where: the same row twice is the same record."""
    said = json.dumps(content.stored(), sort_keys=True, ensure_ascii=False)
    return uuid5(NAMESPACE, f"{book}/{uid}/{said}/{generation}")


def _give_keys(found: Iterable[Checked], book: Book) -> None:
    for one in found:
        if one.content is None or one.wrong:
            continue
        if not one.row.key:
            one.key = content_key(book.code, one.uid, one.content)
        elif (key := record_id(one.row.key)) is not None:
            one.key = key
        else:
            one.wrong.append(Wrong(None, "Mã bản ghi", "Mã bản ghi chưa đúng. Để trống."))


def _refuse_repeated(found: Iterable[Checked]) -> None:
    first: dict[UUID, int] = {}
    for one in found:
        if one.key is None or one.wrong:
            continue
        if one.key in first:
            sentence = "Giống hệt dòng {line}. Xóa bớt một dòng, hoặc cộng vào cột số lần."
            one.wrong.append(Wrong(None, "", sentence.format(line=first[one.key])))
        first.setdefault(one.key, one.row.line)


def _mark_known(found: Sequence[Checked], desk: Desk) -> None:
    """Tell what stands in the book already; what was thrown away before may come again."""
    asked = [one for one in found if one.key is not None and not one.wrong]
    for generation in range(1, GENERATIONS):
        standing = _standing([one.key for one in asked if one.key])
        again = []
        for one in asked:
            head = standing.get(one.key) if one.key else None
            if head is None:
                continue
            if head.is_discarded and not one.row.key and one.content is not None:
                one.key = content_key(desk.book.code, one.uid, one.content, generation)
                again.append(one)
            else:
                _compare(one, head, desk)
        asked = again
        if not asked:
            return


def _standing(keys: Sequence[UUID]) -> dict[UUID, Record]:
    found: dict[UUID, Record] = {}
    for some in _parts(keys):
        found |= Record.objects.in_bulk(list(some))
    return found


def _compare(one: Checked, head: Record, desk: Desk) -> None:
    """A row by its own content is known; one that brings an id must say what the record says."""
    if (head.book, head.unit_id) != (desk.book.code, one.unit):
        one.wrong.append(Wrong(None, "Mã bản ghi", "Mã này đã dùng cho một bản ghi khác."))
        return
    if one.row.key and one.content is not None and not _says_same(head, one.content, desk):
        sentence = "Bản ghi này đã có trong sổ với nội dung khác. Sửa ở trang của bản ghi."
        one.wrong.append(Wrong(None, "Mã bản ghi", sentence))
        return
    one.is_known = True
    state = str(Record.State(head.state).label)
    one.remarks.append(f"Đã có trong sổ, {state}.")


def _says_same(head: Record, content: Content, desk: Desk) -> bool:
    revision = Revision.objects.filter(record=head, number=head.revision).first()
    try:
        stored = desk.book.kept(revision.content) if revision else None
        return stored in (content, desk.book.settle(content, head.unit_id))
    except ContentError:
        return False


def _warn_of_alike(found: Sequence[Checked], desk: Desk) -> None:
    """Warn of records with the same kind, day and title in these books; a warning, never a bar."""
    new = [one for one in found if one.outcome is Outcome.NEW and one.content is not None]
    if not new:
        return
    summaries = [desk.book.summary(one.content) for one in new]
    days = [summary.on for summary in summaries]
    units = [place.id for place in desk.places.all]
    alike: set[tuple[date, str, str]] = set()
    rows = Record.objects.of(desk.book.code).exclude(state=Record.State.VOIDED)
    for start in range(0, len(units), AT_ONCE):
        some = rows.filter(unit__in=units[start : start + AT_ONCE]).between(min(days), max(days))
        alike |= set(some.values_list("on", "kind", "exact_key"))
    for one, summary in zip(new, summaries, strict=True):
        if alike and (summary.on, str(summary.kind), exact_key(summary.title)) in alike:
            one.remarks.append(
                "Trong sổ đã có bản ghi cùng loại, cùng ngày, cùng tên. Đề nghị xem lại."
            )


def row_of(one: Checked, read: SheetRead, book: Book) -> FileRow:
    """A checked row as it is kept for the page and for the writing."""
    title, said = _said(one, read, book)
    return FileRow(
        number=one.row.line,
        outcome=one.outcome,
        title=title[:300],
        said=said[:LONGEST_SAID],
        record=one.key,
        unit_id=one.unit,
        content=one.settled.stored() if one.settled and one.outcome is Outcome.NEW else None,
        on_behalf_of=one.row.on_behalf_of[:LONGEST_NAME],
        faults=[list(wrong) for wrong in one.wrong],
        remarks=one.remarks,
    )


def _said(one: Checked, read: SheetRead, book: Book) -> tuple[str, str]:
    """Say how the row was understood; of a wrong one, what stands in its cells."""
    if one.settled is not None and not one.wrong:
        summary = book.summary(one.settled)
        lines = [line for line in book.said(one.settled) if line.field != "title"]
        return summary.title, "; ".join(f"{line.label}: {line.value}" for line in lines)
    cells = []
    title = ""
    for at, placed in read.table.columns.items():
        text = text_of(read.grid.at(one.row.number, at))
        if text and placed.column.key == "title":
            title = text
        elif text and placed.column.kind is not Kind.PASSED:
            cells.append(f"{placed.column.head}: {text[:200]}")
    return title, "; ".join(cells)
