"""Writers: real processes that write records down and confirm them, all beginning at once."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from typing import Any

from bench.measuring import load_average, percentile, server_process, server_seconds
from bench.writer import NOW
from binhyen.accounts.models import Assignment, Officer
from binhyen.ledger.models import Line
from binhyen.ledger.selectors.catalogue import indicator
from binhyen.ledger.selectors.figures import Query, figures
from binhyen.ledger.services.checking import balance_problems
from binhyen.records.rules import book
from binhyen.records.services import Draft, confirm_many, create_many
from binhyen.units.models import Level, Unit, UnitVersion
from binhyen.units.selectors import current_tree

TOUCHED = ("TT01", "TT02", "TT03", "TT04")
START, END = date(2025, 1, 1), date(2025, 12, 31)
YEARS = [(date(year - 1, 12, 15), date(year, 12, 14)) for year in (2025, 2026)]


class LostUpdateError(Exception):
    """A figure is not what the writers were answered."""


def officers() -> list[Officer]:
    """A recorder and a verifier for the whole nation; made once."""
    nation = Unit.objects.get(level=Level.NATION)
    found = []
    for name, role in (("bench.recorder", "RECORDER"), ("bench.verifier", "VERIFIER")):
        officer, made = Officer.objects.get_or_create(
            username=name, defaults={"display_name": "cán bộ đo đạc", "unit": nation}
        )
        found.append(officer)
        if made:
            Assignment.objects.create(
                officer=officer,
                unit=nation,
                role=role,
                starts_on=date(2015, 1, 1),
                acts_below=True,
            )
    return found


def measure_writing(writers: int, records: int, *, by_hand: bool = False) -> dict[str, Any]:
    """Let so many processes write so many records each; hold what they were answered to account."""
    before, lines = _figures(), Line.objects.count()
    answers = _let_write(writers, records, by_hand=by_hand)
    answered: Counter[str] = Counter()
    for answer in answers:
        answered.update(answer["answered"])
    after = _figures()
    grown = {code: after[code] - before[code] for code in TOUCHED}
    errors = sum(answer["errors"] for answer in answers)
    if errors == 0 and grown != {code: answered[code] for code in TOUCHED}:
        raise LostUpdateError(f"answered {dict(answered)}, the figures grew by {grown}")
    _hold_balances()
    return {
        "writers": writers,
        "by_hand": by_hand,
        "cpu_ms": sum(a["cpu"] for a in answers) * 1000 / (writers * records),
        "records": sum(len(answer["confirm_ms"]) for answer in answers),
        "lines": Line.objects.count() - lines,
        "errors": errors,
        "load": load_average(),
        "seconds": max(answer["seconds"] for answer in answers),
        **_spread("create", [ms for answer in answers for ms in answer["create_ms"]]),
        **_spread("confirm", [ms for answer in answers for ms in answer["confirm_ms"]]),
    }


def _hold_balances() -> None:
    found = list(balance_problems((indicator(code) for code in TOUCHED), YEARS))
    if found:
        raise LostUpdateError("; ".join(found[:5]))


def measure_sheet(records: int) -> dict[str, Any]:
    """Write so many sessions of one commune's villages, and confirm them, as a sheet comes in."""
    rng = random.Random(time.time())
    on_day = date(2025, 12, 1)
    tree = current_tree()
    commune = rng.choice([u for u, p in tree.places.items() if p.level == Level.COMMUNE])
    leaves = UnitVersion.objects.filter(parent=commune, unit__level__gt=Level.COMMUNE)
    villages = sorted(set(leaves.values_list("unit_id", flat=True))) or [commune]
    villages = [v for v in villages if current_tree(villages).valid(v, on_day)] or [commune]
    if not current_tree(villages).valid(villages[0], on_day):
        return measure_sheet(records)  # a commune of the old map
    recorder, verifier = officers()
    before, server = _figures(), server_process()
    began = time.perf_counter()
    spent = time.process_time() + server_seconds(server)
    drafts = [_drawn(rng, villages, number) for number in range(records)]
    written = create_many(book="ACTIVITY", drafts=drafts, by=recorder, at=NOW)
    between = time.perf_counter()
    confirm_many(records=[one.record.pk for one in written], by=verifier, at=NOW)
    ended = time.perf_counter()
    spent = time.process_time() + server_seconds(server) - spent
    if _figures()["TT01"] - before["TT01"] != records:
        raise LostUpdateError(f"{records} sessions were confirmed at once and not found")
    _hold_balances()
    return {
        "records": records,
        "create_seconds": between - began,
        "confirm_seconds": ended - between,
        "cpu_ms": spent * 1000 / records,
        "load": load_average(),
    }


def _drawn(rng: random.Random, villages: list[int], number: int) -> Draft:
    said = {
        "kind": "SESSION",
        "title": f"Buổi tuyên truyền {number}.{rng.random()}",
        "on": date(2025, 12, 1 + rng.randrange(31)).isoformat(),
        "participants": {"amount": rng.randrange(1, 300)},
    }
    return Draft(rng.choice(villages), book("ACTIVITY").parse(said))


def _spread(name: str, taken: list[float]) -> dict[str, float]:
    return {
        f"{name}_{label}": round(percentile(taken, share), 2)
        for label, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))
    }


def _let_write(writers: int, records: int, *, by_hand: bool) -> list[dict[str, Any]]:
    """Begin when every process says that it is warm."""
    seed = str(time.time())  # every run writes records of its own
    how = ["by-hand"] if by_hand else []
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.writer", str(number), str(records), seed, *how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": "src"},
        )
        for number in range(writers)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [json.loads(process.communicate()[0]) for process in processes]


def _figures() -> dict[str, int]:
    nation = Unit.objects.values_list("pk", flat=True).get(level=Level.NATION)
    return {
        code: int(figures(Query(code, nation, START, END))[0].amount or 0)
        + int(_declared_back(code, nation))
        for code in TOUCHED
    }


def _declared_back(code: str, nation: int) -> int:
    """What records took over of declarations does not raise a figure: count it beside it."""
    return -figures(Query(code, nation, START, END))[0].declared_amount
