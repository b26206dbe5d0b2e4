"""What the frame of every page says: whose page it is, which day, where one may go."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.kernel import navigation
from binhyen.kernel.dates import page_date

TEXT_SIZES = {"100": _("Vừa"), "112": _("Lớn"), "125": _("Lớn hơn"), "150": _("Rất lớn")}
THEMES = {"auto": _("Theo máy"), "light": _("Sáng"), "dark": _("Tối")}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Feed kernel/base.html; the middleware of accounts says the body's name and the day."""
    day = getattr(request, "day", None) or timezone.localdate()
    user = getattr(request, "user", None)
    return {
        "shell": {
            "own_unit": getattr(request, "own_unit_name", ""),
            "own_parent": getattr(request, "own_parent_name", ""),
            "own_short": getattr(request, "own_short_name", ""),
            "date": page_date(day),
            "signed_in": bool(user and user.is_authenticated),
            "menu": navigation.menu(request),
            "tabs": navigation.tabs(request),
            "text_size": _chosen(request, "text_size", TEXT_SIZES),
            "text_sizes": TEXT_SIZES.items(),
            "theme": _chosen(request, "theme", THEMES),
            "themes": THEMES.items(),
        }
    }


def _chosen(request: HttpRequest, cookie: str, allowed: Mapping[str, Promise]) -> str:
    value = request.COOKIES.get(cookie, "")
    return value if value in allowed else next(iter(allowed))
