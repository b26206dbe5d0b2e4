"""Comments on a filing, answered in place."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.filings.forms.filing import AnswerForm
from binhyen.filings.http import filing_or_404, held
from binhyen.filings.models import Comment
from binhyen.filings.services import talking
from binhyen.filings.services.filing import FilingError
from binhyen.filings.views.filing import Talk, comment_form, shown


@signed_in
@require_POST
def commenting(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """POST /bao-cao/<pk>/y-kien/ -- the level above asks about a row or the whole."""
    one = held(request, filing_or_404(request, pk))
    form = comment_form(one, request.POST)
    if form is None:
        raise PermissionDenied
    if not form.is_valid():
        return shown(request, one, talk=Talk(asking=form), status=422)
    data = form.cleaned_data
    talking.comment(filing=pk, row=data["row"], text=data["text"], by=request.user, at=request.at)
    messages.success(request, _("Đã gửi ý kiến đến đơn vị."))
    return redirect("filings:filing", pk=pk)


@signed_in
@require_POST
def answering(request: SignedInRequest, pk: UUID, comment: int) -> HttpResponse:
    """POST /bao-cao/<pk>/y-kien/<n>/ -- the unit answers where it was asked."""
    one = held(request, filing_or_404(request, pk))
    asked = Comment.objects.filter(
        pk=comment, filing__unit=one.filing.unit_id, filing__period=one.filing.period_id
    )
    if not asked.exists():
        raise Http404
    if not one.may_answer:
        raise PermissionDenied
    form = AnswerForm(request.POST, auto_id=f"%s-{comment}")
    if form.is_valid():
        text = form.cleaned_data["answer"]
        try:
            talking.answer(comment=comment, text=text, by=request.user, at=request.at)
        except FilingError as error:
            form.add_error("answer", error.sentence)
    if form.errors:
        return shown(request, one, talk=Talk(answering=form, comment=comment), status=422)
    messages.success(request, _("Đã trả lời."))
    return redirect("filings:filing", pk=pk)
