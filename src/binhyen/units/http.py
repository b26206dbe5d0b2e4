"""What a request must bring to these pages. The slice above (accounts) fills it in."""

from datetime import date
from typing import cast

from django.http import HttpRequest
from django.utils import timezone

from binhyen.units.policies import Reach


class Nowhere:
    """The reach of a request that brought none: reading only."""

    def writes(self, unit_id: int) -> bool:  # noqa: ARG002 -- the shape of a Reach
        return False


def reach_of(request: HttpRequest) -> Reach:
    return cast("Reach", getattr(request, "reach", Nowhere()))


def day_of(request: HttpRequest) -> date:
    """Give today, in Việt Nam."""
    return cast("date", getattr(request, "day", None) or timezone.localdate())
