"""Filings on the machine at hand: `python -m bench.filings`, on the installation's own database.

Reads the nation's commune filings of one period as drafts; what it writes, it rolls back.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import django
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

PERIOD = "2026-M10"
PAGES = 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--period", default=PERIOD)
    parser.add_argument("--batch", action="store_true", help="also every report of the nation")
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.settings.embedded")
    django.setup()
    for measure in (page, word, consolidation, reminder):
        with transaction.atomic():
            measure(chosen.period)
            transaction.set_rollback(True)
    if chosen.batch:
        batch(chosen.period)


def say(name: str, seconds: float, limit: float, more: str = "") -> None:
    verdict = "" if seconds <= limit else "  OVER"
    print(f"{name:<42}{seconds * 1000:>10,.0f} ms  (limit {limit * 1000:,.0f}){verdict} {more}")


def _opened(key: str) -> "tuple[object, list[int]]":
    from binhyen.filings.models import Obligation  # noqa: PLC0415 -- after setup
    from binhyen.filings.selectors.regimes import movement_regime  # noqa: PLC0415
    from binhyen.filings.services.obligations import open_period  # noqa: PLC0415

    period = open_period(regime=movement_regime(), key=key, at=timezone.now())
    receivers = Obligation.objects.filter(period=period).values_list("to", "unit")
    counts: dict[int, list[int]] = {}
    for to, unit in receivers:
        counts.setdefault(to, []).append(unit)
    return period, max(counts.values(), key=len)


def _officer() -> "object":
    from binhyen.accounts.models import Officer  # noqa: PLC0415

    return Officer.objects.order_by("pk").first()


def page(key: str) -> None:
    """The page of a commune's filing, as its officer opens it."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from bench.measuring import percentile  # noqa: PLC0415
    from binhyen.accounts.models import Assignment, Officer  # noqa: PLC0415
    from binhyen.filings.services.filing import open_filing  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["*"]
    period, communes = _opened(key)
    officers = list(Officer.objects.order_by("pk")[:2])
    Assignment.objects.create(
        officer=officers[0], unit_id=communes[0], role="REPORTER", starts_on="2020-01-01",
        confirmed_by=officers[1],
    )  # fmt: skip
    filing = open_filing(period=period, unit=communes[0], by=officers[0], at=timezone.now())  # type: ignore[arg-type]
    client = Client()
    client.force_login(officers[0])
    taken = []
    for _ in range(PAGES):
        began = time.perf_counter()
        answer = client.get(f"/bao-cao/{filing.pk}/")
        taken.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.status_code
    say("filing page, p95", percentile(taken[2:], 0.95), 0.150)


def word(key: str) -> None:
    """One Word file out of the ledger: the sheet read, the words drafted, the file written."""
    from binhyen.filings.models import Filing  # noqa: PLC0415
    from binhyen.filings.selectors.drafting import drafted_narrative  # noqa: PLC0415
    from binhyen.filings.selectors.papers import draft_document  # noqa: PLC0415
    from binhyen.filings.selectors.sheets import live_sheet  # noqa: PLC0415
    from binhyen.rendering.services.word import render_docx  # noqa: PLC0415

    period, communes = _opened(key)
    taken = []
    for unit in communes[:20]:
        began = time.perf_counter()
        filing = Filing(period=period, unit_id=unit, version=1, state="DRAFT")  # type: ignore[misc]
        sheet = live_sheet(filing)
        filing.narrative = drafted_narrative(filing, sheet)
        render_docx(draft_document(filing, sheet))
        taken.append(time.perf_counter() - began)
    say("one Word file of a commune, median", sorted(taken)[len(taken) // 2], 0.300)


def consolidation(key: str) -> None:
    """The largest province, all communes accepted, read as one sheet."""
    from binhyen.filings.models import Filing, Obligation, Snapshot  # noqa: PLC0415
    from binhyen.filings.selectors.sheets import live_sheet  # noqa: PLC0415

    period, communes = _opened(key)
    officer = _officer()
    for place, unit in enumerate(communes):
        filing = Filing(period=period, unit_id=unit, version=1, state="DRAFT")  # type: ignore[misc]
        if place == 0:
            this = live_sheet(filing).columns
            cells: dict[str, dict[str, object]] = {}
            for column, rows in this.items():
                for row, cell in rows.items():
                    cells.setdefault(row, {})[column.value] = cell.stored()
        Filing.objects.filter(period=period, unit=unit).delete()  # type: ignore[misc]
        filing.state = "ACCEPTED"
        filing.save()
        Snapshot.objects.create(
            filing=filing,
            number=1,
            cells=cells,
            narrative={},
            taken_at=timezone.now(),
            by=officer,  # type: ignore[misc]
        )
    to = Obligation.objects.get(period=period, unit=communes[0]).to_id  # type: ignore[misc]
    sheet = live_sheet(Filing(period=period, unit_id=to, version=1, state="DRAFT"))  # type: ignore[misc]
    began = time.perf_counter()
    sheet = live_sheet(Filing(period=period, unit_id=to, version=1, state="DRAFT"))  # type: ignore[misc]
    say(f"consolidation of {sheet.received} communes", time.perf_counter() - began, 2.0)


def reminder(key: str) -> None:
    """Every late commune of the nation, province by province."""
    from binhyen.filings.models import Obligation  # noqa: PLC0415
    from binhyen.filings.services.talking import remind_late  # noqa: PLC0415

    period, _communes = _opened(key)
    receivers = set(Obligation.objects.filter(period=period).values_list("to", flat=True))  # type: ignore[misc]
    began = time.perf_counter()
    count = sum(
        remind_late(period=period, to=to, by=_officer(), at=timezone.now())  # type: ignore[arg-type]
        for to in receivers
    )
    say(f"reminder of {count} units", time.perf_counter() - began, 5.0)


def batch(key: str) -> None:
    """Every report of the nation as Word, by two processes, into one archive."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "all.zip"
        began = time.perf_counter()
        call_command("batch", unit="VN", period=key, drafts=True, out=out, stdout=sys.stderr)
        size = out.stat().st_size
        say(
            "every report of the nation as Word",
            time.perf_counter() - began,
            300,
            f"{size:,} bytes",
        )


if __name__ == "__main__":
    main()
