"""The small questions of a book: a list's filters, the reason of a voiding, inside or outside."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.records.rules import Book
from binhyen.records.rules.windows import windows_up_to

STATES = [
    ("", _("Tất cả")),
    ("DRAFT", _("Chờ xác nhận")),
    ("CONFIRMED", _("Đã xác nhận")),
    ("VOIDED", _("Đã hủy")),
]


class ListForm(forms.Form):
    """The filters above a list; a wrong answer narrows nothing."""

    q = forms.CharField(label=_("Tìm, không cần gõ dấu"), required=False, max_length=100)
    period = forms.ChoiceField(label=_("Kỳ"), required=False)
    kind = forms.ChoiceField(required=False)
    state = forms.ChoiceField(label=_("Trạng thái"), required=False, choices=STATES)
    unit = forms.ChoiceField(label=_("Đơn vị"), required=False)

    def __init__(
        self, *args: Any, book: Book, today: Any, units: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        periods = [(window.code, window.name) for window in windows_up_to(today)]
        asked = self.data.get("period", "")
        everything = [("", _("Mọi thời gian"))]
        offered = {
            "period": [*everything, *periods],
            "kind": [("", _("Tất cả")), *book.kinds.items()],
            "unit": [("", _("Tất cả")), *units],
        }
        if asked and asked not in dict(periods):
            offered["period"].append((asked, asked))
        for name, listed in offered.items():
            chosen = self.fields[name]
            if isinstance(chosen, forms.ChoiceField):
                chosen.choices = listed
        self.fields["kind"].label = book.kind_label
        if not book.kinds:
            del self.fields["kind"]
        if len(units) <= 1:
            del self.fields["unit"]


class VoidingForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do hủy"),
        max_length=300,
        help_text=_("Ghi lý do để người sau hiểu."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Ghi lý do để người sau hiểu.")},
    )


class CoverageForm(forms.Form):
    """The question “đã nằm trong số khai?”: inside unless said otherwise."""

    answer = forms.ChoiceField(
        label=_("Việc này đã nằm trong số khai chưa?"),
        choices=[
            ("inside", _("Đã nằm trong số khai")),
            ("outside", _("Ngoài số khai")),
        ],
        initial="inside",
        widget=forms.RadioSelect,
    )
