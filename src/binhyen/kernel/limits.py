"""How often somebody may do something: a bucket that fills at a rate and saves up a little.

Counted in one process; a server with two workers lets through up to twice as much.
"""

import threading
from collections.abc import Hashable

MOST_BUCKETS = 10_000


class Buckets:
    """A bucket for each key: *rate* a second, at most *saved* at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left: dict[Hashable, tuple[float, float]] = {}

    def wait(self, key: Hashable, now: float, rate: float, saved: float) -> float:
        """Take one and give 0, or give the seconds until there is one again."""
        with self._lock:
            left, then = self._left.get(key, (saved, now))
            left = min(saved, left + (now - then) * rate)
            if left < 1:
                self._left[key] = (left, now)
                return (1 - left) / rate
            self._left[key] = (left - 1, now)
            if len(self._left) > MOST_BUCKETS:
                self._forget(now, rate, saved)
            return 0.0

    def forget_all(self) -> None:
        """Begin anew, as after a start of the process."""
        with self._lock:
            self._left = {}

    def _forget(self, now: float, rate: float, saved: float) -> None:
        """Drop what has filled up again: it is as if it had never been asked for."""
        self._left = {
            key: (left, then)
            for key, (left, then) in self._left.items()
            if left + (now - then) * rate < saved
        }
