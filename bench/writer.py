"""One writer: creates records and confirms them through the services, and says what it was told."""

import json
import os
import random
import sys
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import django

from bench.measuring import server_process, server_seconds

NOW = datetime(2026, 1, 4, 3, 0, tzinfo=UTC)
POSTS = {"SESSION": ("TT01", "TT02"), "LAUNCH": ("TT03", "TT04")}


class Writer:
    """One process writing and confirming sessions, timing each.

    *by_hand*: the same rows by SQL written by hand and prepared, with no program around it.
    """

    def __init__(self, number: int, seed: float, *, by_hand: bool = False) -> None:
        from binhyen.accounts.models import Officer  # noqa: PLC0415 -- Django is set up first
        from binhyen.units.models import Unit  # noqa: PLC0415

        self.number = number
        self.rng = random.Random(number + seed)
        self.recorder, self.verifier = (
            Officer.objects.get(username=f"bench.{who}") for who in ("recorder", "verifier")
        )
        areas = Unit.objects.filter(uid__startswith="A")
        self.villages = list(areas.values_list("pk", flat=True))
        self.taken: dict[str, list[float]] = {"create": [], "confirm": []}
        self.answered: Counter[str] = Counter()
        self.hand = None
        if by_hand:
            from bench.by_hand import Hand  # noqa: PLC0415

            self.hand = Hand(self.recorder, self.verifier, NOW)

    def content(self, kind: str, people: int) -> dict[str, object]:
        on = date(2025, 12, 1) + timedelta(days=self.rng.randrange(31))
        title = f"Phòng cháy, chữa cháy {self.number}.{self.rng.random()}"
        participants = {"amount": people, "hedge": "EXACT"}
        return {"kind": kind, "title": title, "on": on.isoformat(), "participants": participants}

    def once(self, *, counted: bool) -> None:
        from binhyen.records import services  # noqa: PLC0415
        from binhyen.records.rules import book  # noqa: PLC0415

        kind = self.rng.choices(("SESSION", "LAUNCH"), (7, 3))[0]
        people, unit = self.rng.randrange(1, 300), self.rng.choice(self.villages)
        said = self.content(kind, people)
        content = book("ACTIVITY").parse(said)
        began = time.perf_counter()
        if self.hand is not None:
            record = self.hand.create(unit, said)
        else:
            made = services.create(
                book="ACTIVITY", unit=unit, content=content, by=self.recorder, at=NOW
            )
            record = made.record.pk
        between = time.perf_counter()
        if self.hand is not None:
            self.hand.confirm(record, unit, said, POSTS[kind])
        else:
            services.confirm(record=record, by=self.verifier, at=NOW)
        ended = time.perf_counter()
        self.answered.update({POSTS[kind][0]: 1, POSTS[kind][1]: people})
        if counted:
            self.taken["create"].append((between - began) * 1000)
            self.taken["confirm"].append((ended - between) * 1000)


def write(number: int, records: int, seed: float, *, by_hand: bool) -> dict[str, object]:
    """Warm up, wait for the common start, write; what was answered and what went wrong."""
    writer = Writer(number, seed, by_hand=by_hand)
    errors = 0
    for _ in range(5):
        writer.once(counted=False)
    print("ready", flush=True)
    sys.stdin.readline()
    started, server = time.perf_counter(), server_process()
    spent = time.process_time() + server_seconds(server)
    for _ in range(records):
        try:
            writer.once(counted=True)
        except Exception as error:  # noqa: BLE001 -- counted and told, whatever it was
            errors += 1
            print(repr(error), file=sys.stderr)
    return {
        "seconds": time.perf_counter() - started,
        "cpu": time.process_time() + server_seconds(server) - spent,
        "create_ms": writer.taken["create"],
        "confirm_ms": writer.taken["confirm"],
        "answered": writer.answered,
        "errors": errors,
    }


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.settings.test")
    django.setup()
    number, records, seed = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    by_hand = sys.argv[4:] == ["by-hand"]
    print(json.dumps(write(number, records, seed, by_hand=by_hand)))


if __name__ == "__main__":
    main()
