"""A number for every request, one line in the log about it, and its measures."""

import logging
import time
from collections.abc import Callable
from http import HTTPStatus
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from binhyen.upkeep.http import measures
from binhyen.upkeep.rules.log_lines import unit_of

log = logging.getLogger("binhyen.requests")
NUMBER = 12
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class RequestMiddleware:
    """Outermost but for probes, so that nobody is answered unseen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid4().hex[:NUMBER]
        request.request_id = number  # type: ignore[attr-defined]
        began = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = number
        tell(request, response, time.perf_counter() - began)
        return response


def tell(request: HttpRequest, response: HttpResponse, took: float) -> None:
    route, method, status = route_of(request), method_of(request), response.status_code
    measures.requests.labels(route, method, str(status)).inc()
    measures.seconds.labels(route).observe(took)
    is_ours = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    if is_ours:
        measures.errors.labels(route).inc()
    log.log(
        logging.ERROR if is_ours else logging.INFO,
        "request",
        extra={
            "route": route,
            "method": method,
            "status": status,
            "duration_ms": round(took * 1000, 1),
            "unit": unit_in(request) if status < HTTPStatus.BAD_REQUEST else None,
            "officer": officer_in(request),
            "request_id": request.request_id,  # type: ignore[attr-defined]
        },
    )


def route_of(request: HttpRequest) -> str:
    """The name of the address, never the address: that may hold what somebody typed."""
    found = request.resolver_match
    return (found.view_name or found.route) if found else "none"


def method_of(request: HttpRequest) -> str:
    return request.method if request.method in METHODS else "other"


def unit_in(request: HttpRequest) -> str | None:
    found = request.resolver_match
    return unit_of(found.kwargs.get("uid")) if found else None


def officer_in(request: HttpRequest) -> int | None:
    """The number of whoever asks, if that became known; it is not looked up for the log."""
    user = vars(request).get("_cached_user") or vars(request).get("user")
    return None if isinstance(user, SimpleLazyObject) else getattr(user, "pk", None)
