"""Addresses of the home page, the figures and the help page."""

from django.urls import path

from binhyen.overview import views

app_name = "overview"
urlpatterns = [
    path("", views.home, name="home"),
    path("huong-dan/", views.help_page, name="help"),
    path("ban-do/", views.map_page, name="map"),
    path("so-lieu/", views.figure_list, name="figures"),
    path("so-lieu/hai-ban-do/<str:uid>/", views.two_maps, name="two-maps"),
    path("so-lieu/<str:code>/<str:uid>/", views.figure_page, name="figure"),
    path("so-lieu/<str:code>/<str:uid>/phu-luc/", views.appendix, name="appendix"),
    path("so-lieu/<str:code>/<str:uid>/excel/", views.workbook_file, name="workbook"),
]
