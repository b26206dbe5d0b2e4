"""What no request may carry."""

from collections.abc import Callable

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
