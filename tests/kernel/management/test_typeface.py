from importlib import resources
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from binhyen.kernel.management import typeface

SOURCES = Path(str(resources.files("fontpkg_be_vietnam_pro"))) / "files"


class TestCutToVietnamese:
    def test_keeps_every_vietnamese_letter_and_is_light(self, tmp_path: Path) -> None:
        made = tmp_path / "text.woff2"

        typeface.cut_to_vietnamese(SOURCES / "BeVietnamPro-Regular.ttf", made)

        kept = TTFont(made).getBestCmap()
        wanted = typeface.VIETNAMESE + typeface.VIETNAMESE.upper() + "Aa09–“”…−·×"
        assert [letter for letter in wanted if ord(letter) not in kept] == []
        assert made.stat().st_size < 20_000


class TestMakeDigits:
    @pytest.mark.parametrize("weight", typeface.WEIGHTS)
    def test_sets_ten_digits_on_one_width(self, tmp_path: Path, weight: int) -> None:
        made = tmp_path / "digits.woff2"

        typeface.make_digits(SOURCES / f"BeVietnamPro-{typeface.WEIGHTS[weight]}.ttf", made, weight)

        font = TTFont(made)
        names = font.getBestCmap()
        assert sorted(map(chr, names)) == list(typeface.DIGITS)
        widths = {font["hmtx"][name][0] for name in names.values()}
        assert widths == {typeface.DIGIT_WIDTHS[weight]}
        assert made.stat().st_size < 2_000

    def test_gives_one_a_foot_as_wide_as_its_neighbours(self, tmp_path: Path) -> None:
        made = tmp_path / "digits.woff2"

        typeface.make_digits(SOURCES / "BeVietnamPro-Regular.ttf", made, 400)

        font = TTFont(made)
        glyphs, names = font["glyf"], font.getBestCmap()
        one, seven = glyphs[names[ord("1")]], glyphs[names[ord("7")]]
        assert one.xMax - one.xMin > 0.8 * (seven.xMax - seven.xMin)
        assert (one.xMin + one.xMax) / 2 == pytest.approx(332, abs=2)
