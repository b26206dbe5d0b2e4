"""Reading, writing and confirming files, behind their page."""

from django.utils import timezone

from binhyen.kernel.background import is_left, run_behind
from binhyen.records.models import FileImport
from binhyen.records.services.file_imports import check_file, original_path
from binhyen.records.services.file_writing import confirm_file, write_file

SMALL_FILE = 80 * 1024
FEW_ROWS = 200
Work = FileImport.Work


def begin(file: FileImport) -> None:
    """Begin what a file waits for: a small one at once, a large one behind the page.

    Also begins again what a worker left. Safe to call whenever somebody looks.
    """
    if not file.work or not is_left(file.seen_at, timezone.now()):
        return
    if _is_small(file):
        DOES[Work(file.work)](file=file.pk, clock=timezone.now)
    else:
        run_behind(DOES[Work(file.work)], file=file.pk, clock=timezone.now)


def _is_small(file: FileImport) -> bool:
    if file.work == Work.CHECK:
        path = original_path(file)
        return path.exists() and path.stat().st_size < SMALL_FILE
    rows = file.new + file.known
    return rows <= (FEW_ROWS if file.work == Work.WRITE else FEW_ROWS // 10)


DOES = {Work.CHECK: check_file, Work.WRITE: write_file, Work.CONFIRM: confirm_file}
