from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from binhyen.rendering.rules.widths import MOTTO_WIDTH, POINT_IN_MM, rule_under, width

FACE = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Bold.ttf")
NAMES = (
    "BAN CHỈ ĐẠO 138",
    "BAN CHỈ ĐẠO PHONG TRÀO TOÀN DÂN",
    "CÔNG AN TỈNH",
    "ĐỒN BIÊN PHÒNG",
    "Kết quả phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2016",
)
needs_the_face = pytest.mark.skipif(not FACE.exists(), reason="needs Debian's fonts-liberation2")


def measured(text: str, size: float) -> float:
    with TTFont(FACE) as face:
        letters, advances, em = face.getBestCmap(), face["hmtx"], face["head"].unitsPerEm
        units: int = sum(advances[letters[ord(one)]][0] for one in text)
        return float(units / em * size * POINT_IN_MM)


@needs_the_face
class TestWidth:
    @pytest.mark.parametrize("name", NAMES)
    def test_is_near_what_the_face_measures(self, name: str) -> None:
        assert width(name, 13) == pytest.approx(measured(name, 13), rel=0.1)

    def test_knows_the_motto_exactly(self) -> None:
        assert pytest.approx(measured("Độc lập - Tự do - Hạnh phúc", 14), abs=0.3) == MOTTO_WIDTH


@needs_the_face
class TestRuleUnder:
    @pytest.mark.parametrize("name", NAMES)
    def test_is_a_third_to_a_half_of_the_words(self, name: str) -> None:
        words = measured(name, 13)

        assert words / 3 <= rule_under(name, 13, 165) <= words / 2

    def test_is_measured_on_the_column_when_the_words_wrap(self) -> None:
        assert rule_under("BAN CHỈ ĐẠO " * 10, 13, 66) < 33
