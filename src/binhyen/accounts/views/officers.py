"""The accounts an administrator looks after."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binhyen.accounts import policies, services
from binhyen.accounts.forms import OfficerForm
from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.accounts.models import Officer
from binhyen.accounts.selectors import (
    assignment_lines,
    live_code_of,
    officer_lines,
    officers_administered,
    pending_assignments,
    unit_meant,
)
from binhyen.kernel.pages import render_page
from binhyen.kernel.pagination import page_of


def administrator_or_404(request: SignedInRequest) -> None:
    if not policies.may_administer(request.reach):
        raise Http404


def administered_or_404(request: SignedInRequest, pk: int) -> Officer:
    administrator_or_404(request)
    return get_object_or_404(officers_administered(request.reach), pk=pk)


@signed_in
def officer_list(request: SignedInRequest) -> HttpResponse:
    """GET /tai-khoan/?q=."""
    administrator_or_404(request)
    text = request.GET.get("q", "")
    page = page_of(officers_administered(request.reach, text), request)
    context = {
        "page": page,
        "lines": officer_lines(page.object_list, request.day),
        "q": text,
        "pending_count": pending_assignments(request.reach).count(),
    }
    return render_page(request, "accounts/officers.html", "accounts/_officer_rows.html", context)


@signed_in
def officer_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET /tai-khoan/<pk>/."""
    officer = administered_or_404(request, pk)
    context = {
        "officer": officer,
        "lines": assignment_lines([officer], request.day),
        "code": live_code_of(officer, request.at),
        "holds_door": policies.may_hold_the_door(request.user, request.reach, officer),
        "is_self": officer == request.user,
    }
    return render(request, "accounts/officer.html", context)


@never_cache
@signed_in
def officer_new(request: SignedInRequest) -> HttpResponse:
    """GET, POST /tai-khoan/moi/ -- the one-time code is shown on the answer only."""
    administrator_or_404(request)
    form = OfficerForm(request.POST or None, initial={"starts_on": request.day})
    if request.method == "POST" and form.is_valid():
        meant = unit_meant(form.cleaned_data["unit"], request.reach)
        if meant.unit is None:
            form.add_error("unit", meant.error)
        else:
            new = services.NewOfficer(
                username=form.cleaned_data["username"],
                display_name=form.cleaned_data["display_name"],
                unit=meant.unit,
                roles=tuple(form.cleaned_data["roles"]),
                starts_on=form.cleaned_data["starts_on"],
            )
            try:
                issued = services.import_officers(rows=[new], by=request.user, at=timezone.now())
            except services.UsernameTakenError:
                form.add_error("username", _("Tên đăng nhập này đã có."))
            else:
                return render(request, "accounts/codes.html", {"issued": issued})
    return render(request, "accounts/officer_new.html", {"form": form})


@never_cache
@signed_in
@require_POST
def officer_code(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST /tai-khoan/<pk>/ma/ -- a new one-time code, shown on the answer only."""
    officer = administered_or_404(request, pk)
    if not policies.may_hold_the_door(request.user, request.reach, officer):
        raise Http404
    code = services.issue_code(
        officer=officer,
        resets_second_factor="second_factor" in request.POST,
        by=request.user,
        at=timezone.now(),
    )
    issued = [{"officer": officer, "code": code}]
    return render(request, "accounts/codes.html", {"issued": issued})


@signed_in
@require_POST
def officer_lock(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST /tai-khoan/<pk>/khoa/ -- locks, or opens again with ``open``."""
    officer = administered_or_404(request, pk)
    if not policies.may_hold_the_door(request.user, request.reach, officer):
        raise Http404
    if "open" in request.POST:
        services.unlock_officer(officer=officer, by=request.user, at=timezone.now())
        messages.success(request, _("Đã mở lại tài khoản."))
    else:
        services.lock_officer(officer=officer, by=request.user, at=timezone.now())
        messages.success(request, _("Đã khóa tài khoản. Các phiên đang mở dừng ngay."))
    return redirect("accounts:officer", pk=officer.pk)
