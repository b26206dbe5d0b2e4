"""What every request carries: who asks, what they may do, which day it is."""

import base64
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from hashlib import sha256
from typing import Any, Concatenate, Final, ParamSpec

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_cache_key, get_rates
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation.trans_real import parse_accept_lang_header

from binhyen.accounts import services
from binhyen.accounts.models import Language, Officer
from binhyen.accounts.selectors import Reach, own_unit, reach_of
from binhyen.units.models import Unit
from binhyen.units.selectors import one_tree

P = ParamSpec("P")
WRONG_CODE: Final = gettext_lazy("Mã chưa đúng. Xem mã đang hiện trong ứng dụng rồi nhập lại.")


class SignedInRequest(HttpRequest):
    """A request behind ``signed_in``: somebody asks, and their reach is known."""

    user: Officer
    reach: Reach
    day: date
    at: datetime


class LanguageMiddleware:
    """Speak as the officer chose, else as this device did, else Vietnamese.

    What a browser says it accepts is not asked on pages: many an office machine claims English.
    The interface has no page to choose on, so there Accept-Language decides (docs/adr/0013).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_interface = request.path.startswith("/api/")
        language = accepted(request) if is_interface else chosen_language(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language" if is_interface else "Cookie"])
        return response


def chosen_language(request: HttpRequest) -> str:
    own = request.user.language if isinstance(request.user, Officer) else ""
    asked = own or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return asked if asked in Language.values else Language.VIETNAMESE


def accepted(request: HttpRequest) -> str:
    """Give the first of our languages that the caller accepts; Vietnamese to who does not say."""
    for wanted, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if (language := wanted.partition("-")[0]) in Language.values:
            return language
    return Language.VIETNAMESE


class ReachMiddleware:
    """Give the request its moment, its Vietnamese day, and its officer's reach, read when asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at = timezone.now()  # noqa: TID251 -- the one clock of a request, read at its door
        fill_in(request, at=at)
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with one_tree():
            return self.get_response(request)


def fill_in(request: HttpRequest, *, at: datetime) -> None:
    """Put moment, day, reach and own unit on the request; nothing is read from the database yet."""
    day = timezone.localdate(at)
    reach: Any = SimpleLazyObject(lambda: reach_of_user(request.user, day))
    own: Any = SimpleLazyObject(lambda: own_unit(reach))
    attributes: dict[str, Any] = {
        "at": at,
        "day": day,
        "reach": reach,
        "own_unit_name": SimpleLazyObject(lambda: own.name),
        "own_parent_name": SimpleLazyObject(lambda: own.parent_name),
        "own_short_name": SimpleLazyObject(lambda: own.short_name),
    }
    for name, value in attributes.items():
        setattr(request, name, value)


def reach_of_user(user: object, day: date) -> Reach:
    """Give nobody an empty reach, an officer their own."""
    return reach_of(user, day) if isinstance(user, Officer) else Reach(on=day, grants=())


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Send whoever is not signed in to the door; the view gets a SignedInRequest."""

    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return login_required(inner)  # type: ignore[return-value]


def reachable_unit_or_404(request: SignedInRequest, uid: str) -> Unit:
    """Find a unit whose figures are open to the officer; any other does not exist for them."""
    unit = get_object_or_404(Unit, uid=uid)
    if not request.reach.sees_figures(unit.pk):
        raise Http404
    return unit


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Teach the sign-in library our rules: no sign-up, no mail, Vietnamese words, our log."""

    error_messages: Final = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("Tài khoản đang khóa. Đề nghị hỏi quản trị đơn vị."),
        "enter_current_password": gettext_lazy("Nhập mật khẩu đang dùng."),
        "incorrect_code": gettext_lazy(
            "Mã chưa đúng. Xem mã đang hiện trong ứng dụng rồi nhập lại."
        ),
        "incorrect_password": gettext_lazy("Mật khẩu chưa đúng."),
        "rate_limited": gettext_lazy("Thử quá nhanh. Đợi một phút rồi thử lại."),
        "same_as_current": gettext_lazy("Mật khẩu mới cần khác mật khẩu đang dùng."),
    }
    # What the library would send as mail is written into the log instead.
    logged: Final = {
        "mfa/email/totp_activated": "second_factor.activated",
        "mfa/email/totp_deactivated": "second_factor.deactivated",
        "mfa/email/recovery_codes_generated": "second_factor.codes_renewed",
    }
    tried: str = ""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def set_password(self, user: Officer, password: str) -> None:
        services.change_password(officer=user, password=password, at=self.request.at)

    def send_notification_mail(self, template_prefix: str, user: Officer, *_args: Any) -> None:
        if action := self.logged.get(template_prefix):
            services.record_sign_in(action, officer=user, at=self.request.at)

    def post_login(self, request: HttpRequest, user: Officer, **kwargs: Any) -> HttpResponse:
        services.record_sign_in("officer.signed_in", officer=user, at=self.request.at)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        self.tried = self._get_login_attempts_cache_key(request, **credentials)
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        del request
        username = str(credentials.get("username", "")).lower()
        if officer := Officer.objects.filter(username=username).first():
            services.record_sign_in("officer.sign_in_refused", officer=officer, at=self.request.at)

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Say how many tries are left, or when the next one is possible."""
        if code == "username_password_mismatch":
            words = _("Tên đăng nhập hoặc mật khẩu chưa đúng.")
            return ValidationError(
                f"{words} {tries_left(self.request, 'login_failed', self.tried)}"
            )
        if code == "too_many_login_attempts":
            return ValidationError(tries_left(self.request, "login_failed", self.tried))
        error: ValidationError = super().validation_error(code, *args)
        return error


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """Keep the secrets of the second factor encrypted with a key made from SECRET_KEY."""

    error_messages: Final = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy("Chưa tắt được xác thực hai bước."),
        "cannot_generate_recovery_codes": gettext_lazy("Cần bật xác thực hai bước trước."),
        "incorrect_code": gettext_lazy(
            "Mã chưa đúng. Xem mã đang hiện trong ứng dụng rồi nhập lại."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    digest = sha256(f"second factor:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def tries_left(request: HttpRequest, action: str, key: str) -> str:
    """Say "Còn 3 lần thử.", or from what time on the next try is possible."""
    at: datetime = getattr(request, "at")  # noqa: B009 -- put there by ReachMiddleware
    left, free_at = [], []
    for rate in get_rates(app="allauth.account", action=action):
        name = get_cache_key(request, app="allauth.account", action=action, rate=rate, key=key)
        since = at.timestamp() - rate.duration
        history = [moment for moment in cache.get(name, []) if moment > since]
        if rate.per == "key":
            left.append(rate.amount - len(history))
        if len(history) >= rate.amount:
            free_at.append(history[rate.amount - 1] + rate.duration)
    if not free_at:
        return _("Còn %(count)s lần thử.") % {"count": min(left, default=1)}
    again = timezone.localtime(datetime.fromtimestamp(max(free_at) + 60, tz=UTC))
    return _("Đã thử sai nhiều lần. Đề nghị thử lại sau %(time)s.") % {"time": f"{again:%H:%M}"}
