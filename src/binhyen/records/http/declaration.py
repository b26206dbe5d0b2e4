"""Writing a declaration down: which indicator, how much, for when, from which document."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.ledger.models import Indicator
from binhyen.ledger.selectors.catalogue import Facts, closed_values, indicators
from binhyen.records.http.fields import (
    AmountField,
    DayField,
    WholeAmountField,
    choice_field,
    hedge_field,
)
from binhyen.records.http.forms import Page, StepForm, filled
from binhyen.records.rules.declaration import DeclarationContent


class DeclarationForm(StepForm):
    """Checks how a declaration was typed: a span, or a day; its document; how it was understood."""

    beside: ClassVar = {"from": "from_day", "to": "to_day", "on": "on_day"}

    indicator = forms.ChoiceField(label=_("Chỉ tiêu"))
    amount = AmountField(
        label=_("Số khai"), help_text=_("Theo đơn vị tính của chỉ tiêu."), hedged_by="hedge"
    )
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
        self.facts = indicators().get(self._asked("indicator"))
        if self.facts and self.facts.steps_per_unit == 1:
            plain = self.fields["amount"]
            self.fields["amount"] = WholeAmountField(
                label=plain.label, help_text=plain.help_text, hedged_by="hedge"
            )
        if self.facts:
            is_flow = self.facts.kind == Indicator.Kind.FLOW
            for name in ("from_day", "to_day"):
                self.fields[name].required = is_flow
            self.fields["on_day"].required = not is_flow
        for name in self.dimensions:
            self.fields[f"dim_{name}"] = _dimension_field(self._asked("indicator"), name)
            self.fields[f"dim_{name}"].initial = self.initial.get("dims", {}).get(name, "")

    def _asked(self, name: str) -> str:
        return str((self.data if self.is_bound else self.initial).get(name) or "")

    @property
    def dimensions(self) -> tuple[str, ...]:
        return self.facts.dimensions if self.facts else ()

    def pages(self) -> Sequence[Page]:
        flow = self.facts is None or self.facts.kind == Indicator.Kind.FLOW
        days = ("from_day", "to_day") if flow else ("on_day", "valid_until")
        dims = tuple(f"dim_{name}" for name in self.dimensions)
        note = () if self.facts and self.facts.is_sensitive else ("note",)
        second = ("amount", "hedge", *days, *dims, "document", *note, "takes_in_standing")
        question = f"{self.facts.code} {self.facts.name}" if self.facts else _("Số khai")
        return (
            Page(_("Chỉ tiêu nào, của đơn vị nào?"), ("indicator", "unit")),
            Page(question, (*second, "on_behalf_of")),
        )

    def field_of(self, where: str) -> str | None:
        first, _dot, rest = where.partition(".")
        return f"dim_{rest}" if first == "dims" else super().field_of(where)

    def said(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return filled(
            {
                "indicator": typed.get("indicator"),
                "amount": typed.get("amount"),
                "hedge": typed.get("hedge"),
                "dims": filled({name: typed.get(f"dim_{name}") for name in self.dimensions}),
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
            "dims": dict(content.dims),
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


DIMENSION_LABELS = {
    "topic": _("Chủ đề"),
    "form": _("Hình thức"),
    "place": _("Tổ chức ở"),
    "audience": _("Thành phần"),
    "regularity": _("Định kỳ hay đột xuất"),
    "field": _("Lĩnh vực"),
    "type": _("Loại mô hình (mã)"),
    "rating": _("Xếp loại"),
    "life": _("Tình trạng hoạt động"),
    "level": _("Cấp"),
    "kind": _("Loại"),
    "platform": _("Nền tảng"),
    "signatory": _("Bên ký"),
    "year": _("Năm"),
    "sex": _("Giới"),
    "role": _("Chức danh"),
    "class": _("Loại vũ khí"),
}


def _dimension_field(indicator: str, name: str) -> forms.Field:
    label = DIMENSION_LABELS.get(name, _("Phân theo"))
    if values := closed_values().get((indicator, name)):
        listed = [(value, word.capitalize()) for value, word in values.items()]
        return choice_field(label, listed, empty=_("Tổng số, không phân"))
    return forms.CharField(label=label, required=False, max_length=40)
