"""Pages: the list of units, one unit's sheet, writing down a village or an organisation."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from binhyen.kernel.pages import render_page
from binhyen.kernel.pagination import page_of
from binhyen.units import policies, services
from binhyen.units.forms import AreaForm, MapForm, OrganisationForm, PlaceForm, SearchForm
from binhyen.units.http import Figures, day_of, reach_of
from binhyen.units.models import Level, Unit, UnitVersion
from binhyen.units.selectors import sheets
from binhyen.units.selectors.listing import version_of
from binhyen.units.selectors.search import former_units_matching, units_matching, units_valid
from binhyen.units.services.places import Actor

BODIES_SHOWN = 50


@login_required
@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """Find a unit of any day; without a question, the provinces of that day."""
    form = SearchForm(request.GET)
    on = form.chosen(day_of(request))
    found = _found(form, on)
    page = page_of(found.select_related("unit"), request)
    text = form.cleaned_data.get("q", "")
    context = {
        "form": form,
        "on": on,
        "today": day_of(request),
        "page": page,
        "rows": sheets.rows_of(page.object_list, on),
        "former": sheets.rows_of(former_units_matching(text, on), on) if text else [],
        "text": text,
    }
    return render_page(request, "units/unit_list.html", "units/_unit_found.html", context)


def _found(form: SearchForm, on: date) -> QuerySet[UnitVersion]:
    asked = form.cleaned_data if form.is_valid() else {}
    level, text = asked.get("level"), asked.get("q", "")
    within = None
    if asked.get("within"):
        within = get_object_or_404(Unit, uid=asked["within"]).pk
    if text:
        return units_matching(text, on, level, within)
    if level is None and within is None:
        level = Level.PROVINCE
    return units_valid(on, level=level, within=within).order_by("unit__level", "code", "sort_key")


@login_required
@require_safe
def unit_page(request: HttpRequest, uid: str, figures: Figures) -> HttpResponse:
    """Show a unit as it was on the asked day, or on its nearest day, with its main figures."""
    unit = get_object_or_404(Unit, uid=uid)
    today = day_of(request)
    form = MapForm(request.GET)
    on = form.chosen(today)
    version = version_of(unit, on)
    if version is None:
        raise Http404
    context = _sheet(request, unit, version, on) | {"form": form, "on": on, "today": today}
    context["figures"] = figures(request, unit, context["day"])
    return render(request, "units/unit.html", context)


def _sheet(request: HttpRequest, unit: Unit, version: UnitVersion, on: date) -> dict[str, Any]:
    """Gather what the sheet of a unit shows on its nearest valid day."""
    first_day, last_day = sheets.life_of(unit)
    day = min(max(on, first_day or on), last_day or on)
    every_commune = request.GET.get("show") == "communes" and unit.level < Level.DISTRICT
    children = _children(unit, day, every_commune=every_commune)
    page = page_of(children.select_related("unit"), request)
    bodies = units_valid(day, level=Level.ORGANISATION, within=unit.pk).filter(parent=unit)
    reach = reach_of(request)
    return {
        "unit": unit,
        "version": version,
        "first_day": first_day,
        "last_day": last_day,
        "stretches": sheets.stretches_of(unit),
        "is_leaf": unit.level > Level.COMMUNE,
        "is_commune": unit.level == Level.COMMUNE,
        "day": day,
        "trail": [
            (name, reverse("units:unit", args=[above]) if above != unit.uid else "")
            for name, above in sheets.trail(unit, day)
        ],
        "origins": sheets.origins(unit),
        "counts": _counts(children),
        "page": page,
        "rows": sheets.rows_of(page.object_list, day),
        "bodies": sheets.rows_of(bodies.select_related("unit")[:BODIES_SHOWN], day),
        "bodies_count": bodies.count(),
        "segments": _segments(unit, every_commune=every_commune),
        "may_add_area": policies.may_add_area(reach, unit),
        "may_add_organisation": policies.may_add_organisation(reach, unit),
    }


def _children(unit: Unit, day: date, *, every_commune: bool) -> QuerySet[UnitVersion]:
    """List what lies right under the unit that day, or every commune below it."""
    if every_commune:
        communes = units_valid(day, level=Level.COMMUNE, within=unit.pk)
        return communes.order_by("code", "sort_key")
    right_below = UnitVersion.objects.on(day).filter(parent=unit)
    return right_below.exclude(unit__level=Level.ORGANISATION).order_by("code", "sort_key", "pk")


def _counts(versions: QuerySet[UnitVersion]) -> list[tuple[str, int]]:
    """Count the units of each type, the most frequent first."""
    types = versions.order_by().values_list("type").annotate(number=Count("pk"))
    return list(types.order_by("-number", "type"))


def _segments(unit: Unit, *, every_commune: bool) -> list[tuple[str, str, bool]]:
    if unit.level >= Level.DISTRICT:
        return []
    address = reverse("units:unit", args=[unit.uid])
    return [
        (_("Trực thuộc"), address, not every_commune),
        (_("Mọi xã, phường"), f"{address}?show=communes", every_commune),
    ]


@login_required
def area_creation(request: HttpRequest, uid: str) -> HttpResponse:
    """GET the form, POST /don-vi/<uid>/khu-dan-cu/ -- a village of this commune."""
    unit = get_object_or_404(Unit, uid=uid)
    if not policies.may_add_area(reach_of(request), unit):
        raise Http404
    form = AreaForm(request.POST or None, former=sheets.former_units(unit))

    def create(given: dict[str, Any]) -> Unit:
        return services.create_area(commune=unit, **given, by=_actor(request), at=timezone.now())

    return _creation(request, unit, form, create, "units/area_creation.html")


@login_required
def organisation_creation(request: HttpRequest, uid: str) -> HttpResponse:
    """GET the form, POST /don-vi/<uid>/to-chuc/ -- a body that belongs to this unit."""
    unit = get_object_or_404(Unit, uid=uid)
    if not policies.may_add_organisation(reach_of(request), unit):
        raise Http404
    form = OrganisationForm(request.POST or None, former=sheets.former_units(unit))

    def create(given: dict[str, Any]) -> Unit:
        return services.create_organisation(
            unit=unit, **given, by=_actor(request), at=timezone.now()
        )

    return _creation(request, unit, form, create, "units/organisation_creation.html")


def _actor(request: HttpRequest) -> Actor:
    """Give the officer; ``login_required`` has kept everybody else out."""
    return cast("Actor", request.user)


def _creation(
    request: HttpRequest,
    unit: Unit,
    form: PlaceForm,
    create: Callable[[dict[str, Any]], Unit],
    template: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            made = create(form.cleaned_data)
        except services.PlaceRefusedError as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, refusal.message)
        else:
            version = UnitVersion.objects.filter(unit=made).order_by("-valid_from")[0]
            messages.success(request, _("Đã ghi %(name)s.") % {"name": version.full_name})
            return redirect("units:unit", uid=unit.uid)
    context = {"form": form, "unit": unit, "trail": _trail_of_form(unit, day_of(request))}
    return render(request, template, context, status=422 if form.errors else 200)


def _trail_of_form(unit: Unit, on: date) -> list[tuple[str, str]]:
    return [(name, reverse("units:unit", args=[uid])) for name, uid in sheets.trail(unit, on)]
