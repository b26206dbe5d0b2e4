"""The forms of those who look after accounts."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.accounts.models import Assignment
from binhyen.accounts.rules.officer_table import USERNAME

DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"]


class DayField(forms.DateField):
    """A day written dd/MM/yyyy."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=DAY_FORMATS,
            widget=forms.DateInput(
                format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}
            ),
            error_messages={"invalid": gettext_lazy("Nhập ngày như 02/03/2026.")},
            **kwargs,
        )


class OfficerForm(forms.Form):
    """A new account; the roles at its unit are entered with it, for a second person to confirm."""

    display_name = forms.CharField(
        label=gettext_lazy("Tên hiển thị"),
        help_text=gettext_lazy("Theo chức trách, ví dụ: Cán bộ xã Hải Long, Trưởng thôn Vĩnh Lợi."),
        max_length=150,
    )
    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        help_text=gettext_lazy("Chữ thường không dấu, chữ số, dấu chấm; ví dụ hoa.lt.nhuthanh."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    unit = forms.CharField(
        label=gettext_lazy("Đơn vị"),
        help_text=gettext_lazy("Tên hoặc mã, trong phạm vi đồng chí quản trị."),
        max_length=240,
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Vai trò"),
        choices=Assignment.Role.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    starts_on = DayField(label=gettext_lazy("Từ ngày"))

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"]).strip().lower()
        if not re.fullmatch(USERNAME, username):
            raise forms.ValidationError(
                _("Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch.")
            )
        return username

    def clean_display_name(self) -> str:
        return " ".join(self.cleaned_data["display_name"].split())


class AssignmentForm(forms.Form):
    """What an officer is to do, where, from–to."""

    unit = forms.CharField(
        label=gettext_lazy("Đơn vị"),
        help_text=gettext_lazy("Tên hoặc mã, trong phạm vi đồng chí quản trị."),
        max_length=240,
    )
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"), choices=Assignment.Role.choices)
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến trước ngày"), required=False)
    acts_below = forms.BooleanField(
        label=gettext_lazy("Được làm thay cấp dưới"),
        help_text=gettext_lazy("Việc làm thay được ghi rõ là “thay mặt”."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end <= start:
            self.add_error("ends_on", _("Ngày kết thúc cần sau ngày bắt đầu."))
        return data


class EndForm(forms.Form):
    ends_on = DayField(label=gettext_lazy("Kết thúc trước ngày"))


class ImportForm(forms.Form):
    """A table of officers: an Excel file, or lines pasted from one."""

    file = forms.FileField(
        label=gettext_lazy("Tệp Excel hoặc CSV"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    table = forms.CharField(
        label=gettext_lazy("Hoặc dán bảng vào đây"),
        help_text=gettext_lazy(
            "Dòng đầu là tên cột. Cột cách nhau bằng phím Tab, dấu phẩy hoặc chấm phẩy."
        ),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("file") and not (data.get("table") or "").strip():
            raise forms.ValidationError(_("Chọn một tệp, hoặc dán bảng."))
        return data


class KeyForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Tên khóa"), max_length=80)
    can_write = forms.BooleanField(label=gettext_lazy("Được ghi"), required=False)


class LogForm(forms.Form):
    """What to look for in the log; everything may be left empty."""

    since = DayField(label=gettext_lazy("Từ ngày"), required=False)
    until = DayField(label=gettext_lazy("Đến ngày"), required=False)
    action = forms.ChoiceField(label=gettext_lazy("Việc"), required=False)
    officer = forms.CharField(label=gettext_lazy("Tên đăng nhập"), required=False, max_length=150)
    unit = forms.CharField(label=gettext_lazy("Đơn vị"), required=False, max_length=240)

    def __init__(self, *args: Any, actions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["action"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Tất cả")), *actions]
