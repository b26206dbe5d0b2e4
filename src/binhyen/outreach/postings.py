"""What one channel puts into the ledger (docs/rules/postings.md). Pure."""

from binhyen.ledger.rules import Posting
from binhyen.outreach.rules import ChannelContent
from binhyen.records.rules.levels import counted_again, moved


def postings(channel: ChannelContent) -> tuple[Posting, ...]:
    """The channel itself (TT08), then its members as they were counted (TT09)."""
    dims = (("platform", str(channel.platform)),)
    running = moved(
        "TT08",
        [(channel.first_day, dims)],
        ended_on=channel.closed_on,
        opens=channel.opened_on is not None,
    )
    members = counted_again(
        "TT09",
        ((count.on, count.members) for count in channel.counts),
        dims=dims,
        ended_on=channel.closed_on,
    )
    return (*running, *members)
