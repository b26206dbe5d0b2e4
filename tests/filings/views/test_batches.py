"""The page of an archive: ask, watch, leave, come back, fetch."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from binhyen.filings.models import Batch
from binhyen.filings.services.batches import make_batch
from tests.builders.accounts import officer_at
from tests.builders.filings import filing as opened
from tests.builders.filings import period, taken_in
from tests.builders.units import the_unit

NHU_THANH, THANH_HOA = "C16228n", "P38n"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def client_of(uid: str) -> Client:
    client = Client()
    client.force_login(officer_at(the_unit(uid), "REPORTER"))
    return client


class TestBatchPage:
    def test_is_watched_without_scripts_and_fetched_at_the_end(self) -> None:
        taken_in(opened(NHU_THANH, period("2026-M11")))
        client = client_of(THANH_HOA)
        address = reverse("filings:batches", args=[period("2026-M11").pk, THANH_HOA])
        page = client.post(address, {"form": "docx"}, follow=True)
        assert "Đang lập: 0/1 tệp" in page.content.decode()
        assert page["Refresh"] == "5"
        batch = Batch.objects.get()
        make_batch(batch=batch.pk, clock=timezone.now)
        page = client.get(reverse("filings:batch", args=[batch.pk]))
        assert "Đã lập xong 1 tệp" in page.content.decode()
        assert "Refresh" not in page
        file = client.get(reverse("filings:batch-file", args=[batch.pk]))
        assert b"".join(file.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
        assert "bao-cao-2026-m11-tinh-thanh-hoa-docx.zip" in file["Content-Disposition"]

    def test_does_not_exist_for_anybody_else(self) -> None:
        address = reverse("filings:batches", args=[period("2026-M11").pk, THANH_HOA])
        client_of(THANH_HOA).post(address, {"form": "docx"})
        batch = Batch.objects.get()
        for uid in (THANH_HOA, NHU_THANH):
            answer = client_of(uid).get(reverse("filings:batch", args=[batch.pk]))
            assert answer.status_code == 404
        assert client_of(NHU_THANH).get(address).status_code == 404
