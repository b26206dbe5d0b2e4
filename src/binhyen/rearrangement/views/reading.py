"""The list of events, and one event with what it moves."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.kernel.pagination import page_of
from binhyen.rearrangement import policies
from binhyen.rearrangement.http import event_or_404
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.plan import Kind
from binhyen.rearrangement.selectors.facts import problems_of
from binhyen.rearrangement.selectors.listing import events_seen, rows_of, waiting_for
from binhyen.rearrangement.selectors.preview import preview_of
from binhyen.rearrangement.selectors.undoing import obstacles

SHAPES = {"DRAFT": "WAITING", "CONFIRMED": "CONFIRMED", "UNDONE": "VOIDED", "DISCARDED": "VOIDED"}


@signed_in
@require_safe
def event_list(request: SignedInRequest) -> HttpResponse:
    """GET /sap-xep/."""
    page = page_of(events_seen(request.reach), request)
    is_administrator = policies.is_administrator(request.reach)
    context = {
        "page": page,
        "rows": [
            (row, SHAPES[row.event.state], _word(row.event))
            for row in rows_of(list(page.object_list), request.reach)
        ],
        "is_administrator": is_administrator,
        "waiting": waiting_for(request.user, request.reach) if is_administrator else 0,
    }
    return render(request, "rearrangement/event_list.html", context)


@signed_in
@require_safe
def event_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET /sap-xep/<pk>/ -- what it moves; of a draft, also what is still missing."""
    event = event_or_404(request, pk)
    is_draft = event.state == Event.State.DRAFT
    found = problems_of(event) if is_draft else []
    is_confirmed = event.state == Event.State.CONFIRMED
    context = {
        "event": event,
        "shape": SHAPES[event.state],
        "word": _word(event),
        "problems": found,
        "preview": None if found else preview_of(event, request.day),
        "is_draft": is_draft,
        "is_split": event.kind == Kind.SPLIT,
        "is_ahead": event.on > request.day,
        "is_own": event.entered_by_id == request.user.pk,
        "may_confirm": policies.may_confirm(request.user, event),
        "obstacles": obstacles(event) if is_confirmed else [],
        "is_confirmed": is_confirmed,
        "steps": 4 if event.kind == Kind.SPLIT else 3,
    }
    return render(request, "rearrangement/event.html", context)


def _word(event: Event) -> str:
    return _("Đã hoàn tác") if event.state == Event.State.UNDONE else ""
