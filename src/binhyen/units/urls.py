"""Addresses of the units slice, below /don-vi/."""

from django.urls import URLPattern, path

from binhyen.units import views
from binhyen.units.http import Figures


def unit_patterns(figures: Figures) -> list[URLPattern]:
    """Give the pages of units; *figures* draws what a unit's sheet shows of its figures."""
    return [
        path("", views.unit_list, name="list"),
        path("<str:uid>/", views.unit_page, {"figures": figures}, name="unit"),
        path("<str:uid>/khu-dan-cu/", views.area_creation, name="area-creation"),
        path("<str:uid>/to-chuc/", views.organisation_creation, name="organisation-creation"),
    ]
