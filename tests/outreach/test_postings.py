"""What a channel puts into the ledger."""

from datetime import date

from binhyen.ledger.rules import Hedge, Posting
from binhyen.outreach.postings import postings
from binhyen.outreach.rules import ChannelContent

ZALO = (("platform", "ZALO"),)


class TestPostings:
    def test_count_the_channel_and_its_members_and_close_both(self) -> None:
        channel = ChannelContent.read(
            {
                "title": "Bình yên xã Như Thanh",
                "platform": "ZALO",
                "opened_on": "2026-01-01",
                "closed_on": "2026-10-01",
                "counts": [{"on": "2026-06-01", "members": {"amount": 800, "hedge": "OVER"}}],
            }
        )

        assert postings(channel) == (
            Posting("TT08", date(2026, 1, 1), 1, dims=ZALO, opens=True),
            Posting("TT08", date(2026, 10, 1), -1, dims=ZALO, takes_out=True),
            Posting("TT09", date(2026, 6, 1), 800, Hedge.OVER, ZALO),
            Posting("TT09", date(2026, 10, 1), -800, Hedge.OVER, ZALO, takes_out=True),
        )

    def test_of_an_existing_channel_open_nothing(self) -> None:
        channel = ChannelContent.read(
            {"title": "Nhóm", "platform": "OTHER", "existing_on": "2026-01-01"}
        )

        assert [posting.opens for posting in postings(channel)] == [False]
