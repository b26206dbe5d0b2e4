"""Every address of the site; each slice keeps its own below."""

from django.urls import URLPattern, URLResolver, include, path

from binhyen.accounts.urls import sign_in_patterns

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("binhyen.kernel.urls")),
    path("don-vi/", include("binhyen.units.urls")),
    path("", include("binhyen.accounts.urls")),
    path("dang-nhap/", include(sign_in_patterns)),
]

# the sign-in library asks for this name
handler429 = "binhyen.accounts.views.entrance.too_many"
