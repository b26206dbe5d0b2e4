"""A photo as it is kept."""

from io import BytesIO

import pytest
from PIL import Image

from binhyen.records.rules import pictures
from binhyen.records.rules.pictures import TooLargePictureError, UnreadablePictureError, shrunk
from tests.builders.pictures import photo

MAKER, ORIENTATION, GPS = 0x010F, 0x0112, 0x8825


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


class TestShrunk:
    def test_leaves_no_place_nor_device_in_the_picture(self) -> None:
        taken = photo(exif={MAKER: "PhoneMaker", GPS: {1: "N", 2: (20.0, 30.0, 0.0)}})
        assert b"PhoneMaker" in taken
        kept = shrunk(taken).data
        assert dict(opened(kept).getexif()) == {}
        assert b"PhoneMaker" not in kept

    def test_makes_a_large_one_small(self) -> None:
        picture = shrunk(photo(4000, 3000))
        assert (picture.width, picture.height) == (1600, 1200)
        assert opened(picture.data).format == "JPEG"

    def test_turns_upright_what_was_taken_sideways(self) -> None:
        picture = shrunk(photo(400, 300, exif={ORIENTATION: 6}))
        assert (picture.width, picture.height) == (300, 400)

    def test_takes_a_photo_whose_device_noted_nonsense_beside_its_turn(self) -> None:
        taken = photo(400, 300, exif={MAKER: "PhoneMaker", ORIENTATION: 6})
        resolution_in_words = taken.replace(b"\x01\x0f\x00\x02", b"\x01\x1a\x00\x02")
        assert resolution_in_words != taken

        picture = shrunk(resolution_in_words)

        assert (picture.width, picture.height) == (300, 400)

    def test_puts_white_behind_what_is_transparent(self) -> None:
        out = BytesIO()
        Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
        assert opened(shrunk(out.getvalue()).data).getpixel((5, 5)) == (255, 255, 255)

    @pytest.mark.parametrize(
        "data",
        [b"", b"<html>", b"GIF89a" + b"\0" * 50, photo()[:200], b"\xff\xd8\xff" + b"\0" * 9],
        ids=["nothing", "a page", "a GIF", "half a photo", "only a head"],
    )
    def test_refuses_what_is_no_photo(self, data: bytes) -> None:
        with pytest.raises(UnreadablePictureError):
            shrunk(data)

    def test_refuses_more_bytes_than_a_phone_makes(self) -> None:
        with pytest.raises(TooLargePictureError):
            shrunk(b"\xff" * (pictures.MOST_BYTES + 1))

    def test_refuses_a_small_file_that_unfolds_into_a_huge_picture(self) -> None:
        out = BytesIO()
        Image.new("1", (9000, 9000)).save(out, "PNG")
        with pytest.raises(TooLargePictureError):
            shrunk(out.getvalue())
