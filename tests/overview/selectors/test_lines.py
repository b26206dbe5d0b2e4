"""The lines of a figure on paper."""

from datetime import date

import pytest

from binhyen.accounts.selectors import reach_of
from binhyen.ledger.selectors.questions import Query
from binhyen.overview.selectors.lines import grouped_lines, lines_on_paper
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


class TestGroupedLines:
    def test_a_level_are_grouped_by_the_years_they_were_written_for(self) -> None:
        post(HAI_LONG, "MH02", date(2019, 3, 2), 1)
        post(HAI_LONG, "MH02", date(2022, 8, 14), 1)
        query = Query("MH02", unit(HAI_LONG), date(2022, 12, 14), date(2022, 12, 14))
        found = grouped_lines(query, reach_of(clerk(), date(2022, 12, 20)))
        assert [group.key for group in found.groups] == ["2019", "2022"]
