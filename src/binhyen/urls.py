"""Every address of the site; each slice keeps its own below."""

from django.urls import URLPattern, URLResolver, include, path

from binhyen.accounts.urls import sign_in_patterns
from binhyen.overview.views import unit_figures
from binhyen.records.urls import book_patterns
from binhyen.units.urls import unit_patterns

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("binhyen.overview.urls")),
    path("", include("binhyen.kernel.urls")),
    path("api/v1/", include("binhyen.api")),
    path("don-vi/", include((unit_patterns(unit_figures), "units"))),
    path("bao-cao/", include("binhyen.filings.urls")),
    path("sap-xep/", include("binhyen.rearrangement.urls")),
    path("", include("binhyen.accounts.urls")),
    path("dang-nhap/", include(sign_in_patterns)),
    path("hoat-dong/", include((book_patterns("ACTIVITY"), "activities"))),
    path("mo-hinh/", include((book_patterns("SCHEME"), "schemes"))),
    path("tuyen-truyen/", include((book_patterns("CHANNEL"), "outreach"))),
    path("luc-luong/", include((book_patterns("TEAM"), "forces"))),
    path("so-khai/", include((book_patterns("DECLARATION"), "records"))),
]

# the sign-in library asks for this name
handler429 = "binhyen.accounts.views.entrance.too_many"
handler500 = "binhyen.upkeep.views.server_error"
