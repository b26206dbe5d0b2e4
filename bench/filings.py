"""Reports: the page, one Word file, a province's consolidation, reminders, the nation's archive.

Drafts of one month are read from the loaded year; what is written here is rolled back, except
the opened period itself.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.measuring import load_average, percentile
from bench.pages import officer_of
from binhyen.accounts.models import Assignment, Officer
from binhyen.filings.models import Filing, Obligation, Period, Snapshot
from binhyen.filings.selectors.drafting import drafted_narrative
from binhyen.filings.selectors.papers import draft_document
from binhyen.filings.selectors.regimes import movement_regime
from binhyen.filings.selectors.sheets import live_sheet
from binhyen.filings.services.filing import open_filing
from binhyen.filings.services.obligations import open_period
from binhyen.filings.services.talking import remind_late
from binhyen.rendering.services.word import render_docx
from binhyen.units.models import Level, Unit

MONTH = "2025-M10"
WORD_FILES, CONSOLIDATIONS = 20, 5
LIMITS = {"page": 150, "word": 300, "consolidation": 2_000, "reminder": 5_000, "archive": 300_000}


def measure_filings(*, asked: int, with_archive: bool) -> list[dict[str, Any]]:
    """Milliseconds of each, beside its limit; the archive is the nation's 3,321 communes."""
    period = open_period(regime=movement_regime(), key=MONTH, at=timezone.now())
    province = _largest(period)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    found = [
        _rolled_back("page", "báo cáo của một xã: trang, p95", lambda: _page(period, asked)),
        _rolled_back(
            "word",
            "một bản Word của xã, từ sổ cái",
            lambda: _word(period, province, min(asked, WORD_FILES)),
        ),
        _rolled_back(
            "consolidation",
            "tổng hợp của tỉnh nhiều xã nhất",
            lambda: _consolidation(period, province, min(asked, CONSOLIDATIONS)),
        ),
        _rolled_back("reminder", "nhắc mọi đơn vị quá hạn", lambda: _reminder(period)),
    ]
    if with_archive:
        found.append(_told("archive", "mọi báo cáo của xã dưới dạng Word", *_archive()))
    return found


def _rolled_back(key: str, name: str, measure: Callable[[], tuple[float, str]]) -> dict[str, Any]:
    with transaction.atomic():
        seconds, more = measure()
        transaction.set_rollback(True)
    return _told(key, name, seconds, more)


def _told(key: str, name: str, seconds: float, more: str) -> dict[str, Any]:
    found = {
        "name": name,
        "ms": round(seconds * 1000, 1),
        "limit": LIMITS[key],
        "more": more,
        "load": load_average(),
    }
    print(f"  {found}", flush=True)
    return found


def _largest(period: Period) -> int:
    """The province most communes send to."""
    senders = Obligation.objects.filter(period=period, unit__level=Level.COMMUNE)
    count: dict[int, int] = {}
    for to in senders.values_list("to", flat=True):
        count[to] = count.get(to, 0) + 1
    return max(count, key=lambda to: count[to])


def _senders(period: Period, to: int) -> list[Obligation]:
    return list(Obligation.objects.filter(period=period, to=to).order_by("unit"))


def _page(period: Period, asked: int) -> tuple[float, str]:
    """As a reader opens it; then as its writer, with what the books have overtaken: the slower."""
    commune = Unit.objects.get(uid="C16228n")
    officer = officer_of(commune.uid)
    filing = open_filing(period=period, unit=commune.pk, by=officer, at=timezone.now())
    read, _size = _opened(filing, officer, asked)
    Assignment.objects.create(
        officer=officer,
        unit=commune,
        role=Assignment.Role.REPORTER,
        starts_on=date(2015, 1, 1),
        confirmed_by=Officer.objects.get(username="bench.recorder"),
    )
    written, size = _opened(filing, officer, asked)
    told = [
        f"{percentile(one, share) * 1000:.0f}" for one in (written, read) for share in (0.5, 0.95)
    ]
    return (
        percentile(written, 0.95),
        f"p50 {told[0]} ms, {size // 1024} kB; người chỉ đọc p50 {told[2]}, p95 {told[3]} ms",
    )


def _opened(filing: Filing, officer: Officer, asked: int) -> tuple[list[float], int]:
    client = Client()
    client.force_login(officer)
    taken = []
    for _ in range(asked + 2):
        began = time.perf_counter()
        answer = client.get(reverse("filings:filing", args=[filing.pk]))
        taken.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.status_code
    return taken[2:], len(answer.content)


def _word(period: Period, province: int, files: int) -> tuple[float, str]:
    taken = []
    for one in _senders(period, province)[:files]:
        began = time.perf_counter()
        filing = Filing(period=period, unit_id=one.unit_id, version=1, state="DRAFT")
        sheet = live_sheet(filing)
        filing.narrative = drafted_narrative(filing, sheet)
        render_docx(draft_document(filing, sheet))
        taken.append(time.perf_counter() - began)
    return percentile(taken, 0.5), f"p95 {percentile(taken, 0.95) * 1000:.0f} ms"


def _consolidation(period: Period, province: int, times: int) -> tuple[float, str]:
    """One commune's report accepted as that of each; then the province's sheet."""
    officer, senders = officer_of("C16228n"), _senders(period, province)
    cells: dict[str, dict[str, Any]] = {}
    sample = live_sheet(Filing(period=period, unit_id=senders[0].unit_id))
    for column, rows in sample.columns.items():
        for row, cell in rows.items():
            cells.setdefault(row, {})[column.value] = cell.stored()
    for one in senders:
        filing = Filing.objects.create(
            period=period, unit_id=one.unit_id, version=1, state="ACCEPTED"
        )
        Snapshot.objects.create(
            filing=filing, number=1, cells=cells, narrative={}, taken_at=timezone.now(), by=officer
        )
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        sheet = live_sheet(Filing(period=period, unit_id=province, version=1, state="DRAFT"))
        taken.append(time.perf_counter() - began)
    return percentile(taken, 0.5), f"{sheet.received} xã, lần lâu nhất {max(taken) * 1000:.0f} ms"


def _reminder(period: Period) -> tuple[float, str]:
    receivers = set(Obligation.objects.filter(period=period).values_list("to", flat=True))
    officer = officer_of("C16228n")
    began = time.perf_counter()
    count = sum(
        remind_late(period=period, to=to, by=officer, at=timezone.now()) for to in receivers
    )
    return time.perf_counter() - began, f"{count} đơn vị"


def _archive() -> tuple[float, str]:
    """By two processes, into one zip."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "all.zip"
        began = time.perf_counter()
        call_command("batch", unit="VN", period=MONTH, drafts=True, out=out)
        return time.perf_counter() - began, f"{out.stat().st_size:,} bytes"
