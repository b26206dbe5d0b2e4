"""Words after the books have changed: drafted anew where nobody edited them, never elsewhere."""

import pytest

from binhyen.filings.models import Filing, Wording
from binhyen.filings.selectors.drafting import words_outdated
from binhyen.filings.selectors.sheets import live_sheet
from binhyen.filings.services.editing import edit_filing, keep_words, redraft
from binhyen.filings.services.filing import StaleFilingError, correct
from tests.builders.filings import (
    AFTER_ALL,
    IN_NOVEMBER,
    overtaken,
    sent,
    taken_in,
)
from tests.builders.ledger import clerk, post

NHU_THANH = "C16228n"
pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> Filing:
    return overtaken(NHU_THANH)


def written(one: Filing, **words: str) -> Filing:
    return edit_filing(
        filing=one.pk, base_revision=one.revision, narrative=words, answers={},
        by=clerk(), at=AFTER_ALL,
    )  # fmt: skip


def again(one: Filing, *pieces: str) -> list[str]:
    one.refresh_from_db()
    found = redraft(
        filing=one.pk, revision=one.revision, by=clerk(), at=AFTER_ALL, pieces=pieces or None
    )
    one.refresh_from_db()
    return [each.piece.key for each in found]


class TestEditFiling:
    def test_keeps_paragraphs_and_points_and_composes_letters(self, one: Filing) -> None:
        typed = "Tuyên truyền\r\n- Buổi: 12 buổi.\r\n\r\nHo\u0300a gia\u0309i"
        made = written(one, situation=typed)
        assert made.narrative["situation"] == "Tuyên truyền\n- Buổi: 12 buổi.\n\nHòa giải"


class TestWordsOutdated:
    def test_say_which_figure_is_another_one(self, one: Filing) -> None:
        (found,) = words_outdated(one, live_sheet(one))
        assert [line.rpartition(": ")[2] for line in (*found.gone, *found.new)] == [
            "12 buổi.", "14 buổi.",
        ]  # fmt: skip

    def test_are_none_once_it_was_sent(self, one: Filing) -> None:
        made = sent(one)
        assert words_outdated(made, live_sheet(made)) == []

    def test_are_told_in_the_version_that_replaces_it(self, one: Filing) -> None:
        two = correct(filing=taken_in(one).pk, by=clerk(), at=AFTER_ALL)
        assert [found.piece.key for found in words_outdated(two, live_sheet(two))] == ["results"]


class TestRedraft:
    def test_drafts_untouched_pieces_anew(self, one: Filing) -> None:
        assert again(one) == ["results"]
        assert "14 buổi" in one.narrative["results"]
        assert words_outdated(one, live_sheet(one)) == []

    def test_leaves_what_an_officer_wrote(self, one: Filing) -> None:
        one = written(one, results="Kết quả: 12 buổi, đông hơn mọi năm.")
        assert again(one) == []
        assert one.narrative["results"] == "Kết quả: 12 buổi, đông hơn mọi năm."

    def test_replaces_it_when_asked_and_keeps_it_in_the_history(self, one: Filing) -> None:
        one = written(one, results="Lời của Hoa.")
        assert again(one, "results") == ["results"]
        assert "14 buổi" in one.narrative["results"]
        kept = [wording.narrative["results"] for wording in Wording.objects.filter(filing=one)]
        assert "Lời của Hoa." in kept

    def test_of_one_piece_leaves_the_others_as_they_were(self, one: Filing) -> None:
        one = written(one, situation="Lời của Hoa.")
        assert again(one, "situation") == []
        assert "12 buổi" in one.narrative["results"]

    def test_gives_way_to_somebody_who_wrote_meanwhile(self, one: Filing) -> None:
        read = one.revision
        written(one, situation="Ổn định.")
        with pytest.raises(StaleFilingError):
            redraft(filing=one.pk, revision=read, by=clerk(), at=AFTER_ALL)


class TestKeepWords:
    def test_warns_no_more_until_the_books_change_again(self, one: Filing) -> None:
        one = written(one, results="Lời của Hoa.")
        keep_words(
            filing=one.pk, revision=one.revision, pieces=["results"], by=clerk(), at=AFTER_ALL
        )
        one.refresh_from_db()
        assert (one.narrative["results"], words_outdated(one, live_sheet(one))) == (
            "Lời của Hoa.", [],
        )  # fmt: skip
        post(NHU_THANH, "TT01", IN_NOVEMBER, 1)
        assert len(words_outdated(one, live_sheet(one))) == 1
