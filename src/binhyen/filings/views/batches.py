"""All filings below a unit as one zip: asked for, watched, fetched; the page may be left."""

from typing import cast
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.filings import tasks
from binhyen.filings.http import is_itself, period_or_404, receiving_unit_or_404
from binhyen.filings.models import Batch, Obligation
from binhyen.filings.services.batches import archive_path, ask_for_batch
from binhyen.filings.services.files import TYPES
from binhyen.kernel.text import fold_key
from binhyen.units.selectors import own_name

LOOK_AGAIN_SECONDS = "5"
SHOWN = 10


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def batch_list(request: SignedInRequest, period: int, uid: str) -> HttpResponse:
    """GET and POST /bao-cao/tron-goi/<kỳ>/<đơn vị>/."""
    asked, unit = period_or_404(period), receiving_unit_or_404(request, uid)
    if not Obligation.objects.filter(period=asked, to=unit).exists():
        raise Http404
    if request.method == "POST":
        form = request.POST.get("form", "docx")
        batch = ask_for_batch(
            period=asked, unit=unit, form=form if form in TYPES else "docx",
            with_drafts="drafts" in request.POST, is_own=is_itself(request, unit.pk),
            by=request.user, at=request.at,
        )  # fmt: skip
        tasks.begin(batch)
        return redirect("filings:batch", pk=batch.pk)
    mine = Batch.objects.filter(period=asked, unit=unit, asked_by=request.user)
    context = {
        "period": asked,
        "unit": unit,
        "unit_name": own_name(unit.pk, asked.end),
        "batches": mine.order_by("-asked_at")[:SHOWN],
    }
    return render(request, "filings/batches.html", context)


@signed_in
@require_safe
def batch_page(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """GET /bao-cao/tron-goi/<lần>/ -- looks again by itself until the archive is there."""
    batch = _own_or_404(request, pk)
    tasks.begin(batch)
    context = {
        "batch": batch,
        "period": batch.period,
        "unit": batch.unit,
        "unit_name": own_name(batch.unit_id, batch.period.end),
        "share": 100 * batch.done // batch.total if batch.total else 0,
    }
    answer = render(request, "filings/batch.html", context)
    if batch.state in {Batch.State.WAITING, Batch.State.RUNNING}:
        answer["Refresh"] = LOOK_AGAIN_SECONDS
    return answer


@signed_in
@require_safe
def batch_file(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """GET /bao-cao/tron-goi/<lần>/tep.zip."""
    batch = _own_or_404(request, pk)
    path = archive_path(batch)
    if batch.state != Batch.State.DONE or not path.exists():
        raise Http404
    plain = "-".join(fold_key(own_name(batch.unit_id, batch.period.end)).split())
    name = f"bao-cao-{batch.period.key}-{plain}-{batch.form}.zip".lower()
    archive = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    return cast("HttpResponse", archive)  # it streams; for whoever reads it, a response


def _own_or_404(request: SignedInRequest, pk: UUID) -> Batch:
    """Only who asked may fetch it, and only while they still read the unit."""
    batches = Batch.objects.select_related("period__version", "period__regime", "unit")
    batch = get_object_or_404(batches, pk=pk, asked_by=request.user)
    receiving_unit_or_404(request, batch.unit.uid)
    return batch
