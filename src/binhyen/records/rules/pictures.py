"""A photo as it is kept: small, upright, without what the camera noted. Plain Python and Pillow."""

from io import BytesIO
from typing import Final, NamedTuple

from PIL import Image
from PIL.Image import Transpose

MOST_BYTES: Final = 12 * 1024 * 1024
MOST_PIXELS: Final = 60_000_000
LONGEST_SIDE: Final = 1600
QUALITY: Final = 80
READ_FORMATS: Final = ("JPEG", "PNG", "WEBP")
ORIENTATION: Final = 0x0112
TURNS: Final = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


class Picture(NamedTuple):
    """A JPEG without metadata, and its size in pixels."""

    data: bytes
    width: int
    height: int


class UnreadablePictureError(Exception):
    """Not a picture of a known kind, or a broken one."""


class TooLargePictureError(Exception):
    """More bytes or pixels than a phone makes."""


def shrunk(data: bytes) -> Picture:
    """Read a picture by its bytes, whatever its name says, and write it anew.

    Written anew, it carries no place, time, device or hidden rest of another file.
    """
    if len(data) > MOST_BYTES:
        raise TooLargePictureError
    try:
        with Image.open(BytesIO(data), formats=READ_FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise TooLargePictureError
            return _written(found)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadablePictureError from error


def _written(found: Image.Image) -> Picture:
    turn = TURNS.get(_orientation(found))
    found.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = found if turn is None else found.transpose(turn)
    flat = Image.new("RGB", upright.size, "white")
    seen = upright.convert("RGBA")
    flat.paste(seen, mask=seen.getchannel("A"))
    out = BytesIO()
    flat.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Picture(out.getvalue(), *flat.size)


def _orientation(found: Image.Image) -> int:
    """How the device was held; upright where what it noted makes no sense."""
    try:
        noted = found.getexif().get(ORIENTATION)
    except Exception:  # noqa: BLE001 -- whatever the notes of a device hold, its picture is good
        return 1
    return noted if isinstance(noted, int) else 1
