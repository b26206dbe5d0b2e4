"""A whole page, or only the piece of it htmx asked for; and the way back from a choice."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme


def render_page(
    request: HttpRequest, page: str, fragment: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render the whole *page*, or only its *fragment* when htmx asks for it."""
    htmx = request.htmx  # type: ignore[attr-defined]
    wants_fragment = htmx and not htmx.boosted and not htmx.history_restore_request
    response = render(request, fragment if wants_fragment else page, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def way_back(request: HttpRequest) -> str:
    """Give the address a choice was made on, if it is one of ours; else the first page."""
    back = request.POST.get("next", "/")
    own = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=False)
    return back if own and back.startswith("/") else "/"
