"""What word processors hide in a text goes; what an officer wrote stays."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.filings.rules.pasting import plain_words

PASTED = (
    "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
    "<style>p.MsoNormal {margin:0}</style>"
    '<p class="MsoNormal">Đã tổ chức&nbsp;<b>05 buổi</b><o:p></o:p></p><p>Có 120 lượt người.</p>'
)


class TestPlainWords:
    def test_rubbish_of_an_office_program_goes_and_paragraphs_stay(self) -> None:
        assert plain_words(PASTED) == "Đã tổ chức 05 buổi\nCó 120 lượt người."

    def test_odd_bullets_become_dashes(self) -> None:
        assert plain_words("• Một\n\uf0b7 Hai\n▪ Ba") == "- Một\n- Hai\n- Ba"

    def test_less_than_is_no_tag(self) -> None:
        assert plain_words("dưới 5 (< 5), trên 3 (> 3)") == "dưới 5 (< 5), trên 3 (> 3)"

    def test_many_empty_lines_become_one(self) -> None:
        assert plain_words("Một\r\n\r\n\r\n\r\nHai") == "Một\n\nHai"

    def test_signs_nobody_sees_go(self) -> None:
        assert plain_words("an\u200b ninh\x07") == "an ninh"

    def test_a_style_that_holds_a_comment_goes_whole(self) -> None:
        assert plain_words("Một <style><!-- p {margin:0} --></style>hai") == "Một hai"

    @pytest.mark.parametrize("mark", ["<!--", "<![", "<style>", "<head>"])
    def test_what_is_begun_ten_thousand_times_and_never_closed_keeps_nobody_waiting(
        self, mark: str
    ) -> None:
        began = process_time()
        plain_words(mark * 10_000)
        assert process_time() - began < 1

    @given(words=st.lists(st.sampled_from(["Tổ", "hòa giải", "5 vụ;", "120", "ANTT."]), min_size=1))
    def test_plain_words_stay_as_they_are(self, words: list[str]) -> None:
        text = " ".join(words)
        assert plain_words(text) == text
