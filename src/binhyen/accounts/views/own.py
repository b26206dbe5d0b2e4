"""One's own account: what one may do, the password, the second step, keys."""

from allauth.account.views import password_change
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binhyen.accounts import services
from binhyen.accounts.forms import KeyForm
from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.accounts.models import ApiKey
from binhyen.accounts.selectors import assignment_lines, keys_of


@signed_in
def me(request: SignedInRequest) -> HttpResponse:
    """GET /tai-khoan/toi/."""
    context = {
        "lines": assignment_lines([request.user], request.day),
        "keys": keys_of(request.user),
        "now": request.at,
        "key_form": KeyForm(),
        "two_steps": is_mfa_enabled(request.user),
    }
    return render(request, "accounts/me.html", context)


@signed_in
def password(request: SignedInRequest) -> HttpResponse:
    """GET, POST /dang-nhap/mat-khau/ -- whoever has no password yet needs a one-time code first."""
    if not request.user.has_usable_password():
        return render(request, "accounts/no_password.html")
    answer: HttpResponse = password_change(request)
    return answer


@never_cache
@signed_in
@require_POST
def key_new(request: SignedInRequest) -> HttpResponse:
    """POST /tai-khoan/toi/khoa/ -- the key is shown on this page only."""
    form = KeyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Đặt tên cho khóa, ví dụ: máy tổng hợp của xã."))
        return redirect("accounts:me")
    key, raw = services.create_api_key(
        officer=request.user,
        name=form.cleaned_data["name"],
        can_write=form.cleaned_data["can_write"],
        by=request.user,
        at=timezone.now(),
    )
    return render(request, "accounts/key.html", {"key": key, "raw": raw})


@signed_in
@require_POST
def key_revocation(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST /tai-khoan/toi/khoa/<pk>/thu-hoi/."""
    key = get_object_or_404(ApiKey, pk=pk, officer=request.user)
    services.revoke_api_key(key=key, by=request.user, at=timezone.now())
    messages.success(request, _("Đã thu hồi khóa %(name)s.") % {"name": key.name})
    return redirect("accounts:me")
