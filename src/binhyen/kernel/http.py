"""What no request may carry, and what every answer forbids the browser."""

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

NULL = "\x00"


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
