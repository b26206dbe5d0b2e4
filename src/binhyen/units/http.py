"""What these pages must be given from above: the reach of who asks, the figures of a unit."""

from collections.abc import Callable
from datetime import date
from typing import cast

from django.http import HttpRequest
from django.utils import timezone

from binhyen.units.models import Unit
from binhyen.units.policies import Reach

# The card of a unit's main figures up to a day; "" where the officer may not see them.
Figures = Callable[[HttpRequest, Unit, date], str]


class Nowhere:
    """The reach of a request that brought none: reading only."""

    def writes(self, unit_id: int) -> bool:  # noqa: ARG002 -- the shape of a Reach
        return False


def reach_of(request: HttpRequest) -> Reach:
    return cast("Reach", getattr(request, "reach", Nowhere()))


def day_of(request: HttpRequest) -> date:
    """Give today, in Việt Nam."""
    return cast("date", getattr(request, "day", None) or timezone.localdate())
