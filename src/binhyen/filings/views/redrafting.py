"""Words the books have overtaken: drafted anew where nobody edited them, or left as they are."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.filings.http import filing_or_404, held
from binhyen.filings.services.editing import keep_words, redraft
from binhyen.filings.services.filing import FilingError
from binhyen.kernel.numbers import typed_number

REDRAFT, ANEW, KEEP = "redraft", "anew", "keep"


@signed_in
@require_POST
def redrafting(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """POST /bao-cao/<pk>/soan-lai/ -- from the page before sending, which has no words to lose."""
    one = held(request, filing_or_404(request, pk))
    if not one.may_edit:
        raise PermissionDenied
    redraft_as_asked(request, pk, typed_number(request.POST.get("revision")) or 0)
    return redirect("filings:submission", pk=pk)


def asks_for_it(go: str) -> bool:
    return go.partition(":")[0] in {REDRAFT, ANEW, KEEP}


def redraft_as_asked(request: SignedInRequest, pk: UUID, revision: int) -> None:
    """Do what the button said: all untouched pieces, one edited piece anew, or keep it."""
    act, _colon, piece = request.POST.get("go", REDRAFT).partition(":")
    try:
        if act == KEEP:
            keep_words(filing=pk, revision=revision, pieces=[piece], by=request.user, at=request.at)
            messages.success(request, _("Đã giữ lời của đồng chí."))
            return
        found = redraft(
            filing=pk, revision=revision, by=request.user, at=request.at,
            pieces=[piece] if act == ANEW else None,
        )  # fmt: skip
    except FilingError as error:
        messages.error(request, error.sentence)
        return
    if found:
        titles = ", ".join(_(one.piece.title) for one in found)
        messages.success(request, _("Đã soạn lại theo sổ: {titles}.").format(titles=titles))
    else:
        messages.info(request, _("Không có phần nào cần soạn lại."))
