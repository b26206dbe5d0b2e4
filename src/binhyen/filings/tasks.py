"""The making of archives, behind their page."""

from django.utils import timezone

from binhyen.filings.models import Batch
from binhyen.filings.services.batch_parts import cores
from binhyen.filings.services.batches import make_batch
from binhyen.kernel.background import is_left, run_behind


def begin(batch: Batch) -> None:
    """Start a worker once the request is written; also one for a batch its worker left."""
    left = batch.state == Batch.State.RUNNING and is_left(batch.seen_at, timezone.now())
    if batch.state == Batch.State.WAITING or left:
        run_behind(make_batch, batch=batch.pk, clock=timezone.now, processes=cores())
