"""What the sheet of a unit shows of its figures: a card that the slice of units is given."""

from datetime import date
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from binhyen.accounts.http import SignedInRequest
from binhyen.overview.selectors.trend import main_figures
from binhyen.units.models import Unit


def unit_figures(request: HttpRequest, unit: Unit, day: date) -> str:
    """Draw the unit's main figures up to *day* on that day's map; "" for who may not see them."""
    asker = cast("SignedInRequest", request)
    if not asker.reach.sees_figures(unit.pk):
        return ""
    is_today = day == asker.day
    on_map = {"map": "today"} if is_today else {"map": "day", "on": str(day)}

    def door(code: str, **changes: str) -> str:
        address = reverse("overview:figure", args=[code, unit.uid])
        return f"{address}?{urlencode(changes | on_map)}"

    sheet_url = f"{reverse('overview:figures')}?{urlencode({'unit': unit.uid} | on_map)}"
    figures = main_figures(unit.pk, day, door)
    context = {
        "figures": figures,
        "months": figures[0].months,
        "day": day,
        "is_today": is_today,
        "is_empty": all(one.is_empty for one in figures),
        "sheet_url": sheet_url,
    }
    return render_to_string("overview/_main_figures.html", context)
