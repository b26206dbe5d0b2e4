"""What one team puts into the ledger (docs/rules/postings.md). Pure."""

from binhyen.forces.rules import TeamContent, TeamKind
from binhyen.ledger.rules import Posting
from binhyen.records.rules.levels import counted_again, moved


def postings(team: TeamContent) -> tuple[Posting, ...]:
    """LL01 with its members (LL02) for a tổ bảo vệ ANTT; LL09 alone for the others."""
    security = team.kind is TeamKind.SECURITY
    found = moved(
        "LL01" if security else "LL09",
        [(team.first_day, ())],
        ended_on=team.ended_on,
        opens=team.founded_on is not None,
    )
    if security:
        counts = [(count.on, count.members) for count in team.counts]
        found += counted_again("LL02", counts, dims=(), ended_on=team.ended_on)
    return tuple(found)
