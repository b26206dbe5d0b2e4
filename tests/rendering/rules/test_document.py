import pytest

from binhyen.rendering.rules.document import (
    Bullets,
    Heading,
    Level,
    Paragraph,
    closed,
    number_line,
    numbered,
    recipient_lines,
    roman,
)
from tests.builders.rendering import make_letterhead, make_table


class TestNumberLine:
    def test_pads_a_number_below_ten(self) -> None:
        assert number_line(make_letterhead(number="9")) == "Số: 09/BC-BCĐ138"

    def test_leaves_room_until_there_is_a_number(self) -> None:
        assert number_line(make_letterhead()) == "Số:      /BC-BCĐ138"


class TestRecipientLines:
    def test_ends_with_the_archive(self) -> None:
        assert recipient_lines(("Như trên;", "- UBND huyện.")) == [
            "- Như trên;",
            "- UBND huyện;",
            "- Lưu: VT.",
        ]

    def test_moves_the_archive_to_the_end(self) -> None:
        assert recipient_lines(("Lưu: VT, CAH", "Như trên"))[-1] == "- Lưu: VT, CAH."


class TestClosed:
    @pytest.mark.parametrize(
        "text", ["Đề nghị tập huấn.", "Đề nghị tập huấn./.", "Đề nghị tập huấn"]
    )
    def test_ends_the_text_once(self, text: str) -> None:
        assert closed((Paragraph(text),)) == (Paragraph("Đề nghị tập huấn./."),)

    def test_ends_the_last_of_several_points(self) -> None:
        assert closed((Bullets(("Một;", "Hai.")),)) == (Bullets(("Một;", "Hai./.")),)

    def test_leaves_a_table_alone(self) -> None:
        assert closed((make_table(),)) == (make_table(),)


class TestNumbered:
    def test_counts_each_level_again_under_a_higher_one(self) -> None:
        levels = (Level.ROMAN, Level.ARABIC, Level.LETTER, Level.ARABIC, Level.ROMAN, Level.ARABIC)
        blocks = tuple(Heading(level, "Kết quả") for level in levels)

        assert [number for number, _ in numbered(blocks)] == ["I.", "1.", "a)", "2.", "II.", "1."]


class TestRoman:
    @pytest.mark.parametrize(("count", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (18, "XVIII")])
    def test_writes_as_sections_are_counted(self, count: int, written: str) -> None:
        assert roman(count) == written
