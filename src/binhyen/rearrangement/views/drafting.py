"""Entering an event step by step. Every step saves the draft, so nothing typed is lost."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.rearrangement import services
from binhyen.rearrangement.forms import BasicsForm, EventForm, PlacesForm
from binhyen.rearrangement.http import administrator_or_404, draft_or_404
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.plan import Change, Kind, Plan
from binhyen.rearrangement.rules.wording import title_of
from binhyen.rearrangement.selectors.facts import children_of, open_records_of, plan_of
from binhyen.rearrangement.selectors.listing import choosable, found_of
from binhyen.rearrangement.selectors.preview import target_names
from binhyen.records.rules import books
from binhyen.units.models import Unit, UnitVersion
from binhyen.units.selectors import own_names


@signed_in
def event_creation(request: SignedInRequest) -> HttpResponse:
    """GET, POST /sap-xep/moi/ -- step one; "Tìm" adds what was found, and saves nothing."""
    administrator_or_404(request)
    chosen = request.POST.getlist("units")
    offered = _offered(request, chosen, request.POST.get("q", ""))
    searching = request.POST.get("go") == "search"
    initial = {name: request.POST.get(name) for name in ("kind", "on", "decree", "q")}
    form = (
        EventForm(request.POST, offered=offered)
        if request.method == "POST" and not searching
        else EventForm(offered=offered, initial={**initial, "units": chosen})
    )
    if form.is_bound and form.is_valid():
        event = _entered(request, form)
        if event is not None:
            return redirect("rearrangement:units", pk=event.pk)
    nothing_found = searching and len(offered) == len(chosen)
    context = {"form": form, "nothing_found": nothing_found, "steps": 3}
    return render(request, "rearrangement/creation.html", context, status=_status(form))


def _offered(request: SignedInRequest, chosen: list[str], text: str) -> list[tuple[str, str]]:
    """List what is chosen already, then what the search finds."""
    day = request.day
    versions = UnitVersion.objects.on(day).filter(unit__uid__in=chosen).select_related("unit")
    kept = found_of(list(versions), day)
    known = {found.uid for found in kept}
    fresh = [found for found in choosable(text, request.reach, day) if found.uid not in known]
    return [(f.uid, f"{f.place} ({f.code})" if f.code else f.place) for f in [*kept, *fresh]]


def _entered(request: SignedInRequest, form: EventForm) -> Event | None:
    data = form.cleaned_data
    units = list(
        Unit.objects.filter(uid__in=data["units"]).order_by("uid").values_list("pk", flat=True)
    )
    kind = Kind(data["kind"])
    plan = (
        Plan(changes=tuple(Change(unit=unit) for unit in units))
        if kind == Kind.CHANGE
        else Plan(ends=tuple(units))
    )
    try:
        return services.enter_event(
            kind=kind,
            on=data["on"],
            decree=data["decree"],
            title=title_of(kind, plan, own_names(units, data["on"])),
            plan=plan,
            by=request.user,
            at=timezone.now(),
        )
    except services.EventRefusedError as refusal:
        form.add_error("units", str(refusal))
        return None


@signed_in
def event_rewriting(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET, POST /sap-xep/<pk>/sua/ -- the day and the decree of a draft."""
    event = draft_or_404(request, pk)
    form = BasicsForm(request.POST or None, initial={"on": event.on, "decree": event.decree})
    if request.method == "POST" and form.is_valid():
        said = {"on": form.cleaned_data["on"], "decree": form.cleaned_data["decree"]}
        if rewritten(request, event, plan_of(event), **said):
            return redirect("rearrangement:event", pk=pk)
        return redirect("rearrangement:rewriting", pk=pk)
    context = {"form": form, "event": event}
    return render(request, "rearrangement/rewriting.html", context, status=_status(form))


@signed_in
def event_places(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET, POST /sap-xep/<pk>/noi-thuoc/ -- who takes what over; only a split asks."""
    event = draft_or_404(request, pk)
    plan = plan_of(event)
    if event.kind != Kind.SPLIT or len(plan.targets()) == 0:
        return redirect("rearrangement:event", pk=pk)
    form = _places_form(request, event, plan)
    if form.is_bound and form.is_valid():
        children = {int(unit): key for unit, key in form.given("child-").items()}
        said = {"children": children, "open_records": form.given("thing-")}
        if rewritten(request, event, plan.model_copy(update=said)):
            return redirect("rearrangement:event", pk=pk)
        return redirect("rearrangement:places", pk=pk)
    context = {"form": form, "event": event}
    return render(request, "rearrangement/places.html", context, status=_status(form))


def _places_form(request: SignedInRequest, event: Event, plan: Plan) -> PlacesForm:
    children = children_of(plan.ends, event.on)
    names = own_names(children, event.on)
    words = {book.code: book.one for book in books()}
    things = [
        (str(record.pk), f"{words.get(record.book, '')}: {record.title}")
        for record in open_records_of(plan.ends[0], event.on)
    ]
    return PlacesForm(
        request.POST if request.method == "POST" else None,
        children=[(child, names[child]) for child in children],
        things=things,
        targets=list(target_names(plan, event.on).items()),
        initial={
            **{f"child-{unit}": key for unit, key in plan.children.items()},
            **{f"thing-{record}": key for record, key in plan.open_records.items()},
        },
    )


def rewritten(request: SignedInRequest, event: Event, plan: Plan, **said: Any) -> bool:
    """Save the draft with its title as the plan now says it; a refusal becomes a message."""
    on = said.get("on", event.on)
    wanted = {*plan.named(), *(c.parent for c in plan.changes if c.parent is not None)}
    title = title_of(Kind(event.kind), plan, own_names(wanted, on))
    try:
        services.rewrite_event(
            event=event.pk,
            revision=event.revision,
            plan=plan,
            title=title,
            by=request.user,
            at=timezone.now(),
            **said,
        )
    except services.EventRefusedError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("Đã ghi bản nháp."))
    return True


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200
