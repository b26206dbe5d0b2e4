"""The lines of a figure on paper."""

from datetime import date

import pytest

from binhyen.accounts.selectors import reach_of
from binhyen.ledger.selectors.questions import Query
from binhyen.overview.selectors.lines import lines_on_paper
from tests.builders.ledger import clerk, post, unit

HAI_LONG = "C16252b"
pytestmark = pytest.mark.django_db


class TestLinesOnPaper:
    def test_say_when_there_are_more_than_fit(self) -> None:
        for day in (13, 14, 15):
            post(HAI_LONG, "TT02", date(2022, 8, day), 40)
        query = Query("TT02", unit(HAI_LONG), date(2021, 12, 15), date(2022, 12, 14))
        reach = reach_of(clerk(), date(2022, 9, 1))
        cut = lines_on_paper(query, reach, most=2)
        assert len(cut.lines) == 2
        assert "2 dòng đầu" in cut.more_words
        assert lines_on_paper(query, reach).more_words == ""
