"""The files of a filing: frozen when it is sent, the same bytes ever after."""

import hashlib
from datetime import UTC, date, datetime

import pytest

from binhyen.filings.models import Filing, Snapshot, SnapshotFile
from binhyen.filings.selectors.keeping import DamagedFileError, kept_file
from binhyen.filings.selectors.papers import sent_document
from binhyen.filings.selectors.sent import latest_snapshot
from binhyen.filings.selectors.sheets import live_sheet
from binhyen.filings.services.files import WRITERS, files_to_send
from binhyen.filings.services.filing import accept, submit
from tests.builders.filings import AFTER_ALL, filing, period
from tests.builders.ledger import clerk, post

NHU_THANH = "C16228n"
IN_NOVEMBER = date(2026, 11, 2)
A_YEAR_LATER = datetime(2028, 2, 1, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted() -> Filing:
    post(NHU_THANH, "TT02", IN_NOVEMBER, 1234)
    post(NHU_THANH, "TG01", IN_NOVEMBER, 3)
    one = filing(NHU_THANH, period("2026-M11"))
    sheet = live_sheet(one)
    files = files_to_send(one, sheet, AFTER_ALL.date())
    submit(filing=one.pk, files=files, sheet=sheet, revision=1, by=clerk(), at=AFTER_ALL)
    return accept(filing=one.pk, by=clerk(), at=AFTER_ALL)


def kept(one: Filing) -> dict[str, bytes | None]:
    return {kind: kept_file(one, kind) for kind in WRITERS}


class TestFilesToSend:
    def test_are_kept_with_the_digest_of_what_is_handed_out(self, accepted: Filing) -> None:
        for stored in SnapshotFile.objects.filter(snapshot__filing=accepted):
            content = kept_file(accepted, stored.kind)
            assert content is not None
            assert hashlib.sha256(content).hexdigest() == stored.sha256
            assert len(bytes(stored.content)) <= len(content) + 100

    def test_stay_the_same_bytes_when_the_ledger_and_the_unit_change(
        self, accepted: Filing
    ) -> None:
        before = kept(accepted)
        post(NHU_THANH, "TT02", IN_NOVEMBER, 999)
        accepted.narrative = {"situation": "khác"}
        accepted.save()
        assert kept(accepted) == before
        snapshot = latest_snapshot(accepted)
        assert snapshot is not None
        again = {kind: write(sent_document(snapshot)) for kind, write in WRITERS.items()}
        assert again == before

    def test_a_file_that_was_touched_is_not_handed_out(self, accepted: Filing) -> None:
        SnapshotFile.objects.filter(snapshot__filing=accepted, kind="pdf").update(sha256="0" * 64)
        with pytest.raises(DamagedFileError):
            kept_file(accepted, "pdf")

    def test_a_draft_has_none(self) -> None:
        one = filing(NHU_THANH, period("2026-M11"))
        assert kept_file(one, "docx") is None
        assert not Snapshot.objects.exists()
