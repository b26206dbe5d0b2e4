"""The forms of records themselves: a declaration, the filters of a list, the answers of a decision."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.ledger.models import Indicator
from binhyen.ledger.selectors.catalogue import Facts, closed_values, indicators
from binhyen.records.http.fields import AmountField, DayField, hedge_field
from binhyen.records.http.forms import RecordForm, filled
from binhyen.records.rules import Book
from binhyen.records.rules.declaration import DeclarationContent
from binhyen.records.rules.windows import windows_up_to

STATES = [
    ("", _("Mọi trạng thái")),
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
            "unit": [("", _("Mọi đơn vị")), *units],
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


class DeclarationForm(RecordForm):
    """Checks how a declaration was typed: a span, or a day; its document; how it was understood."""

    beside: ClassVar = {
        "from": "from_day", "to": "to_day", "on": "on_day", "dims": "dims", "hedge": "hedge",
    }  # fmt: skip

    indicator = forms.ChoiceField(label=_("Chỉ tiêu"))
    amount = AmountField(label=_("Số khai"), help_text=_("Theo đơn vị tính của chỉ tiêu."))
    hedge = hedge_field(cards=True)
    from_day = DayField(
        label=_("Từ ngày"),
        required=False,
        help_text=_("Với chỉ tiêu cộng theo thời gian, ví dụ lượt người dự."),
    )
    to_day = DayField(label=_("Đến ngày"), required=False)
    on_day = DayField(
        label=_("Tại ngày"),
        required=False,
        help_text=_("Với chỉ tiêu là số tại một ngày, ví dụ điểm mô hình, thành viên nhóm."),
    )
    valid_until = DayField(
        label=_("Có giá trị đến hết ngày"),
        required=False,
        help_text=_("Để trống thì một năm kể từ ngày của số khai."),
    )
    dims = forms.CharField(
        label=_("Phân theo"),
        required=False,
        max_length=400,
        help_text=_("Để trống nếu là tổng số. Ví dụ: rating=FAIR."),
    )
    document = forms.CharField(
        label=_("Văn bản"),
        max_length=300,
        help_text=_("Loại, số, ngày, cơ quan ban hành; hoặc tên bài báo, ngày đăng."),
    )
    note = forms.CharField(
        label=_("Cách hiểu"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Văn bản nói thế nào, được hiểu là chỉ tiêu này vì sao."),
    )
    takes_in_standing = forms.ChoiceField(
        label=_("Các bản ghi đã có trong khoảng này"),
        choices=[
            ("yes", _("Đã nằm trong số khai")),
            ("no", _("Ngoài số khai")),
        ],
        initial="yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = self.fields["indicator"]
        if isinstance(listed, forms.ChoiceField):
            listed.choices = [("", _("Chọn chỉ tiêu")), *_declarable()]

    def clean_dims(self) -> dict[str, str]:
        found = {}
        for part in self.cleaned_data["dims"].replace(",", ";").split(";"):
            name, equals, value = (piece.strip() for piece in part.partition("="))
            if equals:
                found[name] = value
            elif name:
                raise forms.ValidationError(_("Ghi theo mẫu: rating=FAIR; field=SECURITY."))
        return found

    def field_of(self, where: str) -> str | None:
        return super().field_of(where.partition(".")[0])

    def said(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return filled(
            {
                "indicator": typed.get("indicator"),
                "amount": typed.get("amount"),
                "hedge": typed.get("hedge"),
                "dims": typed.get("dims"),
                "from": typed.get("from_day"),
                "to": typed.get("to_day"),
                "on": typed.get("on_day"),
                "valid_until": typed.get("valid_until"),
                "document": typed.get("document"),
                "note": typed.get("note"),
            }
        ) | {"takes_in_standing": typed.get("takes_in_standing") != "no"}

    @classmethod
    def typed(cls, content: Any) -> dict[str, Any]:
        if not isinstance(content, DeclarationContent):
            raise TypeError(content)
        return {
            "indicator": content.indicator,
            "amount": f"{content.amount.normalize():f}".replace(".", ","),
            "hedge": str(content.hedge),
            "from_day": content.from_,
            "to_day": content.to,
            "on_day": content.on,
            "valid_until": content.valid_until,
            "dims": "; ".join(f"{name}={value}" for name, value in content.dims.items()),
            "document": content.document,
            "note": content.note,
            "takes_in_standing": "yes" if content.takes_in_standing else "no",
        }


def _declarable() -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for facts in indicators().values():
        if facts.is_declarable:
            groups.setdefault(facts.group, []).append((facts.code, _indicator_name(facts)))
    return list(groups.items())


def _indicator_name(facts: Facts) -> str:
    when = _("theo khoảng ngày") if facts.kind == Indicator.Kind.FLOW else _("tại một ngày")
    return f"{facts.code} {facts.name} ({facts.unit_of_measure}, {when})"


def dimension_help(code: str) -> dict[str, dict[str, str]]:
    """Give the closed values an indicator may be split by, for the page beside the form."""
    return {name: labels for (one, name), labels in closed_values().items() if one == code}


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
