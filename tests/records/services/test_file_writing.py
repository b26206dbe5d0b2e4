"""What a checked file becomes: all of its rows, or none; confirmed or thrown away together."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from binhyen.accounts.models import Assignment
from binhyen.audit.models import AuditEntry
from binhyen.records import services
from binhyen.records.models import FileImport, FileRow, Record, RecordLink, Revision
from binhyen.records.rules import book as book_of
from binhyen.records.services import file_writing
from binhyen.records.services.checking import OwnRecordError
from binhyen.records.services.file_writing import (
    NotReadyError,
    ask_to_confirm,
    ask_to_write,
    confirm_file,
    discard_file,
    write_file,
)
from tests.builders.imports import AT, NOW, checked, commune, written
from tests.builders.ledger import figure
from tests.builders.records import make_officer, make_record, the_catalogue
from tests.builders.sheets import HEADS, session, xls, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    the_catalogue()


THREE = xlsx([HEADS, session(1), session(2, people="hơn 50"), session(3, unit=None)])


class TestWriteFile:
    def test_makes_every_row_a_draft_as_if_typed(self) -> None:
        unit, officer = commune()

        file = written(unit, officer, THREE)

        typed = make_record(
            Record.objects.get(title="Phòng cháy, chữa cháy lần 2").unit, officer, at=AT,
            title="Phòng cháy, chữa cháy lần 2", on="2026-08-14",
            participants={"amount": 50, "hedge": "OVER"},
        )  # fmt: skip
        read = Record.objects.exclude(pk=typed.record.pk).get(title=typed.record.title)
        assert file.state == "WRITTEN"
        for name in ("book", "kind", "on", "measures", "state", "revision", "fold_key", "unit_id"):
            assert getattr(read, name) == getattr(typed.record, name)
        assert Revision.objects.get(record=read).content == typed.revision.content

    def test_is_told_in_the_log_of_the_file_and_of_each_record(self) -> None:
        unit, officer = commune()

        written(unit, officer, THREE)

        (entry,) = AuditEntry.objects.filter(action="file.written")
        assert entry.detail == {"records": 3}
        assert AuditEntry.objects.filter(action="record.created").count() == 3

    def test_of_the_same_file_twice_changes_nothing(self) -> None:
        unit, officer = commune()
        written(unit, officer, THREE)
        before = list(Record.objects.order_by("pk").values())

        again = checked(unit, officer, THREE)

        assert (again.new, again.known, again.wrong) == (0, 3, 0)
        with pytest.raises(NotReadyError):
            ask_to_write(file=again, by=officer, at=AT)
        assert list(Record.objects.order_by("pk").values()) == before

    def test_of_the_same_rows_in_another_order_and_format_knows_them(self) -> None:
        unit, officer = commune()
        written(unit, officer, THREE)
        day = date(2026, 8, 14)
        rows = [HEADS, session(3, unit=None, on=day), session(4), session(1, on=day, people="120")]

        again = checked(unit, officer, xls(rows))

        assert (again.new, again.known) == (1, 2)

    def test_of_rows_thrown_away_writes_them_anew(self) -> None:
        unit, officer = commune()
        discard_file(file=written(unit, officer, THREE), by=officer, at=AT)

        again = written(unit, officer, THREE)

        assert (again.state, again.new, again.known) == ("WRITTEN", 3, 0)
        assert Record.objects.kept().count() == 3

    def test_is_refused_while_one_row_is_wrong(self) -> None:
        unit, officer = commune()
        file = checked(unit, officer, xlsx([HEADS, session(1), session(2, people="nhiều")]))

        with pytest.raises(NotReadyError):
            ask_to_write(file=file, by=officer, at=AT)

        assert Record.objects.count() == 0

    def test_that_is_killed_in_the_middle_leaves_nothing(self, monkeypatch: Any) -> None:
        unit, officer = commune()
        file = checked(unit, officer, THREE)
        ask_to_write(file=file, by=officer, at=AT)

        def killed(*_args: object, **_kwargs: object) -> None:
            assert Record.objects.count() == 3  # they were on their way
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(file_writing, "note_file", killed)
            with pytest.raises(KeyboardInterrupt), transaction.atomic():
                write_file(file=file.pk, clock=lambda: NOW)
        assert (Record.objects.count(), Revision.objects.count()) == (0, 0)
        file.refresh_from_db()
        assert (file.state, file.work) == ("CHECKED", "WRITE")

        write_file(file=file.pk, clock=lambda: NOW + timedelta(minutes=2))
        assert Record.objects.count() == 3

    def test_by_two_workers_writes_once(self) -> None:
        unit, officer = commune()
        file = checked(unit, officer, THREE)
        ask_to_write(file=file, by=officer, at=AT)

        for late in (NOW, NOW + timedelta(minutes=2), NOW + timedelta(minutes=4)):
            write_file(file=file.pk, clock=partial(timezone.localtime, late))

        assert Record.objects.count() == 3
        assert AuditEntry.objects.filter(action="file.written").count() == 1

    def test_by_an_officer_whose_right_has_ended_is_checked_again_and_refused(self) -> None:
        unit, officer = commune()
        file = checked(unit, officer, THREE)
        ask_to_write(file=file, by=officer, at=AT)
        Assignment.objects.filter(officer=officer).update(ends_on=date(2026, 8, 1))

        write_file(file=file.pk, clock=lambda: NOW)

        file.refresh_from_db()
        assert (file.work, Record.objects.count()) == ("CHECK", 0)

    def test_links_activities_to_the_schemes_they_name(self) -> None:
        unit, officer = commune()
        scheme = make_record(
            unit, officer, book="SCHEME", title="Camera an ninh", field="SECURITY",
            founded_on="2026-01-05", at=AT,
        ).record  # fmt: skip
        rows = [[*HEADS, "Mô hình"], [*session(), "camera an ninh"]]

        written(unit, officer, xlsx(rows))

        (link,) = RecordLink.objects.all()
        assert (link.named_id, link.kind) == (scheme.pk, "NAMES_SCHEME")

    def test_of_a_scheme_nobody_knows_is_told(self) -> None:
        unit, officer = commune()
        rows = [[*HEADS, "Mô hình"], [*session(), "Tiếng kẻng"]]

        file = checked(unit, officer, xlsx(rows))

        (row,) = FileRow.objects.filter(file=file)
        assert row.faults[0][2] == "Không có mô hình “Tiếng kẻng” trong sổ."


class TestOtherBooks:
    def test_take_schemes_with_their_members(self) -> None:
        unit, officer = commune()
        heads = ["TT", "Tên mô hình", "Lĩnh vực", "Loại mô hình", "Ngày ra mắt", "Số thành viên",
                 "Số hộ", "Xếp loại ngày", "Xếp loại"]  # fmt: skip
        row = [1, "Camera an ninh", "ANTT", "Mắt thần", "15/3/2025", "khoảng 24", 60,
               "31/12/2025", "Tốt"]  # fmt: skip

        written(unit, officer, xlsx([heads, row]), book="SCHEME", as_of=date(2026, 8, 14))

        content = Revision.objects.get().content
        assert content["type_name"] == "Mắt thần"
        assert content["ratings"] == [{"on": "2025-12-31", "rating": "GOOD"}]
        assert content["counts"] == [
            {
                "on": "2026-08-14",
                "members": {"amount": 24, "hedge": "ABOUT"},
                "households": {"amount": 60, "hedge": "EXACT"},
            }
        ]

    def test_take_channels(self) -> None:
        unit, officer = commune()
        heads = ["STT", "Tên nhóm", "Nền tảng", "Ngày lập", "Ngày đếm", "Số thành viên"]
        row = [1, "Nhóm Zalo thôn", "Nhóm Zalo", "1/2/2026", "1/8/2026", "1.234"]

        written(unit, officer, xlsx([heads, row]), book="CHANNEL")

        content = Revision.objects.get().content
        assert (content["platform"], content["counts"][0]["members"]["amount"]) == ("ZALO", 1234)

    def test_take_teams(self) -> None:
        unit, officer = commune()
        heads = ["STT", "Tên tổ", "Loại tổ", "Năm thành lập"]

        written(unit, officer, xls([heads, [1, "Tổ 1", "Tổ liên gia", 2021]]), book="TEAM")

        content = Revision.objects.get().content
        assert (content["kind"], content["existing_on"]) == ("INTER_FAMILY", "2021-12-31")


class TestConfirmFile:
    def test_lets_every_record_of_the_file_count(self) -> None:
        unit, officer = commune()
        verifier = make_officer(unit, "VERIFIER")
        file = written(unit, officer, THREE)

        ask_to_confirm(file=file, is_outside=False, by=verifier, at=AT)
        confirm_file(file=file.pk, clock=lambda: NOW)

        file.refresh_from_db()
        assert (file.state, file.done) == ("CONFIRMED", 3)
        assert figure(unit.uid, "TT02", date(2026, 8, 1), date(2026, 8, 31)).amount == 290

    def test_is_refused_to_who_wrote_it_where_another_may(self) -> None:
        unit, officer = commune()
        file = written(unit, officer, THREE)
        Assignment.objects.filter(officer=officer).update(role="VERIFIER")
        make_officer(unit, "VERIFIER")

        with pytest.raises(OwnRecordError):
            ask_to_confirm(file=file, is_outside=False, by=officer, at=AT)

    def test_leaves_alone_what_somebody_changed_since(self) -> None:
        unit, officer = commune()
        verifier = make_officer(unit, "VERIFIER")
        file = written(unit, officer, THREE)
        changed = Record.objects.get(title="Phòng cháy, chữa cháy lần 1")
        content = book_of("ACTIVITY").parse(
            {"kind": "SESSION", "title": "Đã sửa", "on": "2026-08-14"}
        )
        services.write_revision(
            record=changed.pk, base_revision=1, content=content, by=officer, at=AT
        )

        ask_to_confirm(file=file, is_outside=False, by=verifier, at=AT)
        confirm_file(file=file.pk, clock=lambda: NOW)

        changed.refresh_from_db()
        assert changed.state == "DRAFT"
        assert Record.objects.filter(state="CONFIRMED").count() == 2

    def test_goes_on_where_a_worker_was_killed(self) -> None:
        unit, officer = commune()
        verifier = make_officer(unit, "VERIFIER")
        file = written(unit, officer, THREE)
        ask_to_confirm(file=file, is_outside=False, by=verifier, at=AT)
        first = Record.objects.order_by("pk").first()
        assert first is not None
        services.confirm(record=first.pk, by=verifier, at=AT)

        confirm_file(file=file.pk, clock=lambda: NOW)

        assert Record.objects.filter(state="CONFIRMED").count() == 3
        assert FileImport.objects.get(pk=file.pk).state == "CONFIRMED"


class TestDiscardFile:
    def test_throws_the_drafts_away_and_keeps_what_was_confirmed(self) -> None:
        unit, officer = commune()
        verifier = make_officer(unit, "VERIFIER")
        file = written(unit, officer, THREE)
        first = Record.objects.order_by("pk").first()
        assert first is not None
        services.confirm(record=first.pk, by=verifier, at=AT)

        assert discard_file(file=file, by=officer, at=AT) == 2

        assert [record.pk for record in Record.objects.kept()] == [first.pk]
        assert AuditEntry.objects.filter(action="file.discarded").count() == 1
