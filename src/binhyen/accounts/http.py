"""What every request carries: who asks, what they may do, which day it is."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from binhyen.accounts.models import Officer
from binhyen.accounts.selectors import OwnUnit, Reach, own_unit, reach_of
from binhyen.units.models import Unit

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request behind ``signed_in``: somebody asks, and their reach is known."""

    user: Officer
    reach: Reach
    day: date
    at: datetime


class ReachMiddleware:
    """Give the request its moment, its Vietnamese day, and its officer's reach, read when asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at = timezone.now()  # noqa: TID251 -- the one clock of a request, read at its door
        fill_in(request, at=at)
        return self.get_response(request)


def fill_in(request: HttpRequest, *, at: datetime) -> None:
    """Put moment, day, reach and own unit on the request; nothing is read from the database yet."""
    day = timezone.localdate(at)
    reach: Any = SimpleLazyObject(lambda: reach_of_user(request.user, day))
    own: Any = SimpleLazyObject(lambda: own_unit(reach))
    attributes: dict[str, Any] = {
        "at": at,
        "day": day,
        "reach": reach,
        "own_unit_name": SimpleLazyObject(lambda: own.name),
        "own_parent_name": SimpleLazyObject(lambda: own.parent_name),
        "own_short_name": SimpleLazyObject(lambda: own.short_name),
    }
    for name, value in attributes.items():
        setattr(request, name, value)


def reach_of_user(user: object, day: date) -> Reach:
    """Give nobody an empty reach, an officer their own."""
    return reach_of(user, day) if isinstance(user, Officer) else Reach(on=day, grants=())


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Send whoever is not signed in to the door; the view gets a SignedInRequest."""

    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return login_required(inner)  # type: ignore[return-value]


def reachable_unit_or_404(request: SignedInRequest, uid: str) -> Unit:
    """Find a unit whose figures are open to the officer; any other does not exist for them."""
    unit = get_object_or_404(Unit, uid=uid)
    if not request.reach.sees_figures(unit.pk):
        raise Http404
    return unit


__all__ = [
    "OwnUnit",
    "ReachMiddleware",
    "SignedInRequest",
    "fill_in",
    "reach_of_user",
    "reachable_unit_or_404",
    "signed_in",
]
