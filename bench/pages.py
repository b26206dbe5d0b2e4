"""Pages as a browser asks for them, through Django's test client, without the network."""

import time
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from bench.measuring import load_average, percentile
from binhyen.accounts.models import Assignment, Officer
from binhyen.units.models import Unit

COLD = 5
COMMUNE, PROVINCE, NATION = "C16228n", "P38n", "VN"


def measure_pages(asked: int) -> list[dict[str, Any]]:
    """Median and 95th percentile of each page, asked so often once it is warm."""
    found, cold = [], min(COLD, asked)
    for name, who, address in _pages():
        client = Client()
        client.force_login(officer_of(who))
        taken = []
        for number in range(cold + asked):
            began = time.perf_counter()
            answer = client.get(address)
            _ = answer.content
            if number >= cold:
                taken.append((time.perf_counter() - began) * 1000)
        found.append(
            {
                "page": name,
                "status": answer.status_code,
                "kb": round(len(answer.content) / 1024, 1),
                "p50": round(percentile(taken, 0.5), 1),
                "p95": round(percentile(taken, 0.95), 1),
                "load": load_average(),
            }
        )
        print(f"  {found[-1]}", flush=True)
    return found


def _pages() -> list[tuple[str, str, str]]:
    """(name, unit of the officer, address)."""
    year = "?period=2025"
    commune = reverse("overview:figure", kwargs={"code": "TT02", "uid": COMMUNE})
    province = reverse("overview:figure", kwargs={"code": "TT02", "uid": PROVINCE})
    both = reverse("overview:two-maps", args=[PROVINCE]) + "?period=2024"
    return [
        ("sổ hoạt động của một xã, năm 2025", COMMUNE, reverse("activities:list") + year),
        ("sổ hoạt động của một tỉnh, năm 2025", PROVINCE, reverse("activities:list") + year),
        ("trang đơn vị: một tỉnh", PROVINCE, reverse("units:unit", kwargs={"uid": PROVINCE})),
        ("trang chủ của xã", COMMUNE, reverse("overview:home")),
        ("trang chủ của tỉnh", PROVINCE, reverse("overview:home")),
        ("bản đồ cả nước của một chỉ tiêu, năm 2025", NATION, reverse("overview:map") + year),
        ("bản đồ một tỉnh của một chỉ tiêu, năm 2025", PROVINCE, reverse("overview:map") + year),
        ("hai bản đồ của một tỉnh", PROVINCE, both),
        ("một chỉ tiêu của một xã, mở ra", COMMUNE, commune + year),
        ("một chỉ tiêu của một tỉnh, mở ra", PROVINCE, province + year),
    ]


def officer_of(uid: str) -> Officer:
    unit = Unit.objects.get(uid=uid)
    officer, made = Officer.objects.get_or_create(
        username=f"bench.{uid.lower()}", defaults={"display_name": "cán bộ đo đạc", "unit": unit}
    )
    if made:
        other = Officer.objects.get(username="bench.recorder")
        for role in ("RECORDER", "LEADER"):
            Assignment.objects.create(
                officer=officer,
                unit=unit,
                role=role,
                starts_on=date(2015, 1, 1),
                confirmed_by=other,
            )
    return officer
