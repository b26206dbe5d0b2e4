"""The programming interface, version 1: every slice's part, one door, one shape of refusal.

A key may ask API_RATE requests a second, counted in each server process.
"""

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from binhyen.accounts.models import ApiKey
from binhyen.accounts.selectors import key_of
from binhyen.accounts.services import note_key_used
from binhyen.activities.api import router as activities_router
from binhyen.filings.api import router as filings_router
from binhyen.forces.api import router as forces_router
from binhyen.kernel.api import (
    PROBLEM_TYPE,
    ProblemError,
    invalid,
    not_found,
    problem_response,
)
from binhyen.kernel.limits import Buckets
from binhyen.ledger.api import router as ledger_router
from binhyen.ledger.selectors.catalogue import closed_values, indicators
from binhyen.outreach.api import router as outreach_router
from binhyen.records.api import router as declarations_router
from binhyen.records.rules.content import ContentError, refusal_of
from binhyen.schemes.api import router as schemes_router
from binhyen.units.api import router as units_router

SAFE = {"GET", "HEAD", "OPTIONS"}
SECONDS_SAVED = 4
PREFIX = "/api/v1/"


# --- who asks, and how often


buckets = Buckets()


class KeyAuth(HttpBearer):
    """A bearer key made by `binhyen apikey USERNAME [--write]`."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        at: datetime = request.at  # type: ignore[attr-defined]  # put there by ReachMiddleware
        key = key_of(token, at)
        if key is None:
            return None
        rate: int = settings.API_RATE
        if buckets.wait(key.pk, time.monotonic(), rate, rate * SECONDS_SAVED):
            said = _("Khóa này gửi quá nhanh. Đợi một giây rồi gửi lại.")
            raise ProblemError(429, "too-fast", said, headers={"Retry-After": "1"})
        if request.method not in SAFE and not key.can_write:
            raise ProblemError(
                403, "read-only-key", _("Khóa này chỉ được đọc. Xin khóa được ghi để ghi sổ.")
            )
        request.user = key.officer
        note_key_used(key=key, at=at)
        return key


# --- the document


class Interface(NinjaAPI):
    """Completes the OpenAPI document with what only the catalogue knows.

    Writing it takes seconds, so a process writes it once for a catalogue.
    """

    def get_openapi_schema(self, **options: Any) -> Any:
        written_for = (repr(options), tuple(indicators()))
        if getattr(self, "_written_for", None) != written_for:
            self._document = self._written(**options)
            self._written_for = written_for
        return self._document

    def _written(self, **options: Any) -> Any:
        schema = super().get_openapi_schema(**options)
        for operation in _operations(schema):
            for status, response in operation["responses"].items():
                if int(status) >= 400:  # noqa: PLR2004 -- refusals
                    content = response.pop("content", {})
                    response["content"] = {PROBLEM_TYPE: content.get("application/json", {})}
            operation["responses"][429]["headers"] = {
                "Retry-After": {"schema": {"type": "integer"}, "description": "seconds to wait"}
            }
            _tell_the_catalogue(operation)
        return schema


def _operations(schema: Any) -> Iterable[dict[str, Any]]:
    for methods in schema["paths"].values():
        yield from methods.values()


def _tell_the_catalogue(operation: dict[str, Any]) -> None:
    """Closed lists as enums: the codes of indicators, the values of dimensions."""
    parameters = operation.get("parameters", [])
    for parameter in parameters:
        if parameter["name"] == "indicator":
            parameter["schema"] = {"type": "string", "enum": list(indicators())}
            values: dict[str, dict[str, None]] = {}
            for (_code, name), labels in closed_values().items():
                values.setdefault(name, {}).update(dict.fromkeys(labels))
            operation["parameters"] = [
                *parameters,
                *(_dimension(name, list(known)) for name, known in sorted(values.items())),
                _dimension("year", []),
                _dimension("type", []),
            ]
            return


def _dimension(name: str, values: list[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if values:
        schema["enum"] = values
    return {"name": f"dim.{name}", "in": "query", "required": False, "schema": schema}


api = Interface(
    title="Bình Yên",
    version="1",
    description=(
        "Records, and the figures they make. Dates are ISO 8601, instants carry +07:00, units "
        "are named by uid. Every write answers the whole record and an ETag with its revision."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    auth=KeyAuth(),
    urls_namespace="api-1",
)
for router in (
    units_router,
    activities_router,
    schemes_router,
    outreach_router,
    forces_router,
    declarations_router,
    ledger_router,
    filings_router,
):
    api.add_router("", router)


# --- one shape of refusal


@api.exception_handler(ProblemError)
def _problem(request: HttpRequest, error: ProblemError) -> HttpResponse:  # noqa: ARG001
    return problem_response(error)


@api.exception_handler(AuthenticationError)
def _nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:  # noqa: ARG001
    said = _("Gửi khóa truy cập còn hạn trong mục Authorization: Bearer …")
    headers = {"WWW-Authenticate": "Bearer"}
    return problem_response(ProblemError(401, "no-key", said, headers=headers))


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001
    return problem_response(not_found())


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:  # noqa: ARG001
    said = _("Nội dung gửi lên quá lớn.")
    return problem_response(ProblemError(413, "too-big", said))


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001
    return problem_response(invalid(("", _("Nội dung gửi lên không phải JSON đọc được."))))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
    if any(fault["loc"][0] == "path" for fault in error.errors):
        return problem_response(not_found())
    faults = [dict(fault, loc=_loc(fault["loc"])) for fault in error.errors]
    return problem_response(invalid(*(refusal_of(fault) for fault in faults)))


def _loc(loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Where a field stands for who sent it: without the name of our own parameter."""
    return loc[2:] if loc[0] == "body" else loc[1:]


@api.exception_handler(ContentError)
def _content(request: HttpRequest, error: ContentError) -> HttpResponse:  # noqa: ARG001
    return problem_response(invalid(*error.refusals))


class ProblemMiddleware:
    """Gives refusals that never reached an operation (no such address or method) the same shape."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        refused = response.status_code >= 400  # noqa: PLR2004 -- the refusals of HTTP
        if not request.path.startswith(PREFIX) or not refused:
            return response
        if response.headers.get("Content-Type") == PROBLEM_TYPE:
            return response
        kind = {404: "not-found", 405: "no-such-method"}.get(response.status_code, "refused")
        headers = {name: response[name] for name in ("Allow",) if name in response}
        said = _("Địa chỉ hoặc cách gọi này không có. Xem /api/v1/openapi.json.")
        if response.status_code >= 500:  # noqa: PLR2004
            number = getattr(request, "request_id", "")
            said = _("Hệ thống gặp lỗi. Đề nghị thử lại sau. Mã lỗi: %(number)s.") % {
                "number": number
            }
        return problem_response(ProblemError(response.status_code, kind, said, headers=headers))


urlpatterns: list[URLPattern | URLResolver] = [path("", cast("Any", api.urls))]
