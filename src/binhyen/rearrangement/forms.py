"""Checks what was typed, step by step; saves nothing."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.checks import types_of
from binhyen.rearrangement.rules.plan import LONGEST_NAME

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
NOBODY = "-"
KINDS = (
    (Event.Kind.MERGE, gettext_lazy("Nhập nhiều đơn vị thành một")),
    (Event.Kind.SPLIT, gettext_lazy("Chia một đơn vị")),
    (Event.Kind.CHANGE, gettext_lazy("Đổi tên, đổi loại hoặc đổi nơi trực thuộc")),
)


class BasicsForm(forms.Form):
    """From which day, by which decree."""

    on = forms.DateField(
        label=gettext_lazy("Ngày hiệu lực"),
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "class": "day"}),
        input_formats=DAY_FORMATS,
        error_messages={
            "invalid": gettext_lazy("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 01/07/2025."),
            "required": gettext_lazy("Ghi ngày hiệu lực của nghị quyết."),
        },
    )
    decree = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=300,
        help_text=gettext_lazy("Số, ngày và cơ quan ban hành nghị quyết hoặc quyết định."),
        error_messages={"required": gettext_lazy("Ghi nghị quyết hoặc quyết định làm căn cứ.")},
    )


class EventForm(BasicsForm):
    """Step one: what happens to which units, on which day, by which decree."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Việc sắp xếp"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn việc sắp xếp.")},
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị"),
        error_messages={"required": gettext_lazy("Tìm rồi đánh dấu đơn vị.")},
        widget=forms.CheckboxSelectMultiple,
    )
    q = forms.CharField(
        label=gettext_lazy("Tìm đơn vị bằng tên hoặc mã, không cần gõ dấu"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    field_order = ("kind", "units", "q", "on", "decree")

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = offered

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen, kind = data.get("units") or [], data.get("kind")
        if kind == Event.Kind.MERGE and len(chosen) == 1:
            self.add_error("units", _("Nhập cần ít nhất hai đơn vị. Tìm và đánh dấu thêm."))
        elif kind in {Event.Kind.SPLIT, Event.Kind.CHANGE} and len(chosen) > 1:
            self.add_error("units", _("Việc này làm cho từng đơn vị. Chỉ đánh dấu một đơn vị."))
        return data


class NewUnitForm(forms.Form):
    """Step two, once a new unit: its type, name, code and parent."""

    type = forms.ChoiceField(label=gettext_lazy("Loại"))
    name = forms.CharField(
        label=gettext_lazy("Tên"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Không ghi loại, ví dụ Như Thanh."),
        error_messages={"required": gettext_lazy("Ghi tên.")},
    )
    code = forms.CharField(
        label=gettext_lazy("Mã"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Ghi mã đơn vị hành chính.")},
    )
    parent = forms.TypedChoiceField(label=gettext_lazy("Trực thuộc"), coerce=int)

    def __init__(
        self, *args: Any, level: int, parents: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kind, parent = self.fields["type"], self.fields["parent"]
        if isinstance(kind, forms.ChoiceField) and isinstance(parent, forms.ChoiceField):
            kind.choices = [(word, capfirst(word)) for word in types_of(level)]
            parent.choices = [(unit, capfirst(name)) for unit, name in parents]
        if not types_of(level):
            del self.fields["type"]
        if level not in {1, 2, 3}:
            del self.fields["code"]


class KeepForm(forms.Form):
    """Whether a merge makes a new unit or goes into one of those chosen."""

    keeps = forms.TypedChoiceField(
        label=gettext_lazy("Nhập thành"),
        coerce=int,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, chosen: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["keeps"]
        if isinstance(field, forms.ChoiceField):
            kept = [(unit, _("%(name)s, giữ nguyên") % {"name": n}) for unit, n in chosen]
            field.choices = [(0, _("Một đơn vị mới")), *kept]


class PlacesForm(forms.Form):
    """Step three of a split: which unit each village, body and open thing goes to."""

    def __init__(
        self,
        *args: Any,
        children: list[tuple[int, str]],
        things: list[tuple[str, str]],
        targets: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.children = [f"child-{unit}" for unit, _name in children]
        self.things = [f"thing-{key}" for key, _name in things]
        for unit, name in children:
            self.fields[f"child-{unit}"] = forms.ChoiceField(
                label=capfirst(name),
                choices=[("", _("Chọn đơn vị")), *targets],
                error_messages={"required": _("Chọn đơn vị nhận.")},
            )
        for key, name in things:
            self.fields[f"thing-{key}"] = forms.ChoiceField(
                label=capfirst(name), choices=[(NOBODY, _("Để chưa phân bổ")), *targets]
            )

    def child_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.children]

    def thing_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.things]

    def given(self, prefix: str) -> dict[str, str]:
        """What was chosen, without what was left open."""
        return {
            name.removeprefix(prefix): target
            for name, target in self.cleaned_data.items()
            if name.startswith(prefix) and target != NOBODY
        }


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Để người sau hiểu."),
        error_messages={"required": gettext_lazy("Ghi lý do để người sau hiểu.")},
    )
