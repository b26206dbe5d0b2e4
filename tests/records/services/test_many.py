"""Many records at once: the same checks, log and figures as one by one, all of them or none."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.audit.models import AuditEntry
from binhyen.ledger.models import Balance, Declared, Entry, Line
from binhyen.ledger.rules.measures import FIELDS
from binhyen.ledger.services.checking import problems
from binhyen.records import services
from binhyen.records.models import Record, RecordOrganiser, Revision
from binhyen.records.rules import book as book_of
from binhyen.records.services import Draft
from tests.builders.ledger import figure
from tests.builders.records import (
    NOON,
    TODAY,
    make_confirmed,
    make_officer,
    make_record,
    the_catalogue,
)
from tests.builders.units import make_area, the_unit

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {
    "indicator": "TT02",
    "amount": 1000,
    "from": "2025-12-15",
    "to": "2026-11-14",
    "document": "Báo cáo năm 2026",
}
AUTUMN = (date(2026, 9, 1), date(2026, 11, 16))


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    the_catalogue()


def session(unit: int, title: str, people: int = 40, on: str = "2026-11-14", **more: Any) -> Draft:
    said = {"kind": "SESSION", "title": title, "on": on, "participants": {"amount": people}}
    return Draft(unit, book_of("ACTIVITY").parse(said), **more)


def sheet_of(unit: int, rows: int, name: str = "Buổi thứ") -> list[Draft]:
    return [session(unit, f"{name} {row}", 10 + row) for row in range(rows)]


def balances() -> set[tuple[Any, ...]]:
    return set(Balance.objects.values_list("unit", "own", "indicator", "bucket", *FIELDS))


class TestCreateMany:
    def test_writes_drafts_in_the_order_of_the_sheet(self) -> None:
        commune = the_unit("C16228n")
        village, front = make_area(commune), the_unit("C16249n")
        author = make_officer(commune)
        drafts = [
            session(village.pk, "Buổi ở thôn", organisers=(front.pk,)),
            session(commune.pk, "Buổi ở xã", on_behalf_of="trưởng thôn"),
        ]

        written = services.create_many(book="ACTIVITY", drafts=drafts, by=author, at=NOON)

        assert [one.record.title for one in written] == ["Buổi ở thôn", "Buổi ở xã"]
        assert set(Record.objects.values_list("state", flat=True)) == {"DRAFT"}
        assert RecordOrganiser.objects.get().record_id == written[0].record.pk
        assert Revision.objects.get(record=written[1].record).on_behalf_of == "trưởng thôn"
        assert not Line.objects.exists()

    def test_logs_every_record(self) -> None:
        commune = the_unit("C16228n")
        drafts = sheet_of(commune.pk, 3)

        written = services.create_many(
            book="ACTIVITY", drafts=drafts, by=make_officer(commune), at=NOON
        )

        logged = AuditEntry.objects.filter(action="record.created")
        assert sorted(logged.values_list("subject_id", flat=True)) == sorted(
            str(one.record.pk) for one in written
        )
        assert {(e.subject, e.unit_id, e.detail["revision"]) for e in logged} == {
            ("ACTIVITY", commune.pk, 1)
        }

    def test_tells_every_wrong_row_and_writes_none(self) -> None:
        commune = the_unit("C16228n")
        ended = the_unit("C16252b")
        drafts = [
            session(commune.pk, "Buổi đúng"),
            session(commune.pk, "Buổi ngày mai", on="2026-11-17"),
            session(ended.pk, "Buổi ở xã đã sáp nhập"),
        ]
        said = services.check_many(book="ACTIVITY", drafts=drafts, today=TODAY)

        with pytest.raises(services.ManyRefusedError) as refused:
            services.create_many(book="ACTIVITY", drafts=drafts, by=make_officer(commune), at=NOON)

        assert refused.value.refusals == said
        assert {place: [one.field for one in found] for place, found in said.items()} == {
            1: ["on"],
            2: ["on"],
        }
        assert "16/11/2026" in said[1][0].sentence
        assert "nay là" in said[2][0].sentence
        assert not Record.objects.exists()

    def test_answers_a_retry_with_what_was_written(self) -> None:
        commune = the_unit("C16228n")
        author = make_officer(commune)
        drafts = [session(commune.pk, f"Buổi {row}", id=uuid4()) for row in range(3)]
        services.create_many(book="ACTIVITY", drafts=drafts[:2], by=author, at=NOON)

        written = services.create_many(book="ACTIVITY", drafts=drafts, by=author, at=NOON)

        assert [one.repeated for one in written] == [True, True, False]
        assert [one.record.pk for one in written] == [one.id for one in drafts]
        assert Record.objects.count() == 3

    def test_refuses_an_id_that_said_something_else(self) -> None:
        commune = the_unit("C16228n")
        author = make_officer(commune)
        key = uuid4()
        services.create_many(
            book="ACTIVITY", drafts=[session(commune.pk, "Một", id=key)], by=author, at=NOON
        )
        other = [session(commune.pk, "Hai", id=key), session(commune.pk, "Ba")]

        with pytest.raises(services.ConflictError):
            services.create_many(book="ACTIVITY", drafts=other, by=author, at=NOON)

        assert Record.objects.count() == 1

    def test_refuses_one_id_for_two_rows(self) -> None:
        commune = the_unit("C16228n")
        key = uuid4()
        twice = [session(commune.pk, "Một", id=key), session(commune.pk, "Hai", id=key)]

        said = services.check_many(book="ACTIVITY", drafts=twice, today=TODAY)

        assert [(place, one[0].field) for place, one in said.items()] == [(1, "id")]

    def test_warns_of_duplicates_in_the_book_and_in_the_sheet(self) -> None:
        commune, other = the_unit("C16228n"), the_unit("C16249n")
        author = make_officer(commune)
        before = make_record(commune, author, title="Buổi đã ghi").record
        drafts = [
            session(commune.pk, "Buổi đã ghi"),
            session(commune.pk, "Buổi ghi hai lần"),
            session(make_area(commune).pk, "Buổi ghi hai lần"),
            session(other.pk, "Buổi ghi hai lần"),
        ]

        written = services.create_many(book="ACTIVITY", drafts=drafts, by=author, at=NOON)

        keys = [one.record.pk for one in written]
        assert [[other.pk for other in one.duplicates] for one in written] == [
            [before.pk],
            [keys[2]],
            [keys[1]],
            [],
        ]

    def test_costs_no_more_queries_for_more_rows(self) -> None:
        commune = the_unit("C16228n")
        author = make_officer(commune)
        costs = []
        for rows in (2, 30):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                services.create_many(
                    book="ACTIVITY",
                    drafts=sheet_of(commune.pk, rows, f"Một trong {rows}"),
                    by=author,
                    at=NOON,
                )
            costs.append(len(queries))
        assert costs[1] <= costs[0]


class TestConfirmMany:
    def test_makes_the_figures_that_one_by_one_makes(self) -> None:
        commune = the_unit("C16228n")
        village = make_area(commune)
        author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        drafts = [*sheet_of(commune.pk, 5), *sheet_of(village.pk, 5)]
        one_by_one = services.create_many(book="ACTIVITY", drafts=drafts, by=author, at=NOON)
        for one in one_by_one:
            services.confirm(record=one.record.pk, by=verifier, at=NOON)
        wanted = balances()
        for one in one_by_one:
            services.void(record=one.record.pk, reason="ghi lại", by=verifier, at=NOON)
        written = services.create_many(book="ACTIVITY", drafts=drafts, by=author, at=NOON)

        confirmed = services.confirm_many(
            records=[one.record.pk for one in written], by=verifier, at=NOON
        )

        sums = {row[:-1] for row in balances()}  # the last column counts the voided lines too
        assert sums == {row[:-1] for row in wanted}
        assert {(r.state, r.confirmed_revision) for r in confirmed} == {("CONFIRMED", 1)}
        assert figure("C16228n", "TT01", *AUTUMN).amount == 10
        assert problems() == []

    def test_logs_and_signs_every_record(self) -> None:
        commune = the_unit("C16228n")
        author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        written = services.create_many(
            book="ACTIVITY", drafts=sheet_of(commune.pk, 3), by=author, at=NOON
        )
        keys = [one.record.pk for one in written]

        services.confirm_many(records=keys, by=verifier, at=NOON)

        logged = AuditEntry.objects.filter(action="record.confirmed")
        assert sorted(logged.values_list("subject_id", flat=True)) == sorted(map(str, keys))
        signed = Revision.objects.values_list("confirmed_by", "self_confirmed")
        assert set(signed) == {(verifier.pk, False)}
        assert Entry.objects.filter(record__in=keys, by=verifier.pk).count() == 3

    def test_draws_a_declaration_down_once_for_all(self) -> None:
        commune = the_unit("C16228n")
        author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        total = make_confirmed(commune, author, verifier, book="DECLARATION", **SAID)
        within = [
            *(session(commune.pk, f"Trong số khai {n}", 100) for n in range(3)),
            session(commune.pk, "Ngoài số khai", 7, within=[]),
        ]
        written = services.create_many(book="ACTIVITY", drafts=within, by=author, at=NOON)

        services.confirm_many(records=[one.record.pk for one in written], by=verifier, at=NOON)

        whole = figure("C16228n", "TT02", date(2025, 12, 15), date(2026, 11, 14))
        assert (whole.amount, whole.declared_amount) == (1007, 700)
        entries = Entry.objects.filter(record=total.pk).order_by("pk")
        assert [entry.kind for entry in entries] == [2, 9, 2]
        assert problems() == []

    def test_takes_declarations_among_them(self) -> None:
        commune = the_unit("C16228n")
        author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        declared = make_record(commune, author, book="DECLARATION", **SAID)
        held = make_record(commune, author)

        services.confirm_many(records=[declared.record.pk, held.record.pk], by=verifier, at=NOON)

        assert Declared.objects.get().pk == declared.record.pk
        whole = figure("C16228n", "TT02", date(2025, 12, 15), date(2026, 11, 14))
        assert (whole.amount, whole.declared_amount) == (1000, 880)
        assert problems() == []

    def test_confirms_none_when_one_waits_no_more(self) -> None:
        commune = the_unit("C16228n")
        author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        done = make_confirmed(commune, author, verifier)
        waiting = make_record(commune, author, title="Còn chờ").record
        lines = Line.objects.count()

        with pytest.raises(services.WrongStateError) as refused:
            services.confirm_many(records=[waiting.pk, done.pk], by=verifier, at=NOON)

        assert refused.value.record == done
        assert Record.objects.get(pk=waiting.pk).state == "DRAFT"
        assert Line.objects.count() == lines

    def test_refuses_the_author_where_another_verifier_is_there(self) -> None:
        commune = the_unit("C16228n")
        author = make_officer(commune, "RECORDER", "VERIFIER")
        make_officer(commune, "VERIFIER")
        written = services.create_many(
            book="ACTIVITY", drafts=sheet_of(commune.pk, 2), by=author, at=NOON
        )

        with pytest.raises(services.OwnRecordError):
            services.confirm_many(records=[one.record.pk for one in written], by=author, at=NOON)

    def test_costs_no_more_queries_for_more_records(self) -> None:
        commune = the_unit("C16228n")
        author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        costs = []
        for rows in (2, 30):
            written = services.create_many(
                book="ACTIVITY",
                drafts=sheet_of(commune.pk, rows, f"Một trong {rows}"),
                by=author,
                at=NOON,
            )
            with CaptureQueriesContext(connection) as queries:
                services.confirm_many(
                    records=[one.record.pk for one in written], by=verifier, at=NOON
                )
            costs.append(len(queries))
        assert costs[1] <= costs[0]
