"""What no request may carry, what every answer forbids the browser, and how it travels."""

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

NULL = "\x00"
SHORTEST_PRESSED = 1000
FROM_OURSELVES = {"", "same-origin", "none"}


class NoNullMiddleware:
    """Know no address with a NUL sign: PostgreSQL keeps no text with it, and nobody types it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = (text for values in request.GET.lists() for text in (values[0], *values[1]))
        if NULL in request.path or any(NULL in text for text in asked):
            raise Http404
        return self.get_response(request)


class FenceMiddleware:
    """Let no page use a device's sensors or be taken into another site's page."""

    fences: Final = {
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.fences.items():
            response.setdefault(name, value)
        return response


class PressMiddleware(GZipMiddleware):
    """Send pages compressed where guessing at their length tells nobody a secret (docs/adr/0015).

    The CSRF token is masked anew in every answer and Django adds up to 100 random bytes. What
    another site made the browser ask for, and what shows a secret once (no-store), stays as it is.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        return (
            super().process_response(request, response)
            if _may_press(request, response)
            else response
        )


def _may_press(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        isinstance(response, HttpResponse)
        and len(response.content) >= SHORTEST_PRESSED
        and response.headers.get("Content-Type", "").startswith("text/html")
        and request.headers.get("Sec-Fetch-Site", "") in FROM_OURSELVES
        and "no-store" not in response.headers.get("Cache-Control", "")
    )
