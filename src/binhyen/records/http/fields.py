"""Fields that read numbers and choices the way Vietnam writes them; nothing is checked twice."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from binhyen.kernel.dates import vn_date

THOUSANDS = re.compile(r"^\d{1,3}(?:[. ]\d{3})+$")
WHOLE = re.compile(r"^-?\d+$")
DECIMAL = re.compile(r"^-?\d+(?:[.,]\d+)?$")
ONE_DOT = re.compile(r"^\d{1,3}\.\d{3}$")


class NumberField(forms.CharField):
    """A whole number as people type it: 90, 1284, 1.284 or 1 284.

    *hedged_by* names the field beside it that asks how sure the number is.
    """

    def __init__(self, *, hedged_by: str = "", **kwargs: Any) -> None:
        self.hedged_by = hedged_by
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("max_length", 20)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        if THOUSANDS.match(text):
            return int(text.replace(".", "").replace(" ", ""))
        if WHOLE.match(text):
            return int(text)
        raise forms.ValidationError(_("Nhập bằng chữ số, ví dụ 90 hoặc 1.284."))


class AmountField(forms.CharField):
    """A number that may have a fraction: 8,5. A single dot before three digits is asked about."""

    def __init__(self, *, hedged_by: str = "", **kwargs: Any) -> None:
        self.hedged_by = hedged_by
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("max_length", 24)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        if ONE_DOT.match(text):
            whole, fraction = text.split(".")
            message = _(
                "“%(text)s” có thể là số nguyên hoặc số lẻ. Ghi %(whole)s hoặc %(decimal)s."
            )
            said = {"text": text, "whole": f"{whole}{fraction}", "decimal": f"{whole},{fraction}"}
            raise forms.ValidationError(message, params=said)
        if THOUSANDS.match(text):
            return Decimal(text.replace(".", "").replace(" ", ""))
        try:
            return Decimal(text.replace(",", ".") if DECIMAL.match(text) else "?")
        except InvalidOperation as error:
            message = _("Nhập bằng chữ số, ví dụ 8,5 hoặc 12.840.")
            raise forms.ValidationError(message) from error


class WholeAmountField(NumberField):
    """A number of things that are not cut: 5.000 is five thousand, and nobody is asked again."""

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        return None if number is None else Decimal(number)


class DayInput(forms.TextInput):
    """A day typed as 14/11/2026: a browser's own picker would show it in its own country's way."""

    def __init__(self) -> None:
        super().__init__(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "day"})

    def format_value(self, value: Any) -> str | None:
        return vn_date(value) if isinstance(value, date) else (str(value) if value else None)


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DayInput())
        kwargs.setdefault("input_formats", DAYS_TYPED)
        message = _("Nhập ngày có thật, ví dụ 14/11/2026.")
        kwargs.setdefault("error_messages", {"invalid": message})
        super().__init__(**kwargs)


DAYS_TYPED = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%d%m%Y", "%Y-%m-%d"]
HEDGE_ASKED = _("Con số này là")
HEDGES = [
    ("EXACT", _("Đếm đúng")),
    ("ABOUT", _("Khoảng")),
    ("OVER", _("Hơn")),
    ("NEARLY", _("Gần")),
    ("UNDER", _("Dưới")),
]


def hedge_field(*, cards: bool = False, label: Any = HEDGE_ASKED) -> forms.ChoiceField:
    """Ask how sure a number is: as cards for the one number of a page, else as a short list."""
    widget = forms.RadioSelect if cards else forms.Select
    return forms.ChoiceField(label=label, choices=HEDGES, initial="EXACT", widget=widget)


NOT_SAID = _("Chưa rõ")


def offered(labels: Mapping[Any, str]) -> list[tuple[str, Any]]:
    """Offer closed values by their marked names, each said when the form is shown."""
    return [(str(value), capfirst(_(label))) for value, label in labels.items()]


def choice_field(
    label: Any, choices: Any, *, required: bool = False, empty: Any = NOT_SAID, **kwargs: Any
) -> forms.ChoiceField:
    """Ask for one closed value; left open, the record does not say it."""
    listed = list(choices)
    listed = listed if required else [("", empty), *listed]
    return forms.ChoiceField(label=label, choices=listed, required=required, **kwargs)
