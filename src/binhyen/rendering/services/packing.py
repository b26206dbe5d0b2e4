"""Office files as bytes that depend on nothing but their content."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
READABLE = 0o600 << 16


def packed(file: bytes, **replaced: bytes) -> bytes:
    """Pack a zip again with one time for every part; the order of the parts stays.

    *replaced* are parts written in another way, by the last part of their name: document.xml
    as ``document``.
    """
    held = BytesIO()
    with ZipFile(BytesIO(file)) as before, ZipFile(held, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = ZipInfo(name, EPOCH)
            part.compress_type, part.create_system, part.external_attr = (
                ZIP_DEFLATED,
                UNIX,
                READABLE,
            )
            stem = name.rpartition("/")[2].removesuffix(".xml")
            after.writestr(part, replaced.get(stem) or before.read(name))
    return held.getvalue()
