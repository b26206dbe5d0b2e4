"""What the server counts of itself, for Prometheus.

Under `binhyen serve` every worker writes its counts into a folder (PROMETHEUS_MULTIPROC_DIR, set
by the command) and whoever is asked adds them up.
"""

import os

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

requests = Counter(
    "binhyen_requests", "Requests answered", ["route", "method", "status"]
)  # fmt: skip
seconds = Histogram("binhyen_request_seconds", "Time to an answer", ["route"], buckets=SECONDS)
errors = Counter("binhyen_errors", "Requests that ended in an error of ours", ["route"])
too_fast = Counter("binhyen_too_fast", "Requests refused for their haste", ["what"])


def exposition() -> bytes:
    """Every worker's counts together, in Prometheus' text format."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return generate_latest(together)
