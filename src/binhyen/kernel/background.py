"""Work behind a page: a thread beside the server's own, begun once the request is written.

No queue of a library: work that is asked for a few times a day and goes on by itself after a worker
was killed. Who does it says so in the row it works on (a worker's name, when it was last seen); one
not seen for a minute is given up, and whoever looks next begins again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread
from typing import ParamSpec

from django.db import connections, transaction

P = ParamSpec("P")
GIVEN_UP_AFTER = timedelta(minutes=1)
Clock = Callable[[], datetime]


def is_left(seen_at: datetime | None, now: datetime) -> bool:
    """Whether nobody was seen at it for so long that somebody else may begin."""
    return seen_at is None or seen_at < now - GIVEN_UP_AFTER


def run_behind(work: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
    """Run *work* in a thread of its own as soon as what this request wrote is there."""

    def run() -> None:
        try:
            work(*args, **kwargs)
        finally:
            connections.close_all()

    transaction.on_commit(Thread(target=run, daemon=True).start)
