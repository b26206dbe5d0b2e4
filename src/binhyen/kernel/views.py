"""The page of components, and the choice of text size and ground."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from binhyen.kernel.context import TEXT_SIZES, THEMES
from binhyen.kernel.forms import SampleForm
from binhyen.kernel.pages import way_back
from binhyen.kernel.pagination import page_of

ONE_YEAR = 365 * 24 * 60 * 60


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    context = {
        "form": SampleForm({"people": "chín chục", "hedge": "ABOUT", "all": "on"}),
        "place": SampleForm(initial={"place": "Nhà văn hóa thôn Vĩnh Lợi"})["place"],
        "unit": SampleForm(initial={"unit": "Phường Văn Miếu - Quốc Tử Giám, Hà Nội"})["unit"],
        "page": page_of(range(144), request, per_page=12),
        "versions": [
            (_("Lượt người"), "132", "120", True),
            (_("Lúc"), "09:12", "09:05", False),
        ],
        "segments": [
            (_("Tháng"), "?period=month", False),
            (_("Quý"), "?period=quarter", True),
            (_("6 tháng"), "?period=half", False),
            (_("Năm"), "?period=year", False),
        ],
    }
    return render(request, "kernel/style.html", context)


@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Keep the chosen text size and ground on this device, and go back."""
    response = redirect(way_back(request))
    for cookie, allowed in (("text_size", TEXT_SIZES), ("theme", THEMES)):
        if (value := request.POST.get(cookie, "")) in allowed:
            response.set_cookie(cookie, value, max_age=ONE_YEAR, samesite="Lax", httponly=True)
    return response
