"""What is written down, as it is kept."""

import pytest

from binhyen.activities.rules.activity import ActivityContent
from binhyen.records.rules.content import ContentError


class TestTitle:
    @pytest.mark.parametrize("title", ["\u200b", "\u2060\u2060", " \u202e "])
    def test_of_nothing_anybody_sees_is_refused(self, title: str) -> None:
        with pytest.raises(ContentError) as caught:
            ActivityContent.read({"kind": "SESSION", "title": title, "on": "2026-03-01"})
        assert [refusal.field for refusal in caught.value.refusals] == ["title"]

    @pytest.mark.parametrize("title", ["\u200b", "Gọi 0912–345–678"])
    def test_kept_before_it_would_be_refused_is_read(self, title: str) -> None:
        stored = {"kind": "SESSION", "title": title, "on": "2026-03-01"}
        assert ActivityContent.read(stored, is_kept=True).title == title
