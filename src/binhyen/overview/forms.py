"""What was asked of the figures; saves nothing."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.overview.rules.windows import FREE, offered
from binhyen.records.rules.windows import window_of

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
EARLIEST = date(1945, 8, 19)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "class": "day"}),
        input_formats=DAY_FORMATS,
        error_messages={"invalid": gettext_lazy("Nhập ngày, tháng, năm, ví dụ 14/11/2026.")},
    )


class QuestionForm(forms.Form):
    """A unit, a window of the law or free days, and a map."""

    unit = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    period = forms.ChoiceField(label=gettext_lazy("Kỳ"), required=False)
    since = _day(gettext_lazy("Từ ngày"))
    until = _day(gettext_lazy("Đến ngày"))
    map = forms.ChoiceField(
        label=gettext_lazy("Bản đồ"),
        required=False,
        choices=[
            ("then", gettext_lazy("Khi ấy")),
            ("today", gettext_lazy("Hôm nay")),
            ("day", gettext_lazy("Ngày khác")),
        ],
    )
    on = _day(gettext_lazy("Bản đồ ngày"))

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self.today = today
        choices: list[tuple[str, Any]] = [
            (name, [(window.code, window.name) for window in windows])
            for name, windows in offered(today)
        ]
        asked = window_of(str(data.get("period", "")))
        known = {code for _name, windows in choices for code, _label in windows}
        if asked and asked.code not in known:
            choices.insert(0, (_("Đang xem"), [(asked.code, asked.name)]))
        period = self.fields["period"]
        period.choices = [*choices, (FREE, _("Ngày tự chọn"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("period") == FREE:
            self._check_days(cleaned.get("since"), cleaned.get("until"))
        on = cleaned.get("on")
        if cleaned.get("map") == "day" and on is None and "on" not in self.errors:
            self.add_error("on", _("Nhập ngày của bản đồ."))
        if on is not None and on < EARLIEST:
            self.add_error("on", _("Ngày quá xa. Nhập ngày từ 19/08/1945 trở lại đây."))
        return cleaned

    def _check_days(self, since: date | None, until: date | None) -> None:
        for name, day in (("since", since), ("until", until)):
            if day is None and name not in self.errors:
                self.add_error(name, _("Nhập ngày, tháng, năm, ví dụ 14/11/2026."))
            elif day is not None and day < EARLIEST:
                self.add_error(name, _("Ngày quá xa. Nhập ngày từ 19/08/1945 trở lại đây."))
        if since and until and until < since:
            self.add_error("until", _("Ngày cuối không thể trước ngày đầu."))
