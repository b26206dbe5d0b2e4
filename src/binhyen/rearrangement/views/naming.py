"""Step two: what the new units are called, or what a unit is called from the day on."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.kernel.numbers import typed_number
from binhyen.rearrangement import policies
from binhyen.rearrangement.forms import KeepForm, NewUnitForm
from binhyen.rearrangement.http import draft_or_404
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.outcome import parent_of
from binhyen.rearrangement.rules.plan import Change, Kind, NewUnit, Plan
from binhyen.rearrangement.selectors.facts import plan_of
from binhyen.rearrangement.views.drafting import rewritten
from binhyen.units.models import UnitVersion
from binhyen.units.selectors import current_tree, own_names

MOST_UNITS = 20


@signed_in
def event_units(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET, POST /sap-xep/<pk>/don-vi-moi/."""
    event = draft_or_404(request, pk)
    plan = plan_of(event)
    keep = _keep_form(request, event, plan)
    forms = _forms(request, event, plan)
    if request.method == "POST" and request.POST.get("go") != "add":
        new_plan = _plan_said(event, plan, keep, forms)
        if new_plan is not None:
            to = "places" if event.kind == Kind.SPLIT else "event"
            saved = rewritten(request, event, new_plan)
            return redirect(f"rearrangement:{to if saved else 'units'}", pk=pk)
    context = {
        "event": event,
        "keep": keep,
        "forms": forms,
        "count": len(forms),
        "may_add": event.kind == Kind.SPLIT and len(forms) < MOST_UNITS,
        "wrong": [(n, form) for n, form in enumerate(forms, 1) if form.is_bound and form.errors],
        "steps": 4 if event.kind == Kind.SPLIT else 3,
    }
    status = 422 if context["wrong"] else 200
    return render(request, "rearrangement/units.html", context, status=status)


def _keep_form(request: SignedInRequest, event: Event, plan: Plan) -> KeepForm | None:
    """A merge may go into one of the units chosen, which then stands on."""
    if event.kind != Kind.MERGE:
        return None
    chosen = sorted({*plan.ends, *plan.into})
    names = own_names(chosen, event.on)
    data = request.POST if request.method == "POST" else None
    initial = {"keeps": plan.into[0] if plan.into else 0}
    return KeepForm(data, chosen=[(unit, names[unit]) for unit in chosen], initial=initial)


def _forms(request: SignedInRequest, event: Event, plan: Plan) -> list[NewUnitForm]:
    tree = current_tree(set(plan.named()))
    first = next(iter(plan.named()))
    level = tree.level(first)
    parents = _parents(request, event, first)
    initials = _initials(event, plan, parents)
    count = len(initials)
    if event.kind == Kind.SPLIT:
        count = max(2, count, typed_number(request.POST.get("count")) or 0)
        count = min(count + (request.POST.get("go") == "add"), MOST_UNITS)
    initials += [{"parent": parents[0][0]} for _ in range(count - len(initials))]
    is_saving = request.method == "POST" and request.POST.get("go") != "add"
    found = []
    for number, initial in enumerate(initials, 1):
        typed = {name: request.POST.get(f"n{number}-{name}") for name in NewUnitForm.base_fields}
        shown = {**initial, **{name: value for name, value in typed.items() if value is not None}}
        data = request.POST if is_saving else None
        form = NewUnitForm(data, prefix=f"n{number}", level=level, parents=parents, initial=shown)
        found.append(form)
    return found


def _initials(
    event: Event, plan: Plan, parents: list[tuple[int, str]]
) -> list[dict[str, str | int | None]]:
    if event.kind != Kind.CHANGE:
        saved = [new.model_dump(include={"name", "type", "code", "parent"}) for new in plan.begins]
        return saved or ([{"parent": parents[0][0]}] if event.kind == Kind.MERGE else [])
    change = plan.changes[0]
    now = UnitVersion.objects.get(unit=change.unit, valid_to=None)
    return [
        {
            "name": change.name or now.name,
            "type": change.type or now.type,
            "code": change.code or now.code,
            "parent": change.parent or now.parent_id,
        }
    ]


def _parents(request: SignedInRequest, event: Event, unit: int) -> list[tuple[int, str]]:
    """List the unit's own parent first, then its neighbours the administrator reaches."""
    tree = current_tree({unit})
    own = parent_of(tree, unit, event.on) or tree.nation
    above = parent_of(tree, own, event.on)
    near = tree.children(above, event.on) if above is not None else []
    fit = [p for p in near if p != own and policies.may_enter(request.reach, tree, [own, p])]
    names = own_names([own, *fit], event.on)
    return [(own, names[own]), *sorted(((p, names[p]) for p in fit), key=lambda pair: pair[1])]


def _plan_said(
    event: Event, plan: Plan, keep: KeepForm | None, forms: list[NewUnitForm]
) -> Plan | None:
    """Read the step into the plan; None when something typed is wrong."""
    if keep is not None and keep.is_valid() and keep.cleaned_data["keeps"]:
        stays = keep.cleaned_data["keeps"]
        ends = tuple(unit for unit in {*plan.ends, *plan.into} if unit != stays)
        return Plan(ends=tuple(sorted(ends)), into=(stays,))
    answers = [form.is_valid() for form in forms]  # every form, so that every error shows
    if not all(answers):
        return None
    tree = current_tree(set(plan.named()))
    level = tree.level(next(iter(plan.named())))
    if event.kind == Kind.CHANGE:
        return Plan(changes=(_change(plan.changes[0].unit, forms[0]),))
    begins = tuple(
        NewUnit(key=f"n{number}", level=level, **form.cleaned_data)
        for number, form in enumerate(forms, 1)
    )
    ends = tuple(sorted({*plan.ends, *plan.into}))
    kept = {child: key for child, key in plan.children.items() if key in {n.key for n in begins}}
    return Plan(ends=ends, begins=begins, children=kept, open_records=plan.open_records)


def _change(unit: int, form: NewUnitForm) -> Change:
    """Say only what differs from what the unit is today."""
    now = UnitVersion.objects.get(unit=unit, valid_to=None)
    said = form.cleaned_data
    renamed = said["name"] != now.name or said.get("type", now.type) != now.type
    return Change(
        unit=unit,
        name=said["name"] if renamed else None,
        type=said.get("type") if renamed else None,
        code=said["code"] if said.get("code") and said["code"] != now.code else None,
        parent=said["parent"] if said["parent"] != now.parent_id else None,
    )
