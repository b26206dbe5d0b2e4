"""A file brought into a book: taken in, read and held against the book; nothing is written yet."""

import hashlib
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.accounts.selectors import reach_of
from binhyen.audit import services as audit
from binhyen.kernel.background import GIVEN_UP_AFTER, Clock
from binhyen.records.models import FileImport, FileRow
from binhyen.records.rules import Book
from binhyen.records.rules import book as book_of
from binhyen.records.rules.sheets.columns import Layout, with_choices
from binhyen.records.rules.sheets.grid import UnreadableFileError
from binhyen.records.rules.sheets.reading import SheetRead, read_file
from binhyen.records.rules.sheets.sniffing import kind_of
from binhyen.records.selectors.file_checking import Checked, Desk, check_rows, row_of
from binhyen.records.selectors.file_places import NoLongerRecorderError, places_of
from binhyen.records.selectors.file_workbooks import marked_of
from binhyen.records.selectors.workbook import dynamic_choices
from binhyen.records.services.checking import outside_life
from binhyen.units.models import Unit
from binhyen.units.selectors import current_tree

State, Work = FileImport.State, FileImport.Work
MOST_AN_HOUR = 30
MOST_AT_ONCE = 3
AN_HOUR, KEPT_FOR = timedelta(hours=1), timedelta(days=7)
AT_ONCE = 500
LONGEST_NAME = 200


class TooManyFilesError(Exception):
    """The officer sends files faster than anybody could look at them."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class LostError(Exception):
    """Another worker has taken the work over."""


def take_in(
    *,
    book: str,
    unit: Unit,
    name: str,
    content: bytes,
    by: Officer,
    at: datetime,
    as_of: date | None = None,
) -> FileImport:
    """Keep a file to be read; what is no Excel file, or may not be opened, is refused at once."""
    _refuse_flood(by, at)
    kind_of(content)
    _forget_old(by, at)
    file = FileImport(
        book=book, unit=unit, name=name[-LONGEST_NAME:], as_of=as_of, work=Work.CHECK,
        digest=hashlib.sha256(content).hexdigest(), asked_by=by, asked_at=at,
    )  # fmt: skip
    path = original_path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    with transaction.atomic():
        file.save(force_insert=True)
        note_file("file.taken_in", file, by, at, bytes=len(content))
    return file


def _refuse_flood(by: Officer, at: datetime) -> None:
    mine = FileImport.objects.filter(asked_by=by)
    if mine.exclude(work="").filter(seen_at__gte=at - GIVEN_UP_AFTER).count() >= MOST_AT_ONCE:
        sentence = _("Đang xử lý {count} tệp của đồng chí. Đợi xong một tệp rồi gửi tiếp.")
        raise TooManyFilesError(sentence.format(count=MOST_AT_ONCE))
    if mine.filter(asked_at__gte=at - AN_HOUR).count() >= MOST_AN_HOUR:
        sentence = _("Đồng chí đã gửi {count} tệp trong một giờ. Đợi ít phút rồi gửi tiếp.")
        raise TooManyFilesError(sentence.format(count=MOST_AN_HOUR))


def _forget_old(by: Officer, at: datetime) -> None:
    """Let go of the officer's files nobody wrote down for a week; they were only looked at."""
    looked_at = [State.UPLOADED, State.REFUSED, State.CHECKED]
    old = FileImport.objects.filter(
        asked_by=by, asked_at__lt=at - KEPT_FOR, state__in=looked_at, work=""
    )
    for file in old:
        shutil.rmtree(folder_of(file), ignore_errors=True)
        FileRow.objects.filter(file=file).delete()
        file.delete()


def check_file(*, file: UUID, clock: Clock) -> None:
    """Read the file and hold every row against the book. Done again from the start if left."""
    worker = claim(file, Work.CHECK, clock())
    if worker is None:
        return
    head = FileImport.objects.select_related("unit", "asked_by").get(pk=file)
    try:
        read, found = _checked(head, worker, clock)
        if any(one.wrong or one.remarks for one in found):
            with translation.override("vi"):
                marked_path(head).write_bytes(marked_of(read, found))
        _keep(head, worker, read, found)
    except UnreadableFileError as error:
        _refuse(head, worker, error.sentence)
    except NoLongerRecorderError:
        _refuse(head, worker, _("Người gửi không còn quyền ghi sổ của đơn vị này."))
    except LostError:
        return
    except Exception:
        _refuse(
            head, worker, _("Chưa đọc được tệp vì lỗi của hệ thống. Gửi lại, hoặc báo quản trị.")
        )
        raise


def _refuse(head: FileImport, worker: str, sentence: str) -> None:
    refused = FileImport.objects.filter(pk=head.pk, worker=worker)
    refused.update(state=State.REFUSED, work="", sentence=sentence[:500])
    shutil.rmtree(folder_of(head), ignore_errors=True)


def _checked(head: FileImport, worker: str, clock: Clock) -> tuple[SheetRead, list[Checked]]:
    book = book_of(head.book)
    if book.layout is None:
        raise LookupError(book.code)
    layout = with_choices(book.layout, dynamic_choices(book))
    # a sheet is a paper: what is said of it, in it and on the page, is Vietnamese for everybody
    with translation.override("vi"):
        return _read_and_checked(head, worker, clock, layout)


def _read_and_checked(
    head: FileImport, worker: str, clock: Clock, layout: Layout
) -> tuple[SheetRead, list[Checked]]:
    book = book_of(head.book)
    read = read_file(original_path(head).read_bytes(), layout, as_of=head.as_of)
    progress(head.pk, worker, clock(), total=len(read.rows), done=0)
    today = localdate(clock())
    reach = reach_of(head.asked_by, today)
    places = places_of(head.unit, reach)
    tree = current_tree(place.id for place in places.all)
    desk = Desk(book, layout, places, reach, today, tree, outside_life)
    return read, check_rows(read, desk, lambda done: progress(head.pk, worker, clock(), done=done))


def progress(file: UUID, worker: str, at: datetime, **changes: int) -> None:
    """Say how far the work is, and that somebody is at it."""
    mine = FileImport.objects.filter(pk=file, worker=worker)
    if not mine.update(seen_at=at, **changes):
        raise LostError


@transaction.atomic
def _keep(head: FileImport, worker: str, read: SheetRead, found: list[Checked]) -> None:
    outcomes = [one.outcome for one in found]
    turned = read.converted
    mine = FileImport.objects.filter(pk=head.pk, worker=worker, work=Work.CHECK).update(
        state=State.CHECKED, work="", total=len(found), done=len(found),
        new=outcomes.count(FileRow.Outcome.NEW), known=outcomes.count(FileRow.Outcome.KNOWN),
        wrong=outcomes.count(FileRow.Outcome.WRONG), notices=list(read.notices),
        samples=[turned.coding, *map(list, turned.samples)] if turned else [],
    )  # fmt: skip
    if not mine:
        raise LostError
    FileRow.objects.filter(file=head).delete()
    book: Book = book_of(head.book)
    with translation.override("vi"):
        rows = [row_of(one, read, book) for one in found]
    for row in rows:
        row.file = head
    FileRow.objects.bulk_create(rows, batch_size=AT_ONCE)


def claim(file: UUID, work: str, at: datetime) -> str | None:
    """Take the work, unless somebody was seen at it within the last minute."""
    worker = uuid4().hex
    free = Q(seen_at=None) | Q(seen_at__lt=at - GIVEN_UP_AFTER)
    mine = FileImport.objects.filter(free, pk=file, work=work)
    return worker if mine.update(worker=worker, seen_at=at) else None


def note_file(action: str, file: FileImport, by: Officer, at: datetime, **detail: object) -> None:
    audit.record(
        action,
        subject=file.book,
        subject_id=str(file.pk),
        unit_id=file.unit_id,
        actor_id=by.pk,
        actor_name=by.display_name,
        at=at,
        detail=detail,
    )


def folder_of(file: FileImport) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / str(file.pk)


def original_path(file: FileImport) -> Path:
    return folder_of(file) / "goc"


def marked_path(file: FileImport) -> Path:
    return folder_of(file) / "loi.xlsx"
