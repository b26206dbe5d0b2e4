"""Drafted words the books have overtaken: told piece by piece, drafted anew, or kept."""

from collections.abc import Callable
from functools import partial
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from binhyen.accounts.http import SignedInRequest
from binhyen.filings.api.asking import held_or_404, refusals, refuse_role, revision_needed, told
from binhyen.filings.api.shapes import FilingOut, IfMatch, Kept, OutdatedList, Redrafted
from binhyen.filings.selectors.drafting import words_outdated
from binhyen.filings.selectors.telling import overtaken
from binhyen.filings.services.editing import keep_words, redraft
from binhyen.kernel.api import PROBLEMS, as_json

router = Router(tags=["filings"])


@router.get("/filings/{filing}/redrafting", response={200: OutdatedList, **PROBLEMS})
def read_outdated(request: HttpRequest, filing: UUID) -> HttpResponse:
    """The drafted pieces the books have changed since; none once it was sent."""
    one = held_or_404(request, filing)
    refuse_role(allowed=one.may_edit or one.may_submit)
    found = words_outdated(one.filing, one.sheet())
    revision = one.filing.revision
    return as_json({"revision": revision, "items": overtaken(found)}, etag=revision)


@router.post("/filings/{filing}/redrafting", response={200: FilingOut, **PROBLEMS}, by_alias=True)
def redraft_filing(
    request: HttpRequest, filing: UUID, asked: Redrafted, if_match: str | None = IfMatch
) -> HttpResponse:
    """Draft anew; what gives way stays among the wordings of the filing."""
    return _decided(request, filing, if_match, partial(redraft, pieces=asked.pieces))


@router.post(
    "/filings/{filing}/redrafting/kept", response={200: FilingOut, **PROBLEMS}, by_alias=True
)
def keep_edited(
    request: HttpRequest, filing: UUID, asked: Kept, if_match: str | None = IfMatch
) -> HttpResponse:
    """Let edited pieces stand: they are told no more until the books change again."""
    return _decided(request, filing, if_match, partial(keep_words, pieces=asked.pieces))


def _decided(
    request: HttpRequest, filing: UUID, if_match: str | None, decide: Callable[..., object]
) -> HttpResponse:
    """Let a writer of the filing decide about its words, at the revision that was read."""
    one = held_or_404(request, filing)
    refuse_role(allowed=one.may_edit)
    signed_in = cast("SignedInRequest", request)
    revision = revision_needed(one, if_match)
    with refusals(signed_in):
        decide(filing=filing, revision=revision, by=signed_in.user, at=signed_in.at)
    return told(held_or_404(request, filing))
