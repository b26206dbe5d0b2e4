"""Photos of a record: taken in small and clean, taken out, put back."""

import hashlib
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from binhyen.accounts.models import Officer
from binhyen.records.models import Photo, Record
from binhyen.records.rules.pictures import (
    Picture,
    TooLargePictureError,
    UnreadablePictureError,
    shrunk,
)
from binhyen.records.services.checking import Hand, RecordError, WrongStateError, note

MOST_PHOTOS = 6


class PictureError(RecordError):
    """The file is no picture we keep; the sentence says what to do."""


def path_of(sha256: str) -> Path:
    """Where a photo's bytes lie."""
    return Path(settings.MEDIA_ROOT) / "photos" / sha256[:2] / f"{sha256}.jpg"


def add_photo(*, record: UUID, data: bytes, by: Officer, at: datetime) -> Photo:
    """Keep a photo with a record. The same one again changes nothing."""
    picture = _picture(data)
    sha256 = hashlib.sha256(picture.data).hexdigest()
    with transaction.atomic():
        head = Record.objects.get(pk=record)
        if head.state == Record.State.VOIDED:
            raise WrongStateError(_("Bản ghi này đã hủy, không thêm ảnh được."), record=head)
        known = Photo.objects.filter(record=head, sha256=sha256).first()
        if known is not None:
            return known if known.removed_at is None else _put_back(head, known, Hand(by, at))
        if Photo.objects.filter(record=head, removed_at=None).count() >= MOST_PHOTOS:
            raise PictureError(_("Mỗi bản ghi giữ nhiều nhất 6 ảnh. Bỏ bớt một ảnh rồi thêm lại."))
        _keep(sha256, picture.data)
        photo = Photo.objects.create(
            record=head,
            sha256=sha256,
            width=picture.width,
            height=picture.height,
            size=len(picture.data),
            added_by=by,
            added_at=at,
        )
        note("photo.added", head, Hand(by, at), sha256=sha256[:12])
    return photo


@transaction.atomic
def remove_photo(*, record: UUID, sha256: str, by: Officer, at: datetime) -> None:
    """Take a photo out of the record; it can be put back."""
    head = Record.objects.get(pk=record)
    found = Photo.objects.filter(record=head, sha256=sha256, removed_at=None)
    if found.update(removed_at=at):
        note("photo.removed", head, Hand(by, at), sha256=sha256[:12])


@transaction.atomic
def put_photo_back(*, record: UUID, sha256: str, by: Officer, at: datetime) -> None:
    head = Record.objects.get(pk=record)
    found = Photo.objects.filter(record=head, sha256=sha256).exclude(removed_at=None).first()
    if found is not None:
        _put_back(head, found, Hand(by, at))


def _put_back(head: Record, photo: Photo, hand: Hand) -> Photo:
    Photo.objects.filter(pk=photo.pk).update(removed_at=None)
    note("photo.put_back", head, hand, sha256=photo.sha256[:12])
    photo.removed_at = None
    return photo


def _picture(data: bytes) -> Picture:
    try:
        return shrunk(data)
    except TooLargePictureError as error:
        raise PictureError(_("Ảnh quá lớn. Chụp lại ở cỡ thường, không quá 12 MB.")) from error
    except UnreadablePictureError as error:
        raise PictureError(
            _("Tệp này không phải ảnh JPEG, PNG hoặc WebP. Chọn một ảnh chụp từ máy.")
        ) from error


def _keep(sha256: str, data: bytes) -> None:
    """Write the bytes under their hash, whole or not at all."""
    path = path_of(sha256)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{uuid4().hex}")
    half.write_bytes(data)
    half.replace(path)
