"""All filings below a unit as one zip: file by file into a folder, then one archive.

Whatever is in the folder is done, so that a worker that was killed is followed by another one;
a process holds no more than one file in memory. A worker says again and again that it lives; one
not heard of for a minute is given up.
"""

import os
import shutil
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.db.models import Q

from binhyen.accounts.models import Officer
from binhyen.audit import services as audit
from binhyen.filings.models import Batch, Period
from binhyen.filings.selectors.batches import Wanted, shared_out, wanted_files
from binhyen.filings.selectors.cells import Children, Read, unit_cells_each
from binhyen.filings.selectors.drafting import drafted_narrative
from binhyen.filings.selectors.sheets import live_sheet
from binhyen.filings.selectors.viewing import Neighbours
from binhyen.filings.services.batch_parts import run_parts, worth
from binhyen.filings.services.files import draft_for_reader, file_for_reader
from binhyen.kernel.background import GIVEN_UP_AFTER, Clock
from binhyen.units.models import Unit

SAID_EVERY = 10
EPOCH = (1980, 1, 1, 0, 0, 0)


def ask_for_batch(
    *,
    period: Period,
    unit: Unit,
    form: str,
    with_drafts: bool,
    is_own: bool,
    by: Officer | None,
    at: datetime,
) -> Batch:
    """Ask for a batch; the same one still being made is not begun twice."""
    unfinished = Batch.objects.filter(
        period=period, unit=unit, form=form, with_drafts=with_drafts, is_own=is_own, asked_by=by,
        state__in=[Batch.State.WAITING, Batch.State.RUNNING],
    )  # fmt: skip
    if found := unfinished.first():
        return found
    batch = Batch.objects.create(
        period=period, unit=unit, form=form, with_drafts=with_drafts, is_own=is_own, asked_by=by,
        asked_at=at, total=len(wanted_files(period, unit.pk, form, with_drafts=with_drafts)),
    )  # fmt: skip
    audit.record(
        "batch.asked",
        subject="batch",
        subject_id=str(batch.pk),
        unit_id=unit.pk,
        actor_id=by.pk if by else None,
        actor_name=by.display_name if by else "",
        at=at,
        detail={"period": period.key, "form": form},
    )
    return batch


def archive_path(batch: Batch) -> Path:
    return _folder(batch).with_suffix(".zip")


def make_batch(*, batch: UUID, clock: Clock, processes: int = 1) -> bool:
    """Make what is missing and close the archive; False where another worker is at it.

    Several *processes* read the database for themselves: what they read must be committed.
    """
    worker = _claimed(batch, clock())
    if worker is None:
        return False
    head = Batch.objects.select_related("period__version", "period__regime").get(pk=batch)
    try:
        count = worth(head.total, processes)
        if count > 1 and not run_parts(
            batch, worker, count, alive=lambda: _is_ours(head, worker, clock())
        ):
            return False
        alive = fill(head, clock=clock, shard=(0, 1), worker=worker)
        if alive:
            _close(head)
    except Exception:
        Batch.objects.filter(pk=batch, worker=worker).update(state=Batch.State.FAILED)
        raise
    return alive


def fill(batch: Batch, *, clock: Clock, shard: tuple[int, int], worker: str = "") -> bool:
    """Write the files of one shard; False as soon as another worker has taken over.

    The whole of it is also what says how far it is; of several shards their worker does.
    """
    folder = _folder(batch)
    wanted = wanted_files(batch.period, batch.unit_id, batch.form, with_drafts=batch.with_drafts)
    place, processes = shard
    if processes > 1:
        wanted = shared_out(wanted, processes)[place]
    neighbours, above, read = Neighbours(), None, unit_cells_each
    for done, one in enumerate(wanted):
        if one.above != above:
            above, read = one.above, Children(one.above)
        path = folder / one.name
        if path.exists():
            continue
        if worker and not _goes_on(batch, worker, done, None if processes > 1 else clock()):
            return False
        _write(path, content_of(one, batch, neighbours, read))
    return True


def _goes_on(batch: Batch, worker: str, done: int, at: datetime | None) -> bool:
    """Whether the batch is still this worker's; every few files it says that it lives."""
    held = Batch.objects.filter(pk=batch.pk, worker=worker)
    if at is not None and done % SAID_EVERY == 0:
        return bool(held.update(done=done, seen_at=at))
    return held.exists()


def _is_ours(batch: Batch, worker: str, at: datetime) -> bool:
    """Say how far the processes are."""
    held = Batch.objects.filter(pk=batch.pk, worker=worker)
    return bool(held.update(done=len(_made(_folder(batch))), seen_at=at))


def content_of(one: Wanted, batch: Batch, neighbours: Neighbours, read: Read) -> bytes:
    """The file as sent; of a unit that has sent nothing, a draft of now."""
    is_own = batch.is_own and one.filing.unit_id == batch.unit_id
    if not one.is_draft:
        return file_for_reader(one.filing, batch.form, is_own=is_own, neighbours=neighbours)
    sheet = live_sheet(one.filing, read)
    one.filing.narrative = one.filing.narrative or drafted_narrative(one.filing, sheet)
    return draft_for_reader(one.filing, sheet, batch.form, is_own=is_own, neighbours=neighbours)


def _claimed(batch: UUID, at: datetime) -> str | None:
    worker = uuid4().hex
    free = Q(state__in=[Batch.State.WAITING, Batch.State.FAILED]) | Q(
        state=Batch.State.RUNNING, seen_at__lt=at - GIVEN_UP_AFTER
    )
    taken = Batch.objects.filter(free, pk=batch).update(
        state=Batch.State.RUNNING, worker=worker, seen_at=at
    )
    return worker if taken else None


def _close(batch: Batch) -> None:
    """One archive out of the folder, put in place at once; then the folder goes."""
    folder, path = _folder(batch), archive_path(batch)
    folder.mkdir(parents=True, exist_ok=True)
    files = sorted(_made(folder))
    unfinished = path.with_suffix(".part")
    with ZipFile(unfinished, "w", ZIP_STORED) as archive:
        for one in files:
            entry = ZipInfo(str(one.relative_to(folder)), EPOCH)
            archive.writestr(entry, one.read_bytes())
    unfinished.replace(path)
    Batch.objects.filter(pk=batch.pk).update(
        state=Batch.State.DONE, done=len(files), total=len(files)
    )
    shutil.rmtree(folder, ignore_errors=True)


def _made(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file() and one.suffix != ".part"]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _folder(batch: Batch) -> Path:
    return Path(settings.MEDIA_ROOT) / "batches" / str(batch.pk)
