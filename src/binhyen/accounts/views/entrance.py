"""The door beside the library's own: one-time codes, and what to do about a lost password."""

from http import HTTPStatus

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from binhyen.accounts import services
from binhyen.accounts.forms import RedeemForm
from binhyen.accounts.http import tries_left

ACTION = "redeem_code"


def forgotten(request: HttpRequest) -> HttpResponse:
    """GET /dang-nhap/quen-mat-khau/ -- nobody gets a password by mail; an administrator helps."""
    return render(request, "accounts/forgotten.html")


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer 429 in our words when the sign-in library sees too many requests."""
    return render(request, "accounts/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)


@never_cache
@sensitive_post_parameters("code", "password1", "password2")
def redeem(request: HttpRequest) -> HttpResponse:
    """GET, POST /dang-nhap/ma-mot-lan/ -- choose a password with a one-time code."""
    form = RedeemForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _redeemed(request, form):
        messages.success(request, _("Đã đặt mật khẩu. Đăng nhập bằng mật khẩu mới."))
        return redirect("account_login")
    return render(request, "accounts/redeem.html", {"form": form})


def _redeemed(request: HttpRequest, form: RedeemForm) -> bool:
    data = form.cleaned_data
    key = data["username"].strip().lower()
    if not ratelimit.consume(request, action=ACTION, key=key):
        form.add_error(None, tries_left(request, ACTION, key))
        return False
    try:
        services.redeem_code(
            username=key, code=data["code"], password=data["password1"], at=timezone.now()
        )
    except services.CodeRefusedError:
        words = _("Tên đăng nhập hoặc mã chưa đúng, hoặc mã đã dùng, đã hết hạn.")
        form.add_error(None, f"{words} {tries_left(request, ACTION, key)}")
        return False
    ratelimit.clear(request, action=ACTION, key=key)
    ratelimit.clear(request, action="login_failed", key=f"{request.get_host()}:{key}")
    return True
