"""Photos of a record: taken in clean, taken out, put back; each write in the log."""

from pathlib import Path
from typing import Any

import pytest

from binhyen.audit.models import AuditEntry
from binhyen.records.models import Photo
from binhyen.records.services.photos import (
    MOST_PHOTOS,
    PictureError,
    add_photo,
    path_of,
    put_photo_back,
    remove_photo,
)
from tests.builders.pictures import photo
from tests.builders.records import NOON, make_officer, make_record, the_catalogue
from tests.builders.units import make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    the_catalogue()


class TestAddPhoto:
    def test_keeps_it_once_however_often_it_is_sent(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer).record
        for _ in range(2):
            kept = add_photo(record=record.pk, data=photo(), by=officer, at=NOON)
        assert Photo.objects.get() == kept
        assert path_of(kept.sha256).stat().st_size == kept.size
        assert AuditEntry.objects.filter(action="photo.added").count() == 1

    def test_refuses_a_seventh(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer).record
        for number in range(MOST_PHOTOS):
            add_photo(record=record.pk, data=photo(100 + number), by=officer, at=NOON)
        with pytest.raises(PictureError, match="nhiều nhất 6 ảnh"):
            add_photo(record=record.pk, data=photo(300), by=officer, at=NOON)

    def test_says_what_to_choose_instead_of_a_file_that_is_no_photo(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer).record
        with pytest.raises(PictureError, match="Chọn một ảnh"):
            add_photo(record=record.pk, data=b"%PDF-1.7", by=officer, at=NOON)
        assert not Photo.objects.exists()


class TestRemovePhoto:
    def test_takes_it_out_until_it_is_put_back(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer).record
        kept = add_photo(record=record.pk, data=photo(), by=officer, at=NOON)
        remove_photo(record=record.pk, sha256=kept.sha256, by=officer, at=NOON)
        assert Photo.objects.get().removed_at == NOON
        put_photo_back(record=record.pk, sha256=kept.sha256, by=officer, at=NOON)
        assert Photo.objects.get().removed_at is None
        actions = AuditEntry.objects.filter(subject_id=str(record.pk)).order_by("pk")
        assert list(actions.values_list("action", flat=True)) == [
            "record.created", "photo.added", "photo.removed", "photo.put_back",
        ]  # fmt: skip
