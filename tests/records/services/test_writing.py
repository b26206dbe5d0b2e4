"""Writing down: once, however often it is sent; never over what another wrote meanwhile."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from binhyen.audit.models import AuditEntry
from binhyen.records import services
from binhyen.records.models import Record, RecordLink, RecordOrganiser, Revision
from binhyen.records.rules import book as book_of
from binhyen.records.rules.content import Content, ContentError
from tests.builders.records import NOON, make_officer, make_record, the_catalogue
from tests.builders.units import make_area, make_unit, the_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    the_catalogue()


def session(**said: Any) -> Content:
    content = {"kind": "SESSION", "title": "Phòng cháy", "on": "2026-11-14", **said}
    return book_of("ACTIVITY").parse(content)


class TestCreate:
    def test_keeps_a_draft_that_posts_nothing(self) -> None:
        commune = make_unit()
        officer = make_officer(commune)

        written = make_record(commune, officer)

        assert written.record.state == "DRAFT"
        assert written.record.fold_key == "phong chay chua chay dip cuoi nam"
        assert written.record.measures == [[1, "buổi", "EXACT"], [120, "lượt", "ABOUT"]]
        assert Revision.objects.get().content["participants"] == {"amount": 120, "hedge": "ABOUT"}
        entry = AuditEntry.objects.of("ACTIVITY", str(written.record.pk)).get()
        assert (entry.action, entry.detail) == ("record.created", {"revision": 1})

    def test_answers_a_retry_with_the_present_record(self) -> None:
        commune, key = make_unit(), uuid4()
        officer = make_officer(commune)
        make_record(commune, officer, id=key)
        services.write_revision(record=key, base_revision=1, content=session(), by=officer, at=NOON)

        again = make_record(commune, officer, id=key)

        assert (again.repeated, again.record.revision) == (True, 2)
        assert Revision.objects.count() == 2

    def test_refuses_an_id_that_said_something_else(self) -> None:
        commune, key = make_unit(), uuid4()
        officer = make_officer(commune)
        make_record(commune, officer, id=key)

        with pytest.raises(services.ConflictError):
            make_record(commune, officer, id=key, title="Việc khác")

    def test_warns_of_the_same_thing_in_another_book_of_the_commune(self) -> None:
        commune = make_unit()
        village = make_area(commune)
        officer = make_officer(commune)
        first = make_record(village, officer, title="Phòng cháy, chữa cháy, hoà giải")

        second = make_record(commune, officer, title="phòng cháy chữa cháy hòa giải")
        elsewhere = make_record(make_unit(), officer, title="phòng cháy chữa cháy hòa giải")

        assert second.duplicates == (first.record,)
        assert elsewhere.duplicates == ()

    def test_names_the_successor_of_a_unit_that_ended(self) -> None:
        old = the_unit("C16252b")

        with pytest.raises(ContentError) as refusal:
            make_record(old, make_officer(old))

        assert [r.field for r in refusal.value.refusals] == ["on"]
        assert refusal.value.refusals[0].sentence == (
            "Xã Hải Long, huyện Như Thanh, tỉnh Thanh Hóa kết thúc từ ngày 01/07/2025, nay là "
            "xã Như Thanh, tỉnh Thanh Hóa. Ghi vào sổ của xã Như Thanh, tỉnh Thanh Hóa."
        )
        assert not Record.objects.exists()

    def test_names_what_the_place_was_before(self) -> None:
        with pytest.raises(ContentError) as refusal:
            make_record(the_unit("C16228n"), make_officer(make_unit()), on="2024-03-01")

        assert "có từ ngày 01/07/2025" in refusal.value.refusals[0].sentence

    def test_refuses_a_day_to_come_in_vietnam(self) -> None:
        with pytest.raises(ContentError) as refusal:
            make_record(make_unit(), make_officer(make_unit()), on="2026-11-17")

        assert refusal.value.refusals[0] == (
            "on",
            "Ngày này không thể sau hôm nay, 16/11/2026.",
        )

    def test_refuses_a_scheme_nobody_wrote_down(self) -> None:
        with pytest.raises(ContentError) as refusal:
            make_record(make_unit(), make_officer(make_unit()), schemes=[str(uuid4())])

        assert refusal.value.refusals[0].field == "schemes.0"

    def test_links_the_schemes_it_names(self) -> None:
        commune = make_unit()
        officer = make_officer(commune)
        scheme = make_record(
            commune,
            officer,
            book="SCHEME",
            title="Tổ an ninh công nhân",
            field="WORKERS",
            existing_on="2026-01-01",
        ).record

        activity = make_record(commune, officer, schemes=[str(scheme.pk)]).record

        link = RecordLink.objects.get()
        assert (link.record_id, link.named_id, link.kind) == (
            activity.pk,
            scheme.pk,
            "NAMES_SCHEME",
        )


class TestWriteRevision:
    def test_refuses_a_stale_write_and_shows_both(self) -> None:
        commune = make_unit()
        officer = make_officer(commune)
        record = make_record(commune, officer).record
        services.write_revision(
            record=record.pk, base_revision=1, content=session(), by=officer, at=NOON
        )

        with pytest.raises(services.StaleRevisionError) as refusal:
            services.write_revision(
                record=record.pk,
                base_revision=1,
                content=session(title="Khác"),
                by=officer,
                at=NOON,
            )

        assert refusal.value.present.number == 2
        assert refusal.value.offered is not None
        assert Record.objects.get().title == "Phòng cháy"

    def test_answers_a_retry_with_the_present_record(self) -> None:
        commune = make_unit()
        officer = make_officer(commune)
        key = make_record(commune, officer).record.pk
        for base, title in ((1, "Hai"), (2, "Ba")):
            services.write_revision(
                record=key, base_revision=base, content=session(title=title), by=officer, at=NOON
            )

        again = services.write_revision(
            record=key, base_revision=1, content=session(title="Hai"), by=officer, at=NOON
        )

        assert (again.repeated, again.record.revision, again.record.title) == (True, 3, "Ba")

    def test_is_refused_once_voided(self) -> None:
        commune = make_unit()
        officer = make_officer(commune, "RECORDER", "VERIFIER")
        key = make_record(commune, officer).record.pk
        services.confirm(record=key, by=officer, at=NOON)
        services.void(record=key, reason="Ghi nhầm.", by=officer, at=NOON)

        with pytest.raises(services.WrongStateError):
            services.write_revision(
                record=key, base_revision=1, content=session(), by=officer, at=NOON
            )


class TestDiscard:
    def test_takes_a_draft_out_of_every_list(self) -> None:
        commune = make_unit()
        officer = make_officer(commune)
        record = make_record(commune, officer).record

        services.discard(record=record.pk, by=officer, at=NOON)

        assert list(Record.objects.kept()) == []

    def test_is_refused_for_what_has_counted(self) -> None:
        commune = make_unit()
        officer = make_officer(commune, "RECORDER", "VERIFIER")
        key = make_record(commune, officer).record.pk
        services.confirm(record=key, by=officer, at=NOON)

        with pytest.raises(services.WrongStateError):
            services.discard(record=key, by=officer, at=NOON)


class TestJoin:
    def test_says_the_unit_was_there(self) -> None:
        commune, women = make_unit(), make_unit()
        officer = make_officer(women)
        record = make_record(commune, make_officer(commune), organisers=(women.pk,)).record
        assert list(Record.objects.held_by([women.pk])) == [record]

        services.join(record=record.pk, unit=women.pk, by=officer, at=NOON)

        assert RecordOrganiser.objects.get().joined_by == officer

    def test_is_refused_for_a_unit_not_named(self) -> None:
        commune = make_unit()
        record = make_record(commune, make_officer(commune)).record

        with pytest.raises(services.WrongStateError):
            services.join(record=record.pk, unit=make_unit().pk, by=make_officer(commune), at=NOON)


class TestRevisions:
    def test_stand_as_they_were_written(self) -> None:
        commune = make_unit()
        make_record(commune, make_officer(commune))

        with pytest.raises(IntegrityError), transaction.atomic():
            Revision.objects.update(content={"title": "Khác"})
        with pytest.raises(IntegrityError), transaction.atomic():
            Revision.objects.all()._raw_delete("default")  # noqa: SLF001 -- around the ORM's guard
