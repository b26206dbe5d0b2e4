"""What the books have made untrue in words that were drafted, told piece by piece."""

from binhyen.filings.rules.redrafting import outdated, taken_up
from binhyen.filings.rules.regime import Part, Piece

OUTLINE = [
    Piece(key="results", title="Kết quả", part=Part.RESULTS),
    Piece(key="weaknesses", title="Tồn tại", part=Part.WEAKNESSES),
]
THEN = {"results": "Tuyên truyền\n- Buổi: 12 buổi.\n- Lượt: 300 lượt.", "weaknesses": ""}
NOW = THEN | {"results": "Tuyên truyền\n- Buổi: 14 buổi.\n- Lượt: 300 lượt."}


class TestOutdated:
    def test_names_the_lines_that_fall_away_and_the_new_ones(self) -> None:
        (found,) = outdated(OUTLINE, THEN, THEN, NOW)
        assert (found.gone, found.new) == (("Buổi: 12 buổi.",), ("Buổi: 14 buổi.",))
        assert not found.is_edited

    def test_tells_a_piece_somebody_edited(self) -> None:
        (found,) = outdated(OUTLINE, THEN | {"results": "Kết quả tốt."}, THEN, NOW)
        assert found.is_edited

    def test_takes_what_a_form_does_to_spaces_for_no_edit(self) -> None:
        (found,) = outdated(OUTLINE, {"results": THEN["results"].replace("\n", "\r\n")}, THEN, NOW)
        assert not found.is_edited

    def test_is_silent_where_the_words_already_say_it_or_no_draft_is_known(self) -> None:
        assert outdated(OUTLINE, NOW, THEN, NOW) == []
        assert outdated(OUTLINE, THEN, {}, NOW) == []
        assert outdated(OUTLINE, THEN, THEN, THEN) == []


class TestTakenUp:
    def test_changes_the_pieces_named_and_no_other(self) -> None:
        found = outdated(OUTLINE, THEN, THEN, NOW)
        words, drafted = taken_up({**THEN, "weaknesses": "Còn thiếu."}, THEN, found)
        assert words == {"results": NOW["results"], "weaknesses": "Còn thiếu."}
        assert drafted == NOW
