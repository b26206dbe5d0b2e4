"""Who may come in here, and which event they mean."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from binhyen.accounts.http import SignedInRequest
from binhyen.rearrangement import policies
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.outcome import parents_concerned
from binhyen.rearrangement.selectors.facts import plan_of
from binhyen.rearrangement.selectors.listing import events_administered
from binhyen.units.selectors import current_tree


def administrator_or_404(request: SignedInRequest) -> None:
    if not policies.is_administrator(request.reach):
        raise Http404


def event_or_404(request: SignedInRequest, pk: int) -> Event:
    """Find an event whose units the officer administers from above; any other does not exist."""
    events = events_administered(request.reach).select_related(
        "entered_by", "confirmed_by", "undone_by"
    )
    event = get_object_or_404(events, pk=pk)
    plan = plan_of(event)
    tree = current_tree(set(plan.named()))
    if not policies.may_enter(request.reach, tree, parents_concerned(tree, plan, event.on)):
        raise Http404
    return event


def draft_or_404(request: SignedInRequest, pk: int) -> Event:
    event = event_or_404(request, pk)
    if event.state != Event.State.DRAFT:
        raise Http404
    return event
