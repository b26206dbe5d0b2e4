"""Confirming, undoing, throwing away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.rearrangement import services
from binhyen.rearrangement.forms import ReasonForm
from binhyen.rearrangement.http import draft_or_404, event_or_404
from binhyen.rearrangement.selectors.undoing import obstacles


@signed_in
@require_POST
def event_confirmation(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST /sap-xep/<pk>/xac-nhan/."""
    event = event_or_404(request, pk)
    try:
        services.confirm_event(event=event.pk, by=request.user, at=timezone.now())
    except services.EventRefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã xác nhận. Đơn vị, sổ và số liệu theo sắp xếp này."))
    return redirect("rearrangement:event", pk=pk)


@signed_in
def event_undoing(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET the question, POST /sap-xep/<pk>/hoan-tac/ with the reason."""
    event = event_or_404(request, pk)
    if event.state != event.State.CONFIRMED:
        return redirect("rearrangement:event", pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            services.undo_event(event=pk, reason=reason, by=request.user, at=timezone.now())
        except services.EventRefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Đã hoàn tác. Đơn vị và số liệu trở lại như trước."))
        return redirect("rearrangement:event", pk=pk)
    context = {"event": event, "form": form, "obstacles": obstacles(event)}
    status = 422 if form.errors else 200
    return render(request, "rearrangement/undoing.html", context, status=status)


@signed_in
def event_discarding(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET the question, POST /sap-xep/<pk>/bo/."""
    event = draft_or_404(request, pk)
    if request.method != "POST":
        return render(request, "rearrangement/discarding.html", {"event": event})
    try:
        services.discard_event(event=event.pk, by=request.user, at=timezone.now())
    except services.EventRefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("rearrangement:event", pk=pk)
    messages.success(request, _("Đã bỏ bản nháp."))
    return redirect("rearrangement:list")
