"""Checks what was typed; saves nothing."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from binhyen.units.models import Level, OrganisationKind, Unit
from binhyen.units.rules.wording import AREA_KINDS

SHOWN_LEVELS = (
    Level.PROVINCE,
    Level.DISTRICT,
    Level.COMMUNE,
    Level.AREA,
    Level.ORGANISATION,
)
BAD_DAY = {"invalid": _("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 01/07/2025.")}
DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]


def day_field(label: Any, **options: Any) -> forms.DateField:
    """Make a field for one day, typed as 14/11/2026; a picker would show it its own way."""
    widget = forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "class": "day"})
    return forms.DateField(
        label=label, widget=widget, input_formats=DAY_FORMATS, error_messages=BAD_DAY, **options
    )


class MapForm(forms.Form):
    """On which day's map the page is read; nothing means today."""

    on = day_field(_("Bản đồ ngày"), required=False)

    def chosen(self, today: date) -> date:
        return self.cleaned_data.get("on") or today if self.is_valid() else today


class SearchForm(MapForm):
    """What to look for among the units, in the words of the address."""

    q = forms.CharField(
        label=_("Tìm tên hoặc mã, không cần gõ dấu"), required=False, max_length=200
    )
    level = forms.TypedChoiceField(
        label=_("Cấp"),
        required=False,
        coerce=lambda value: Level(int(value)),
        empty_value=None,
        choices=[
            ("", _("Mọi cấp")),
            *((level.value, capfirst(level.label)) for level in SHOWN_LEVELS),
        ],
    )
    within = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class FormerUnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among the units that a unit was made of, each with its place of that time."""

    names: dict[str, str]

    def label_from_instance(self, obj: Unit) -> str:
        return self.names[obj.uid]


class PlaceForm(forms.Form):
    """A village or an organisation as an officer writes it down."""

    name = forms.CharField(
        label=_("Tên"), max_length=200, error_messages={"required": _("Ghi tên.")}
    )
    valid_from = day_field(
        _("Có từ ngày"),
        help_text=_("Không rõ ngày thì ghi ngày đầu năm sớm nhất còn biết."),
    )
    formerly = FormerUnitField(
        Unit.objects.none(),
        label=_("Trước đây thuộc"),
        required=False,
        to_field_name="uid",
        help_text=_("Chỉ chọn khi có trước đơn vị hiện nay."),
        empty_label=_("Không chọn"),
    )

    def __init__(self, *args: Any, former: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].error_messages["required"] = _("Ghi ngày bắt đầu.")
        formerly = self.fields["formerly"]
        if not former or not isinstance(formerly, FormerUnitField):
            del self.fields["formerly"]
            return
        formerly.names = former
        formerly.queryset = Unit.objects.filter(uid__in=former)


class AreaForm(PlaceForm):
    kind = forms.ChoiceField(
        label=_("Loại khu dân cư"), choices=[(kind, capfirst(kind)) for kind in AREA_KINDS]
    )
    field_order = ("kind", "name", "valid_from", "formerly")


class OrganisationForm(PlaceForm):
    kind = forms.ChoiceField(
        label=_("Loại tổ chức"),
        choices=[(kind.value, capfirst(kind.label)) for kind in OrganisationKind.Kind],
        widget=forms.RadioSelect,
    )
    field_order = ("kind", "name", "valid_from", "formerly")
