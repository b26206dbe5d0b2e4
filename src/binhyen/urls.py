"""Every address of the site; each slice keeps its own below."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("binhyen.kernel.urls")),
]
