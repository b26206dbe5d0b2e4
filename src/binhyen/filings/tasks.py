"""Work behind a page: a thread beside the server's own.

No queue of a library: one kind of work, asked for a few times a period, resumable by itself.
"""

from threading import Thread
from uuid import UUID

from django.db import connections, transaction
from django.utils import timezone

from binhyen.filings.models import Batch
from binhyen.filings.services.batches import GIVEN_UP_AFTER, make_batch


def begin(batch: Batch) -> None:
    """Start a worker once the request is written; also one for a batch its worker left."""
    now = timezone.now()
    is_left = batch.state == Batch.State.RUNNING and (
        batch.seen_at is None or batch.seen_at < now - GIVEN_UP_AFTER
    )
    if batch.state == Batch.State.WAITING or is_left:
        transaction.on_commit(Thread(target=_work, args=(batch.pk,), daemon=True).start)


def _work(batch: UUID) -> None:
    try:
        make_batch(batch=batch, clock=timezone.now)
    finally:
        connections.close_all()
