"""Addresses of the units slice, below /don-vi/."""

from django.urls import path

from binhyen.units import views

app_name = "units"
urlpatterns = [
    path("", views.unit_list, name="list"),
    path("<str:uid>/", views.unit_page, name="unit"),
    path("<str:uid>/khu-dan-cu/", views.area_creation, name="area-creation"),
    path("<str:uid>/to-chuc/", views.organisation_creation, name="organisation-creation"),
]
