"""What no request may carry."""

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

NULL = "\x00"


class NoNullMiddleware:
    """Refuse the NUL sign in an address: PostgreSQL keeps no text with it, and nobody types it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = (text for values in request.GET.lists() for text in (values[0], *values[1]))
        if NULL in request.path or any(NULL in text for text in asked):
            raise SuspiciousOperation("NUL in the address")
        return self.get_response(request)
