import pytest

from binhyen.ledger.models import Standing
from binhyen.overview.selectors.checking import record_problems
from binhyen.records import services
from binhyen.records.models import Revision
from binhyen.units.models import Unit
from tests.builders.records import NOON, make_confirmed, make_officer, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Unit:
    return Unit.objects.get(uid="C16228n")


class TestRecordProblems:
    def test_are_none_through_the_life_of_records(self, commune: Unit) -> None:
        writer, other = make_officer(commune), make_officer(commune, "VERIFIER")
        make_record(commune, writer)
        make_confirmed(
            commune, writer, other, book="SCHEME", title="Camera an ninh", field="SECURITY",
            existing_on="2025-08-15", ratings=[{"on": "2026-01-01", "rating": "GOOD"}],
        )  # fmt: skip
        voided = make_confirmed(commune, writer, other)
        services.void(record=voided.pk, reason="Ghi trùng", by=other, at=NOON)

        assert list(record_problems()) == []

    def test_name_a_record_that_stands_for_no_line(self, commune: Unit) -> None:
        writer, other = make_officer(commune), make_officer(commune, "VERIFIER")
        record = make_confirmed(commune, writer, other)
        Standing.objects.filter(record=record.pk).delete()

        found = list(record_problems())

        assert len(found) == 1
        assert str(record.pk) in found[0]

    def test_compare_with_the_confirmed_revision_not_the_newest(self, commune: Unit) -> None:
        writer, other = make_officer(commune), make_officer(commune, "VERIFIER")
        record = make_confirmed(commune, writer, other)
        content = Revision.objects.get(record=record, number=1).content
        Revision.objects.create(
            record=record, number=2, content={**content, "sessions": 9}, author=writer, at=NOON
        )

        assert list(record_problems()) == []
