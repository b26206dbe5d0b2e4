"""One writer: creates records and confirms them through the services, and says what it was told."""

import json
import os
import random
import sys
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import django

NOW = datetime(2026, 1, 4, 3, 0, tzinfo=UTC)
POSTS = {"SESSION": ("TT01", "TT02"), "LAUNCH": ("TT03", "TT04")}


def write(number: int, records: int, begin: float) -> dict[str, object]:
    from binhyen.accounts.models import Officer  # noqa: PLC0415 -- Django is set up first
    from binhyen.records import services  # noqa: PLC0415
    from binhyen.records.rules import book  # noqa: PLC0415
    from binhyen.units.models import Unit  # noqa: PLC0415

    rng = random.Random(number + begin)
    recorder, verifier = (Officer.objects.get(username=f"bench.{who}") for who in
                          ("recorder", "verifier"))  # fmt: skip
    villages = list(Unit.objects.filter(uid__startswith="A").values_list("pk", flat=True))
    taken: dict[str, list[float]] = {"create": [], "confirm": []}
    answered: Counter[str] = Counter()
    errors = 0

    def once(unit: int, *, counted: bool) -> None:
        kind = rng.choices(("SESSION", "LAUNCH"), (7, 3))[0]
        people = rng.randrange(1, 300)
        on = date(2025, 12, 1) + timedelta(days=rng.randrange(31))
        content = book("ACTIVITY").parse({
            "kind": kind, "title": f"Phòng cháy, chữa cháy {number}.{rng.random()}",
            "on": on.isoformat(), "participants": {"amount": people, "hedge": "EXACT"},
        })  # fmt: skip
        began = time.perf_counter()
        made = services.create(book="ACTIVITY", unit=unit, content=content, by=recorder, at=NOW)
        between = time.perf_counter()
        services.confirm(record=made.record.pk, by=verifier, at=NOW)
        ended = time.perf_counter()
        answered.update({POSTS[kind][0]: 1, POSTS[kind][1]: people})
        if counted:
            taken["create"].append((between - began) * 1000)
            taken["confirm"].append((ended - between) * 1000)

    for _ in range(5):
        once(rng.choice(villages), counted=False)
    time.sleep(max(0.0, begin - time.time()))
    started = time.perf_counter()
    for _ in range(records):
        try:
            once(rng.choice(villages), counted=True)
        except Exception as error:  # noqa: BLE001 -- counted and told, whatever it was
            errors += 1
            print(repr(error), file=sys.stderr)
    return {
        "seconds": time.perf_counter() - started,
        "create_ms": taken["create"],
        "confirm_ms": taken["confirm"],
        "answered": answered,
        "errors": errors,
    }


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.settings.test")
    django.setup()
    number, records, begin = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    print(json.dumps(write(number, records, begin)))


if __name__ == "__main__":
    main()
