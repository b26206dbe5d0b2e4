"""Writers: real processes that write records down and confirm them, all beginning at once."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from typing import Any

from bench.measuring import load_average, percentile
from binhyen.accounts.models import Assignment, Officer
from binhyen.ledger.models import Line
from binhyen.ledger.selectors.catalogue import indicator
from binhyen.ledger.selectors.figures import Query, figures
from binhyen.ledger.services.checking import balance_problems
from binhyen.units.models import Level, Unit

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


def measure_writing(writers: int, records: int) -> dict[str, Any]:
    """Let so many processes write so many records each; hold what they were answered to account."""
    before, lines = _figures(), Line.objects.count()
    answers = _let_write(writers, records)
    answered: Counter[str] = Counter()
    for answer in answers:
        answered.update(answer["answered"])
    after = _figures()
    grown = {code: after[code] - before[code] for code in TOUCHED}
    errors = sum(answer["errors"] for answer in answers)
    if errors == 0 and grown != {code: answered[code] for code in TOUCHED}:
        raise LostUpdateError(f"answered {dict(answered)}, the figures grew by {grown}")
    found = list(balance_problems((indicator(code) for code in TOUCHED), YEARS))
    if found:
        raise LostUpdateError("; ".join(found[:5]))
    return {
        "writers": writers,
        "records": sum(len(answer["confirm_ms"]) for answer in answers),
        "lines": Line.objects.count() - lines,
        "errors": errors,
        "load": load_average(),
        "seconds": max(answer["seconds"] for answer in answers),
        **_spread("create", [ms for answer in answers for ms in answer["create_ms"]]),
        **_spread("confirm", [ms for answer in answers for ms in answer["confirm_ms"]]),
    }


def _spread(name: str, taken: list[float]) -> dict[str, float]:
    return {
        f"{name}_{label}": round(percentile(taken, share), 2)
        for label, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))
    }


def _let_write(writers: int, records: int) -> list[dict[str, Any]]:
    """Begin when every process says that it is warm."""
    seed = str(time.time())  # every run writes records of its own
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.writer", str(number), str(records), seed],
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
