"""Confirming and voiding: what counts, from which moment, by whose word."""

from typing import Any, ClassVar
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.audit.models import AuditEntry
from binhyen.ledger.models import Entry, Line, Standing
from binhyen.records import services
from binhyen.records.models import Record, Revision
from binhyen.records.rules import book as book_of
from binhyen.records.rules.content import ContentError
from tests.builders.records import NOON, make_confirmed, make_officer, make_record, the_catalogue
from tests.builders.units import make_area, make_unit, the_unit

pytestmark = pytest.mark.django_db
FEW = 11  # head; lock, take, sign; map, declarations; entry, lines, standing, sums; log


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    the_catalogue()


def standing_lines(record: Record) -> dict[str, int]:
    entry = Standing.objects.get(pk=record.pk).entry_id
    rows = Line.objects.filter(entry=entry).values_list("indicator__code", "amount")
    return dict(rows)


class TestConfirm:
    def test_posts_what_the_record_says_at_its_unit(self) -> None:
        commune = the_unit("C16228n")
        village = make_area(commune)
        written = make_record(village, make_officer(village))
        verifier = make_officer(commune, "VERIFIER")

        record = services.confirm(record=written.record.pk, by=verifier, at=NOON)

        assert (record.state, record.confirmed_revision) == ("CONFIRMED", 1)
        assert standing_lines(record) == {"TT01": 1, "TT02": 120}
        assert set(Line.objects.values_list("unit", flat=True)) == {village.pk}
        revision = Revision.objects.get(record=record)
        assert (revision.confirmed_by, revision.self_confirmed) == (verifier, False)
        actions = list(
            AuditEntry.objects.of("ACTIVITY", str(record.pk))
            .order_by("pk")
            .values_list("action", flat=True)
        )
        assert actions == ["record.created", "record.confirmed"]

    def test_of_a_session_takes_few_statements(self) -> None:
        commune = the_unit("C16228n")
        village, verifier = make_area(commune), make_officer(commune, "VERIFIER")
        make_confirmed(village, make_officer(village), verifier)  # what is kept is there now
        written = make_record(village, make_officer(village))

        with CaptureQueriesContext(connection) as queries:
            services.confirm(record=written.record.pk, by=verifier, at=NOON)

        said = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
        assert len(said) <= FEW, said

    def test_refuses_the_author_where_another_verifier_is_there(self) -> None:
        commune = the_unit("C16228n")
        author = make_officer(commune, "RECORDER", "VERIFIER")
        make_officer(commune, "VERIFIER")
        written = make_record(commune, author)

        with pytest.raises(services.OwnRecordError) as refusal:
            services.confirm(record=written.record.pk, by=author, at=NOON)

        assert refusal.value.sentence == ("Đồng chí đã ghi bản này nên cần người thứ hai xác nhận.")
        assert Record.objects.get().state == "DRAFT"
        assert not Line.objects.exists()

    def test_marks_it_self_confirmed_where_the_author_is_alone(self) -> None:
        commune = the_unit("C16228n")
        author = make_officer(commune, "RECORDER", "VERIFIER")
        written = make_record(commune, author)

        services.confirm(record=written.record.pk, by=author, at=NOON)

        assert Revision.objects.get().self_confirmed

    def test_replaces_the_earlier_revision_only_at_that_moment(self) -> None:
        commune = the_unit("C16228n")
        author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        record = make_confirmed(commune, author, verifier)
        content = book_of("ACTIVITY").parse(
            {
                "kind": "SESSION",
                "title": "Phòng cháy, chữa cháy dịp cuối năm",
                "on": "2026-11-14",
                "participants": {"amount": 102},
            }
        )
        services.write_revision(
            record=record.pk, base_revision=1, content=content, by=author, at=NOON
        )
        assert standing_lines(record)["TT02"] == 120

        services.confirm(record=record.pk, by=verifier, at=NOON)

        assert standing_lines(record)["TT02"] == 102
        kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
        assert kinds == [Entry.Kind.RECORD, Entry.Kind.REVERSAL, Entry.Kind.RECORD]

    def test_refuses_a_second_time(self) -> None:
        commune = the_unit("C16228n")
        record = make_confirmed(commune, make_officer(commune), make_officer(commune, "VERIFIER"))

        with pytest.raises(services.WrongStateError):
            services.confirm(record=record.pk, by=make_officer(commune, "VERIFIER"), at=NOON)

    def test_refuses_a_revision_that_is_no_longer_the_newest(self) -> None:
        commune = the_unit("C16228n")
        written = make_record(commune, make_officer(commune))

        with pytest.raises(services.StaleRevisionError):
            services.confirm(
                record=written.record.pk, by=make_officer(commune), at=NOON, if_match=2
            )

    def test_places_the_end_of_a_scheme_at_what_its_unit_became(self) -> None:
        old, new = the_unit("C16252b"), the_unit("C16228n")
        author, verifier = make_officer(new), make_officer(new, "VERIFIER")

        record = make_confirmed(
            old,
            author,
            verifier,
            book="SCHEME",
            title="Dòng họ Lục tự quản",
            field="SECURITY",
            existing_on="2022-01-01",
            ended_on="2026-03-01",
        )

        rows = Line.objects.filter(indicator__code="MH02").order_by("pk")
        assert list(rows.values_list("unit", "amount")) == [(old.pk, 1), (new.pk, -1)]
        assert record.ends_on is not None

    def test_costs_few_queries(self, django_assert_max_num_queries: object) -> None:
        commune = the_unit("C16228n")
        author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        make_confirmed(commune, author, verifier)
        written = make_record(commune, author, title="Phòng, chống ma túy")

        with django_assert_max_num_queries(22):  # type: ignore[operator]
            services.confirm(record=written.record.pk, by=verifier, at=NOON)


class TestConfirmDeclaration:
    SAID: ClassVar[dict[str, Any]] = {
        "indicator": "TT02",
        "amount": 26000,
        "hedge": "NEARLY",
        "from": "2025-12-15",
        "to": "2026-11-14",
        "document": "Báo cáo năm 2026",
    }

    def test_always_needs_a_second_person(self) -> None:
        commune = the_unit("C16228n")
        author = make_officer(commune, "RECORDER", "VERIFIER")
        written = make_record(commune, author, book="DECLARATION", **self.SAID)

        with pytest.raises(services.OwnRecordError):
            services.confirm(record=written.record.pk, by=author, at=NOON)

    def test_is_drawn_down_by_a_record_confirmed_inside_it(self) -> None:
        commune = the_unit("C16228n")
        author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        declaration = make_confirmed(commune, author, verifier, book="DECLARATION", **self.SAID)
        written = make_record(commune, author)
        assert [c.declaration for c in services.covering(record=written.record.pk)] == [
            declaration.pk
        ]

        services.confirm(record=written.record.pk, by=verifier, at=NOON)

        assert standing_lines(declaration) == {"TT02": 25880}

    def test_leaves_it_alone_when_the_record_is_said_to_be_outside(self) -> None:
        commune = the_unit("C16228n")
        author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        declaration = make_confirmed(commune, author, verifier, book="DECLARATION", **self.SAID)
        written = make_record(commune, author)

        services.confirm(record=written.record.pk, by=verifier, at=NOON, within=[])

        assert standing_lines(declaration) == {"TT02": 26000}
        assert Revision.objects.get(record=written.record).within == []

    def test_refuses_an_overlap_without_nesting(self) -> None:
        commune = the_unit("C16228n")
        author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        make_confirmed(commune, author, verifier, book="DECLARATION", **self.SAID)
        later = self.SAID | {"from": "2026-06-15", "to": "2026-11-15"}
        written = make_record(commune, author, book="DECLARATION", **later)

        with pytest.raises(services.WrongStateError):
            services.confirm(record=written.record.pk, by=verifier, at=NOON)

        assert Record.objects.get(pk=written.record.pk).state == "DRAFT"


class TestVoid:
    def test_takes_every_line_out_and_keeps_the_reason(self) -> None:
        commune = the_unit("C16228n")
        verifier = make_officer(commune, "VERIFIER")
        record = make_confirmed(commune, make_officer(commune), verifier)

        voided = services.void(record=record.pk, reason="Ghi nhầm ngày.", by=verifier, at=NOON)

        assert (voided.state, voided.void_reason) == ("VOIDED", "Ghi nhầm ngày.")
        assert sum(Line.objects.values_list("sign", flat=True)) == 0
        assert sum(Line.objects.values_list("amount", flat=True)) == 0

    def test_needs_a_reason(self) -> None:
        commune = the_unit("C16228n")
        record = make_confirmed(commune, make_officer(commune), make_officer(commune, "VERIFIER"))

        with pytest.raises(ContentError) as refusal:
            services.void(record=record.pk, reason="  ", by=make_officer(commune), at=NOON)

        assert [r.field for r in refusal.value.refusals] == ["reason"]

    def test_is_for_what_has_counted_only(self) -> None:
        commune = make_unit()
        written = make_record(commune, make_officer(commune))

        with pytest.raises(services.WrongStateError):
            services.void(
                record=written.record.pk, reason="Thừa.", by=make_officer(commune), at=NOON
            )

    def test_of_an_unknown_record_finds_nothing(self) -> None:
        with pytest.raises(Record.DoesNotExist):
            services.void(record=uuid4(), reason="Thừa.", by=make_officer(make_unit()), at=NOON)
