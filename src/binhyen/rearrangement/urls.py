"""Addresses of the rearrangement slice, below /sap-xep/."""

from django.urls import path

from binhyen.rearrangement.views import deciding, drafting, naming, reading

app_name = "rearrangement"
urlpatterns = [
    path("", reading.event_list, name="list"),
    path("moi/", drafting.event_creation, name="creation"),
    path("<int:pk>/", reading.event_page, name="event"),
    path("<int:pk>/sua/", drafting.event_rewriting, name="rewriting"),
    path("<int:pk>/don-vi-moi/", naming.event_units, name="units"),
    path("<int:pk>/noi-thuoc/", drafting.event_places, name="places"),
    path("<int:pk>/xac-nhan/", deciding.event_confirmation, name="confirmation"),
    path("<int:pk>/hoan-tac/", deciding.event_undoing, name="undoing"),
    path("<int:pk>/bo/", deciding.event_discarding, name="discarding"),
]
