"""The forms of the door. The library's own, in our words: a label above, never a placeholder."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MfaReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.accounts.models import Officer

SHORTEST = gettext_lazy("Ít nhất 10 ký tự, không chỉ toàn chữ số. Một câu ngắn dễ nhớ cũng được.")
APP_CODE = gettext_lazy("Sáu chữ số đang hiện trong ứng dụng xác thực trên điện thoại.")


def put_words(form: forms.Form, **words: tuple[Any, Any]) -> None:
    """Give fields their label and hint, and take the library's placeholders away."""
    for name, (label, hint) in words.items():
        field = form.fields[name]
        field.label, field.help_text = label, hint
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]  # the library has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_words(self, login=(_("Tên đăng nhập"), ""), password=(_("Mật khẩu"), ""))
        self.fields["login"].widget.attrs.update(
            {"autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        )


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]  # the library has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_words(self, password=(_("Mật khẩu"), ""))


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # the library has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_words(
            self,
            oldpassword=(_("Mật khẩu đang dùng"), ""),
            password1=(_("Mật khẩu mới"), SHORTEST),
            password2=(_("Nhập lại mật khẩu mới"), ""),
        )


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]  # the library has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Sáu chữ số trong ứng dụng xác thực, hoặc một mã dự phòng.")
        put_words(self, code=(_("Mã xác thực"), hint))
        self.fields["code"].widget.attrs.update({"inputmode": "numeric", "autofocus": True})


class SecondFactorAgainForm(MfaReauthenticateForm):  # type: ignore[misc]  # no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_words(self, code=(_("Mã xác thực"), APP_CODE))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class ActivateTotpForm(ActivateTOTPForm):  # type: ignore[misc]  # the library has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_words(self, code=(_("Mã trong ứng dụng"), APP_CODE))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class RedeemForm(forms.Form):
    """A name, the one-time code an administrator handed over, and the password chosen with it."""

    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Mã một lần"),
        help_text=gettext_lazy("Mã 12 ký tự do quản trị đơn vị đưa, dùng được trong 14 ngày."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password1 = forms.CharField(
        label=gettext_lazy("Mật khẩu mới"),
        help_text=SHORTEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=gettext_lazy("Nhập lại mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Hai lần nhập mật khẩu chưa giống nhau."))
        if first:
            # Only the typed name is compared: whether the account exists is not told here.
            typed = Officer(username=data.get("username", ""))
            try:
                validate_password(first, typed)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return data
