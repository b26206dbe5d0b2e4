"""All filings below a unit as one archive, made bit by bit and never twice."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from binhyen.filings.models import Batch, Filing
from binhyen.filings.selectors.batches import shared_out, wanted_files
from binhyen.filings.selectors.keeping import kept_file
from binhyen.filings.services.batches import archive_path, ask_for_batch, fill, make_batch
from binhyen.filings.services.sending import send
from binhyen.units.models import Unit
from tests.builders.filings import AFTER_ALL, filing, period
from tests.builders.ledger import clerk, post

NHU_THANH, THANH_HOA, XUAN_THAI = "C16228n", "P38n", "C16258n"
NAMES = ["xa-nhu-thanh-C16228n.docx", "xa-xuan-thai-C16258n.docx"]
IN_NOVEMBER = date(2026, 11, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sent() -> list[Filing]:
    found = []
    for uid in (NHU_THANH, XUAN_THAI):
        post(uid, "TT02", IN_NOVEMBER, 100)
        one = filing(uid, period("2026-M11"))
        found.append(send(filing=one.pk, revision=one.revision, by=clerk(), at=AFTER_ALL))
    return found


def asked(uid: str = THANH_HOA, *, with_drafts: bool = False) -> Batch:
    return ask_for_batch(
        period=period("2026-M11"), unit=Unit.objects.get(uid=uid), form="docx",
        with_drafts=with_drafts, is_own=True, by=clerk(), at=AFTER_ALL,
    )  # fmt: skip


def clock() -> datetime:
    return datetime(2027, 1, 10, 3, 0, tzinfo=UTC)


def archived(batch: Batch) -> dict[str, bytes]:
    with ZipFile(archive_path(batch)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class TestSharedOut:
    def test_keeps_together_what_one_unit_receives_where_there_are_many(self) -> None:
        of = period("2026-M11")
        wanted = wanted_files(of, Unit.objects.get(uid="VN").pk, "docx", with_drafts=True)
        shares = shared_out(wanted, 2)
        assert sorted(one.name for share in shares for one in share) == sorted(
            one.name for one in wanted
        )
        first, second = ({one.above for one in share} for share in shares)
        assert first.isdisjoint(second)
        assert abs(len(shares[0]) - len(shares[1])) < 100

    def test_parts_one_provinces_files_evenly(self) -> None:
        of = period("2026-M11")
        wanted = wanted_files(of, Unit.objects.get(uid=THANH_HOA).pk, "docx", with_drafts=True)
        assert [len(share) for share in shared_out(wanted, 2)] == [83, 83]


class TestMakeBatch:
    def test_holds_every_sent_filing_byte_for_byte(self, sent: list[Filing]) -> None:
        batch = asked()
        assert make_batch(batch=batch.pk, clock=clock)
        batch.refresh_from_db()
        assert (batch.state, batch.done, batch.total) == ("DONE", 2, 2)
        assert archived(batch) == {
            name: kept_file(one, "docx") for name, one in zip(NAMES, sent, strict=True)
        }
        assert not archive_path(batch).with_suffix("").exists()

    def test_goes_on_where_a_killed_worker_stopped(self, sent: list[Filing]) -> None:
        batch = asked()
        fill(batch, clock=clock, shard=(0, 2))
        (done,) = archive_path(batch).with_suffix("").rglob("*.docx")
        done.write_bytes(b"made before")
        done.with_name("half.docx.part").write_bytes(b"half")
        Batch.objects.filter(pk=batch.pk).update(
            state="RUNNING", worker="dead", seen_at=clock() - timedelta(minutes=2)
        )
        assert make_batch(batch=batch.pk, clock=clock)
        found = archived(batch)
        assert sorted(found) == NAMES
        assert list(found.values()).count(b"made before") == 1

    def test_leaves_a_batch_to_the_worker_that_lives(self, sent: list[Filing]) -> None:
        batch = asked()
        Batch.objects.filter(pk=batch.pk).update(state="RUNNING", worker="x", seen_at=clock())
        assert not make_batch(batch=batch.pk, clock=clock)
        assert not fill(batch, clock=clock, shard=(0, 1), worker="another")

    def test_can_hold_drafts_of_those_who_sent_nothing(self, sent: list[Filing]) -> None:
        batch = asked(with_drafts=True)
        assert batch.total == 166
        fill(batch, clock=clock, shard=(3, 166))
        (draft,) = archive_path(batch).with_suffix("").rglob("*.docx")
        assert draft.read_bytes().startswith(b"PK")

    def test_of_the_nation_lies_in_a_folder_a_province(self, sent: list[Filing]) -> None:
        batch = asked("VN")
        make_batch(batch=batch.pk, clock=clock)
        assert sorted(archived(batch)) == [f"tinh-thanh-hoa/{name}" for name in NAMES]

    def test_is_not_begun_twice(self, sent: list[Filing]) -> None:
        assert asked().pk == asked().pk
