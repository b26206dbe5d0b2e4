"""What every part of the programming interface shares: problems, days, entity tags, pages."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

PROBLEM_TYPE = "application/problem+json"
ISO_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
FIRST_YEAR, LAST_YEAR = 1900, 2199
ETAG = re.compile(r'^(?:W/)?(?:"(\d{1,9})"|(\d{1,9}))$')
ANY_REVISION = 0
PAGE = 100


class FieldProblem(Schema):
    """What is wrong with one field, in a sentence."""

    field: str
    detail: str


class Problem(Schema):
    """A refusal as RFC 9457 writes it; its sentences in Vietnamese or, if asked for, English."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    fields: list[FieldProblem] | None = None


class ProblemError(Exception):
    """Raised anywhere behind the interface; answered as problem details."""

    def __init__(
        self,
        status: int,
        kind: str,
        detail: str,
        *,
        fields: list[tuple[str, str]] | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail = status, kind, detail
        self.fields, self.headers, self.more = fields, headers or {}, more


# Every operation documents them all: a client has one place to handle each.
PROBLEMS: dict[int, type[Problem]] = dict.fromkeys(
    (401, 403, 404, 405, 409, 412, 413, 422, 428, 429), Problem
)


def title_of(status: int) -> str:
    titles = {
        400: _("Yêu cầu chưa đọc được"),
        401: _("Cần khóa truy cập"),
        403: _("Khóa này chỉ được đọc"),
        404: _("Không có"),
        405: _("Không có cách gọi này"),
        409: _("Chưa đúng trạng thái"),
        412: _("Đã có người sửa trước"),
        413: _("Gửi quá nhiều"),
        422: _("Thông tin chưa đúng"),
        428: _("Cần nói bản đã đọc"),
        429: _("Gửi quá nhanh"),
    }
    return titles.get(status) or _("Hệ thống gặp lỗi")


def problem_response(error: ProblemError) -> HttpResponse:
    body: dict[str, Any] = {
        "type": f"urn:binhyen:problem:{error.kind}",
        "title": title_of(error.status),
        "status": error.status,
        "detail": error.detail,
    }
    if error.fields is not None:
        body["fields"] = [{"field": name, "detail": said} for name, said in error.fields]
    response = as_json(body | error.more, status=error.status)
    response["Content-Type"] = PROBLEM_TYPE
    for name, value in error.headers.items():
        response[name] = value
    return response


def not_found(detail: str = "") -> ProblemError:
    """What does not exist for this officer: not there, or out of reach; nobody can tell which."""
    said = detail or _("Không có mục này, hoặc mục này nằm ngoài phạm vi của đồng chí.")
    return ProblemError(404, "not-found", said)


def invalid(*fields: tuple[str, str], **more: Any) -> ProblemError:
    detail = fields[0][1] if len(fields) == 1 else _("Có thông tin chưa đúng, xem từng mục.")
    return ProblemError(422, "invalid", detail, fields=list(fields), **more)


# --- what is sent and answered


def plain(value: object) -> object:
    """Write what JSON has no word for: decimals as numbers, instants with +07:00."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"{value!r} has no place in an answer")


def as_json(body: Mapping[str, Any], *, status: int = 200, etag: int | None = None) -> HttpResponse:
    """Answer *body*; *etag* is the revision it shows."""
    text = json.dumps(body, default=plain, ensure_ascii=False).encode("utf-8", "replace")
    response = HttpResponse(text, status=status, content_type="application/json; charset=utf-8")
    if etag is not None:
        response["ETag"] = f'"{etag}"'
    response["Cache-Control"] = "no-store"
    return response


def next_page(request: HttpRequest, after: str | None) -> str | None:
    """Give the whole address of the page that follows; None after the last."""
    if after is None:
        return None
    asked = {name: values for name, values in request.GET.lists() if name != "after"}
    query = urlencode({**asked, "after": after}, doseq=True)
    return request.build_absolute_uri(f"{request.path}?{query}")


def revision_matched(if_match: str | None) -> int | None:
    """Read If-Match: n, "n" or W/"n"; ANY_REVISION for *; None when it was not sent."""
    if if_match is None:
        return None
    if if_match.strip() == "*":
        return ANY_REVISION
    found = ETAG.match(if_match.strip())
    if found is None:
        raise invalid(("If-Match", _("Ghi số của lần ghi đã đọc, ví dụ 3.")))
    return int(found[1] or found[2])


# --- shapes of what is asked


def iso_day(value: object) -> object:
    """A day as 2026-11-14 and nothing else."""
    refused = PydanticCustomError("not_a_day", _("Ghi ngày theo mẫu 2026-11-14."))
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not ISO_DAY.match(value):
        raise refused
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise refused from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise PydanticCustomError("not_a_day", _("Ngày này quá xa. Đề nghị kiểm tra lại."))
    return day


def none_if_empty(value: object) -> object:
    """An empty query parameter, `level=`, asks for nothing."""
    return None if value == "" else value


IfAny = BeforeValidator(none_if_empty)
IsoDay = Annotated[date, BeforeValidator(iso_day)]
Uid = Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,40}$", examples=["C16228n", "VN"])]
After = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9._:-]{0,100}$", description="as `next` of the page before says")
]
Limit = Annotated[int, Field(ge=1, le=500)]
