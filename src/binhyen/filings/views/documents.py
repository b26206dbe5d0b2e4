"""The files of a filing, as its reader may see them."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.filings.http import filing_or_404, held
from binhyen.filings.selectors.papers import file_name
from binhyen.filings.services.files import TYPES, file_for_reader


@signed_in
@require_safe
def document(request: SignedInRequest, pk: UUID, form: str) -> HttpResponse:
    """GET /bao-cao/<báo cáo>/van-ban.docx | .pdf | .xlsx."""
    filing = filing_or_404(request, pk)
    if form not in TYPES:
        raise Http404
    content = file_for_reader(filing, form, is_own=held(request, filing).is_own)
    response = HttpResponse(content, content_type=TYPES[form])
    name = file_name(filing, form)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
