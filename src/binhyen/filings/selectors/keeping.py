"""The files a submission froze."""

import hashlib
from zlib import decompress

from binhyen.filings.models import Filing, SnapshotFile


class DamagedFileError(Exception):
    """What is stored is not what was frozen: its SHA-256 differs."""


def kept_file(filing: Filing, kind: str) -> bytes | None:
    """The file of the filing's newest snapshot, byte for byte as it was sent."""
    kept = (
        SnapshotFile.objects.filter(snapshot__filing=filing, kind=kind)
        .order_by("-snapshot__number")
        .first()
    )
    if kept is None:
        return None
    content = decompress(bytes(kept.content))
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise DamagedFileError(f"{filing.pk}.{kind}")
    return content
