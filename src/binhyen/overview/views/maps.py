"""Bản đồ: one indicator over a unit's map, with its table."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.ledger.selectors.catalogue import Facts, indicators
from binhyen.ledger.selectors.questions import NotOnMapError
from binhyen.ledger.selectors.suppression import figures_seen
from binhyen.overview.selectors import opened
from binhyen.overview.selectors.asking import Asked
from binhyen.overview.selectors.atlas import atlas, commune_of
from binhyen.overview.selectors.choosing import below, path_to, told_name
from binhyen.overview.selectors.shading import WORDS, year_before
from binhyen.overview.selectors.shapes import SHAPES_OF, drawing
from binhyen.overview.selectors.standing import standing
from binhyen.overview.views.asking import asked_of, indicator_or_404, is_itself
from binhyen.units.models import Level
from binhyen.units.selectors import current_tree, own_name

USUAL = "TT02"


@signed_in
@require_safe
def map_page(request: SignedInRequest) -> HttpResponse:
    """Shade the units below one's own; a commune finds itself and the quarter it stands in."""
    if not request.reach.roots:
        return render(request, "overview/nowhere.html")
    facts = indicator_or_404(request.GET.get("code") or USUAL)
    asked = _on_a_day(request, asked_of(request))
    tree, on = current_tree(leaves=[asked.unit.pk]), asked.span.on or request.day
    context = _frame(request, asked, facts)
    if not tree.valid(asked.unit.pk, on):
        context |= _not_on_map(asked, NotOnMapError(tree.image(asked.unit.pk, on).unit, on))
    elif tree.level(asked.unit.pk) < Level.COMMUNE:
        context |= _shaded(request, asked, facts)
    else:
        context |= _marked(request, asked, facts)
    return render(request, "overview/map.html", context)


def _on_a_day(request: SignedInRequest, asked: Asked) -> Asked:
    """A drawing has one map: today's, unless a day is asked for; `then` is the last of the window.

    The last day of a window that still runs is today.
    """
    chosen = asked.map if "map" in request.GET else "today"
    if chosen == "then":
        last = min(asked.span.end, request.day)
        return replace(asked, span=asked.span._replace(on=last), map="day")
    on = request.day if chosen == "today" else asked.span.on
    return replace(asked, span=asked.span._replace(on=on), map=chosen)


def _frame(request: SignedInRequest, asked: Asked, facts: Facts) -> dict[str, Any]:
    def words(**changes: str) -> str:
        return asked.words(**({"code": facts.code, "unit": asked.unit.uid} | changes))

    path = path_to(asked.unit.pk, asked.span, request.reach, words)
    return {
        "asked": asked,
        "form": asked.form,
        "facts": facts,
        "catalogue": _catalogue(),
        "place": told_name(asked.unit.pk, asked.span.on or asked.span.end),
        "own_name": own_name(asked.unit.pk, asked.span.on or asked.span.end),
        "path": path,
        "above_url": words(unit=path[-1].uid, chosen=asked.unit.uid) if path else "",
        "above_place": path[-1].name if path else "",
        "below": below(asked.unit.pk, asked.span, words),
        "trail": [(_("Số liệu"), reverse("overview:figures")), (_("Bản đồ"), "")],
        "figure_url": asked.door(facts.code),
    }


def _catalogue() -> list[tuple[str, list[Facts]]]:
    groups: dict[str, list[Facts]] = {}
    for facts in indicators().values():
        groups.setdefault(facts.group, []).append(facts)
    return list(groups.items())


def _not_on_map(asked: Asked, error: NotOnMapError) -> dict[str, Any]:
    uid, name = opened.stands_for(error)
    return {"image_name": name, "image_url": asked.words(unit=uid), "image_day": error.on}


def _shaded(request: SignedInRequest, asked: Asked, facts: Facts) -> dict[str, Any]:
    before = year_before(asked.span, asked.period)
    way = request.GET.get("way", "")
    found = atlas(asked.query(facts.code), facts, way, itself(request), before)
    return {
        "atlas": found,
        "way": found.shaded.way,
        "ways": [(one, WORDS[one]) for one in found.ways],
        "before": before,
        "chosen": request.GET.get("chosen", ""),
        "too_old": found.drawing is None and (asked.span.on or asked.today) < SHAPES_OF,
    }


def _marked(request: SignedInRequest, asked: Asked, facts: Facts) -> dict[str, Any]:
    """A commune among neighbours without names or numbers: its place, figure and quarter."""
    on = asked.span.on or request.day
    above, commune = commune_of(asked.unit.pk, on)
    query = asked.query(facts.code)
    return {
        "figure": figures_seen(query, lambda unit: is_itself(request, unit))[0],
        "drawing": drawing(above, on) if above else None,
        "commune": commune,
        "commune_name": own_name(commune, on),
        "above_name": own_name(above, on) if above else "",
        "standing": standing(query, facts, on) if commune == asked.unit.pk else None,
    }


def itself(request: SignedInRequest) -> Callable[[int], bool]:
    """Whose exact cells are the officer's; asks for the tree once, not once a row."""
    tree, roots = current_tree(), set(request.reach.roots)
    return lambda unit: unit in roots or tree.image(unit, request.day).unit in roots
