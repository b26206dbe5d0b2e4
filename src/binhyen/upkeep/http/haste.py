"""Refuse costly pages to whoever asks for too many, in a sentence with the seconds to wait."""

import math
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from binhyen.kernel.limits import Buckets
from binhyen.upkeep.http import measures
from binhyen.upkeep.rules.haste import OFFICE, Cost, cost_of

MULTIPART = "multipart/form-data"
API = "api-1:"
buckets = Buckets()


class HasteMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        cost = cost_asked(request)
        wait = seconds_to_wait(request, cost, time.monotonic()) if cost else 0
        if cost is None or wait == 0:
            return None
        measures.too_fast.labels(cost.name).inc()
        words = {"cost": cost.name, "seconds": wait}
        status = HTTPStatus.TOO_MANY_REQUESTS
        response = render(request, "upkeep/too_fast.html", words, status=status)
        response["Retry-After"] = str(wait)
        return response


def cost_asked(request: HttpRequest) -> Cost | None:
    route = request.resolver_match.view_name if request.resolver_match else ""
    if route.startswith(API):  # keys have a rate of their own
        return None
    return cost_of(
        route,
        request.method or "",
        searches=bool(request.GET.get("q", "").strip()),
        uploads=request.content_type == MULTIPART,
    )


def seconds_to_wait(request: HttpRequest, cost: Cost, now: float) -> int:
    rate = cost.a_minute / 60
    address = get_adapter().get_client_ip(request)
    wait = buckets.wait((cost.name, address), now, rate * OFFICE, cost.at_once * OFFICE)
    if wait == 0 and request.user.is_authenticated:
        wait = buckets.wait((cost.name, request.user.pk), now, rate, cost.at_once)
    return math.ceil(wait)
