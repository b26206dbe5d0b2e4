"""Photos as phones make them."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image


def photo(width: int = 640, height: int = 480, *, exif: Mapping[int, Any] | None = None) -> bytes:
    """Make a JPEG of one colour, with what the camera noted."""
    image = Image.new("RGB", (width, height), (width % 256, height % 256, 90))
    noted = Image.Exif()
    for tag, value in (exif or {}).items():
        if isinstance(value, Mapping):
            noted.get_ifd(tag).update(value)
        else:
            noted[tag] = value
    out = BytesIO()
    image.save(out, "JPEG", exif=noted)
    return out.getvalue()
