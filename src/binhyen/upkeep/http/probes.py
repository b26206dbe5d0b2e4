"""Is the process alive, may it be given work, what has it counted.

Answered before host names, TLS and sessions are looked at: whoever asks stands beside the server.
/healthz tells nothing; /readyz and /metrics exist only for whoever shows the token.
"""

import hmac
import shutil
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse

from binhyen.upkeep.http import measures
from binhyen.upkeep.queries.sight import answers
from binhyen.upkeep.selectors.content import lacking_migrations

LEAST_FREE = 200 * 1024 * 1024
TEXT = "text/plain; version=0.0.4; charset=utf-8"


class ProbeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path)
        if probe is None:
            return self.get_response(request)
        if request.path != ALIVE and not shows_token(request):
            return HttpResponse(status=HTTPStatus.NOT_FOUND)
        response = probe()
        response["Cache-Control"] = "no-store"
        return response


def shows_token(request: HttpRequest) -> bool:
    """Whether the request carries BINHYEN_PROBE_TOKEN; without that setting nobody's does."""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    wanted: str = settings.PROBE_TOKEN
    return bool(wanted) and hmac.compare_digest(shown.encode(), wanted.encode())


def alive() -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def ready() -> HttpResponse:
    found = {"database": answers(), "migrations": False, "disk": has_room()}
    if found["database"]:
        found["migrations"] = is_up_to_date()
    status = HTTPStatus.OK if all(found.values()) else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse(found, status=status)


def counted() -> HttpResponse:
    return HttpResponse(measures.exposition(), content_type=TEXT)


def is_up_to_date() -> bool:
    try:
        return not lacking_migrations()
    except DatabaseError:
        return False


def has_room() -> bool:
    """Whether attachments can be written: a folder of ours, with some hundred megabytes free."""
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    try:
        with (folder / ".probe").open("wb") as file:
            file.write(b"x")
        (folder / ".probe").unlink(missing_ok=True)
    except OSError:
        return False
    return shutil.disk_usage(folder).free >= LEAST_FREE


ALIVE = "/healthz"
PROBES: dict[str, Callable[[], HttpResponse]] = {
    ALIVE: alive,
    "/readyz": ready,
    "/metrics": counted,
}
