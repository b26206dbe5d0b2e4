"""A leader's first page: what needs attention, the map, the trend."""

from typing import Any

from django.urls import reverse

from binhyen.accounts.http import SignedInRequest
from binhyen.accounts.rules.scope import LEADER, RECORDER, REPORTER, VERIFIER
from binhyen.accounts.selectors import Reach
from binhyen.ledger.selectors.catalogue import indicator
from binhyen.ledger.selectors.questions import Query
from binhyen.ledger.selectors.sheets import Span
from binhyen.overview.rules.windows import year_holding
from binhyen.overview.selectors.asking import Asked
from binhyen.overview.selectors.atlas import atlas
from binhyen.overview.selectors.attention import attention, trust
from binhyen.overview.selectors.choosing import told_name
from binhyen.overview.selectors.shading import year_before
from binhyen.overview.selectors.trend import TALL
from binhyen.overview.views.maps import itself
from binhyen.units.models import Level

HANDS = (RECORDER, VERIFIER, REPORTER)


def leads(reach: Reach, level: int) -> bool:
    """Whether the officer looks over others' work and keeps no book of their own."""
    if level >= Level.COMMUNE or not reach.has(LEADER):
        return False
    return not any(reach.has(role) for role in HANDS)


def leaders_page(request: SignedInRequest, asked: Asked, work: dict[str, Any]) -> dict[str, Any]:
    """The reporting year so far on today's map; *work* is what every home page has read."""
    window = year_holding(request.day)
    span = Span(window.start, window.end, request.day)
    facts = indicator(TALL)
    query = Query(TALL, asked.unit.pk, window.start, window.end, request.day)
    found = atlas(query, facts, "", itself(request), year_before(span, window.code))
    year = {"period": window.code, "map": "today", "unit": asked.unit.uid}
    desk = work["desk"]
    with_nation = asked.unit.level == Level.NATION
    return {
        "asked": asked.on_map(span, window.code),
        "facts": facts,
        "atlas": found,
        "way": found.shaded.way,
        "attention": attention(found.shaded, desk.coming, work["quiet_count"]),
        "coming": [one for one in desk.coming if not one.arriving.is_late],
        "place": told_name(asked.unit.pk, request.day),
        "trust": None if with_nation else trust(request.reach, window.start, request.day),
        "map_url": reverse("overview:map") + asked.words(**year, code=TALL),
        "thin_url": reverse("overview:map") + asked.words(**year, code=TALL, way="evidence"),
    }
