"""A workbook as an office fills it: read, held against the book, written down as drafts."""

import random
import time
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils import timezone
from openpyxl import Workbook

from bench.measuring import load_average
from bench.pages import COMMUNE, officer_of
from binhyen.records.models import FileImport
from binhyen.records.services.file_imports import check_file, take_in
from binhyen.records.services.file_writing import ask_to_write, write_file
from binhyen.units.models import Level, Unit, UnitVersion
from binhyen.units.selectors import own_names

HEADS = ("TT", "Thôn", "Loại việc", "Ngày", "Nội dung", "Lượt người")
LIMIT_SECONDS = 60


class NotTakenError(Exception):
    """A row was refused or left out: what is measured is a file that goes in whole."""


def measure_workbook(rows: int) -> dict[str, Any]:
    """Seconds from the file in hand to its rows in the book; all of it is rolled back."""
    commune, officer = Unit.objects.get(uid=COMMUNE), officer_of(COMMUNE)
    content = _workbook(commune, rows)
    with transaction.atomic():
        began = time.perf_counter()
        file = take_in(
            book="ACTIVITY", unit=commune, name="so.xlsx", content=content, by=officer,
            at=timezone.now(),
        )  # fmt: skip
        check_file(file=file.pk, clock=timezone.now)
        _hold(file, "CHECKED")
        between = time.perf_counter()
        ask_to_write(file=file, by=officer, at=timezone.now())
        write_file(file=file.pk, clock=timezone.now)
        ended = time.perf_counter()
        _hold(file, "WRITTEN")
        transaction.set_rollback(True)
    return {
        "rows": rows,
        "bytes": len(content),
        "read_seconds": between - began,
        "write_seconds": ended - between,
        "limit": LIMIT_SECONDS,
        "load": load_average(),
    }


def _hold(file: FileImport, state: str) -> None:
    file.refresh_from_db()
    if file.state != state:
        raise NotTakenError(f"{file.state}, not {state}")


def _workbook(commune: Unit, rows: int) -> bytes:
    """Sessions of December in the commune's villages, no two alike, below a title."""
    rng = random.Random(rows)
    today = timezone.localdate()
    lying = UnitVersion.objects.on(today).filter(parent=commune, unit__level=Level.AREA)
    villages = sorted(own_names(list(lying.values_list("unit_id", flat=True)), today).values())
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sổ")
    sheet.append(["SỔ THEO DÕI HOẠT ĐỘNG"])
    sheet.append(HEADS)
    for number in range(1, rows + 1):
        day = f"{rng.randrange(1, 32):02d}/12/2025"
        title = f"Tuyên truyền phòng cháy, buổi thứ {number}"
        people = rng.choice([rng.randrange(10, 300), f"khoảng {rng.randrange(10, 300)}"])
        sheet.append([number, rng.choice(villages), "Tuyên truyền", day, title, people])
    held = BytesIO()
    book.save(held)
    return held.getvalue()
