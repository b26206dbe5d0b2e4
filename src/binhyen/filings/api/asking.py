"""Which filing is asked about, by whom, and how a refusal is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from binhyen.accounts.http import SignedInRequest
from binhyen.filings import policies
from binhyen.filings.http import Held, held
from binhyen.filings.models import Filing
from binhyen.filings.selectors.telling import whole
from binhyen.filings.services.filing import FilingError, StaleFilingError
from binhyen.kernel.api import (
    ANY_REVISION,
    ProblemError,
    as_json,
    invalid,
    not_found,
    revision_matched,
)


def held_or_404(request: HttpRequest, key: UUID) -> Held:
    signed_in = cast("SignedInRequest", request)
    filings = Filing.objects.select_related("period__version", "period__regime", "unit")
    found = filings.filter(pk=key).first()
    if found is None or not policies.may_read(signed_in.reach, found.unit_id):
        raise not_found()
    return held(signed_in, found)


def told(one: Held, *, status: int = 200) -> HttpResponse:
    return as_json(whole(one.filing, one.sheet()), status=status, etag=one.filing.revision)


def revision_needed(one: Held, if_match: str | None) -> int:
    """The revision that was read; without one somebody else's words could be written over."""
    base = revision_matched(if_match)
    if base is None:
        sentence = _("Gửi If-Match với số của lần soạn đã đọc, để không ghi đè lên người khác.")
        raise ProblemError(428, "revision-required", sentence)
    return one.filing.revision if base == ANY_REVISION else base


def refuse_role(*, allowed: bool) -> None:
    if not allowed:
        sentence = _("Đồng chí không có vai trò làm việc này với báo cáo này.")
        raise ProblemError(403, "role-missing", sentence)


@contextmanager
def refusals(request: SignedInRequest) -> Iterator[None]:
    """Turn what a service refuses into the refusals of the interface."""
    try:
        yield
    except StaleFilingError as error:
        present = held(request, error.filing)
        raise ProblemError(
            412,
            "stale-revision",
            error.sentence,
            headers={"ETag": f'"{error.filing.revision}"'},
            present=whole(error.filing, present.sheet()),
            offered={"narrative": error.offered},
        ) from error
    except FilingError as error:
        if error.field:
            raise invalid((error.field.replace("answers", "cells", 1), error.sentence)) from error
        raise ProblemError(409, "wrong-state", error.sentence) from error
