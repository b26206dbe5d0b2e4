"""The photos of a record, for those who may read it."""

from binhyen.records.models import Photo, Record


def photos_of(record: Record) -> list[Photo]:
    """Those that stand, the oldest first, then those taken out."""
    found = Photo.objects.filter(record=record).order_by("added_at", "pk")
    return sorted(found, key=lambda photo: photo.removed_at is not None)


def standing_photo(record: Record, sha256: str) -> Photo | None:
    return Photo.objects.filter(record=record, sha256=sha256, removed_at=None).first()
