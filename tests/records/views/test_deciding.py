"""Deciding in the browser: asked once, done once, said plainly."""

import pytest
from django.test import Client
from django.urls import reverse

from binhyen.accounts.models import Officer
from binhyen.ledger.models import Line
from binhyen.records.models import Record, RecordOrganiser, Revision
from tests.builders.records import make_confirmed, make_officer, make_record, the_catalogue
from tests.builders.units import make_unit

pytestmark = pytest.mark.django_db
DECLARED = {
    "book": "DECLARATION",
    "indicator": "TT02",
    "amount": 26000,
    "from": "2025-12-15",
    "to": "2026-11-14",
    "document": "Báo cáo số 12/BC-BCĐ",
}


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    the_catalogue()


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


class TestConfirmation:
    def test_counts_at_once_when_no_declaration_covers_it(self) -> None:
        commune = make_unit()
        record = make_record(commune, make_officer(commune)).record
        client = signed_in(make_officer(commune, "VERIFIER"))

        client.post(reverse("activities:confirmation", args=[record.pk]), {"revision": "1"})

        assert Record.objects.get().state == "CONFIRMED"

    def test_asks_first_where_a_declaration_covers_it(self) -> None:
        commune = make_unit()
        author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        make_confirmed(commune, author, verifier, **DECLARED)
        record = make_record(commune, author).record
        client = signed_in(verifier)
        address = reverse("activities:confirmation", args=[record.pk])

        asked = client.post(address, {"revision": "1"})
        assert "Việc này đã nằm trong số khai chưa?" in asked.content.decode()
        client.post(address, {"revision": "1", "answer": "outside"})

        record.refresh_from_db()
        assert record.state == "CONFIRMED"
        assert Revision.objects.get(record=record).within == []
        assert sum(
            Line.objects.filter(indicator__code="TT02").values_list("amount", flat=True)
        ) == (26120)

    def test_says_that_a_second_person_is_needed(self) -> None:
        commune = make_unit()
        author = make_officer(commune, "RECORDER", "VERIFIER")
        make_officer(commune, "VERIFIER")
        record = make_record(commune, author).record
        address = reverse("activities:confirmation", args=[record.pk])

        answer = signed_in(author).post(address, {"revision": "1"}, follow=True)

        assert "cần người thứ hai xác nhận" in answer.content.decode()
        assert Record.objects.get().state == "DRAFT"

    def test_is_refused_without_the_role(self) -> None:
        commune = make_unit()
        author = make_officer(commune)
        record = make_record(commune, author).record

        answer = signed_in(author).post(reverse("activities:confirmation", args=[record.pk]))

        assert answer.status_code == 403


class TestVoiding:
    def test_asks_for_the_reason_and_then_takes_it_out(self) -> None:
        commune = make_unit()
        verifier = make_officer(commune, "VERIFIER")
        record = make_confirmed(commune, make_officer(commune), verifier)
        client = signed_in(verifier)
        address = reverse("activities:voiding", args=[record.pk])

        assert client.post(address, {"reason": ""}).status_code == 422
        assert client.post(address, {"reason": "Ghi nhầm ngày."}).status_code == 302

        assert Record.objects.get().state == "VOIDED"


class TestDiscarding:
    def test_asks_once_and_throws_the_draft_away(self) -> None:
        commune = make_unit()
        author = make_officer(commune)
        record = make_record(commune, author).record
        client = signed_in(author)
        address = reverse("activities:discarding", args=[record.pk])

        assert client.get(address).status_code == 200
        client.post(address)

        assert list(Record.objects.kept()) == []


class TestJoining:
    def test_writes_down_that_the_unit_was_there(self) -> None:
        commune, other = make_unit(), make_unit()
        record = make_record(commune, make_officer(commune), organisers=(other.pk,)).record
        address = reverse("activities:joining", args=[record.pk])

        signed_in(make_officer(other)).post(address, {"unit": str(other.pk)})

        assert RecordOrganiser.objects.get().joined_at is not None
