"""What one activity puts into the ledger (docs/rules/postings.md). Pure."""

from typing import NamedTuple

from binhyen.activities.rules.activity import ActivityContent
from binhyen.activities.rules.kinds import ActivityKind, ItemClass
from binhyen.ledger.rules import Posting


class Counting(NamedTuple):
    """The indicator of a kind's sessions, and of its attendances where it has one."""

    sessions: str
    participants: str = ""


COUNTS = {
    ActivityKind.SESSION: Counting("TT01", "TT02"),
    ActivityKind.LAUNCH: Counting("TT03", "TT04"),
    ActivityKind.FESTIVAL: Counting("NH01", "NH03"),
    ActivityKind.FORUM: Counting("YK01", "YK02"),
    ActivityKind.REVIEW_CONFERENCE: Counting("CD07"),
    ActivityKind.COMMITTEE_MEETING: Counting("CD05"),
    ActivityKind.INSPECTION: Counting("CD06"),
    ActivityKind.TRAINING: Counting("CD10a", "CD10b"),
    ActivityKind.BROADCAST: Counting("TT06"),
    ActivityKind.PATROL: Counting("LL05"),
}
HANDED_OVER = {
    ItemClass.AMMUNITION: "VK02",
    ItemClass.EXPLOSIVES: "VK03a",
    ItemClass.FIREWORKS: "VK03b",
}
WEAPONS = "VK01"
GRAMS_IN_KG = 1000


def postings(activity: ActivityContent) -> tuple[Posting, ...]:
    """Its sessions, its attendances when they were counted, and what was handed over."""
    found = []
    if counting := COUNTS.get(activity.kind):
        found.append(Posting(counting.sessions, activity.on, activity.sessions, dims=activity.dims))
        people = activity.participants
        if people is not None and counting.participants:
            found.append(
                Posting(
                    counting.participants, activity.on, people.amount, people.hedge, activity.dims
                )
            )
    return (*found, *_handed_over(activity))


def _handed_over(activity: ActivityContent) -> list[Posting]:
    found = []
    for item in activity.items:
        indicator = HANDED_OVER.get(item.item_class, WEAPONS)
        steps = GRAMS_IN_KG if item.item_class is ItemClass.EXPLOSIVES else 1
        dims = (("class", str(item.item_class)),) if indicator == WEAPONS else ()
        found.append(Posting(indicator, activity.on, int(item.amount * steps), item.hedge, dims))
    return found
