"""What a team puts into the ledger, by its kind."""

from datetime import date
from typing import Any

import pytest

from binhyen.forces.postings import postings
from binhyen.forces.rules import TeamContent
from binhyen.ledger.rules import Posting


def said(**content: Any) -> tuple[Posting, ...]:
    plain = {"title": "Tổ", "counts": [{"on": "2026-06-01", "members": 5}], **content}
    return postings(TeamContent.read(plain))


class TestPostings:
    def test_of_a_security_team_count_its_members(self) -> None:
        assert said(kind="SECURITY", founded_on="2026-01-01") == (
            Posting("LL01", date(2026, 1, 1), 1, opens=True),
            Posting("LL02", date(2026, 6, 1), 5),
        )

    @pytest.mark.parametrize("kind", ["SOCIAL_SAFETY", "INTER_FAMILY"])
    def test_of_the_others_keep_members_without_a_line(self, kind: str) -> None:
        assert said(kind=kind, existing_on="2026-01-01", ended_on="2026-09-01") == (
            Posting("LL09", date(2026, 1, 1), 1),
            Posting("LL09", date(2026, 9, 1), -1, takes_out=True),
        )
