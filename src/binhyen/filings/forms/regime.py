"""A regime, a thematic period and a day off, as their makers type them."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from binhyen.filings.rules.outline import SheetTextError, read_sheet, write_sheet
from binhyen.filings.rules.periods import END_OF_MONTH, Frequency
from binhyen.filings.rules.regime import Column, Definition, Due, FilingLevel, Part, Piece
from binhyen.ledger.selectors.catalogue import closed_values, indicators

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
DAY_ERRORS = {
    "invalid": gettext_lazy("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 01/07/2026."),
    "required": gettext_lazy("Ghi ngày."),
}
FREQUENCIES = (
    (Frequency.MONTH, gettext_lazy("Tháng")),
    (Frequency.QUARTER, gettext_lazy("Quý")),
    (Frequency.HALF, gettext_lazy("6 tháng")),
    (Frequency.NINE_MONTHS, gettext_lazy("9 tháng")),
    (Frequency.YEAR, gettext_lazy("Năm")),
    (Frequency.FREE, gettext_lazy("Chuyên đề, ngày tự chọn")),
)
LEVELS = (
    (FilingLevel.COMMUNE, gettext_lazy("Xã, phường, đặc khu")),
    (FilingLevel.DISTRICT, gettext_lazy("Huyện, đến 30/6/2025")),
    (FilingLevel.PROVINCE, gettext_lazy("Tỉnh, thành phố")),
)
COLUMNS = (
    (Column.THIS, gettext_lazy("Kỳ này")),
    (Column.PREVIOUS, gettext_lazy("Kỳ trước")),
    (Column.LAST_YEAR, gettext_lazy("Cùng kỳ năm trước")),
    (Column.CUMULATIVE, gettext_lazy("Lũy kế năm")),
    (Column.DIFFERENCE, gettext_lazy("So cùng kỳ")),
    (Column.DIFFERENCE_PERCENT, gettext_lazy("Tỷ lệ")),
)
PARTS = (
    (Part.SITUATION, gettext_lazy("Tên phần tình hình")),
    (Part.RESULTS, gettext_lazy("Tên phần kết quả")),
    (Part.WEAKNESSES, gettext_lazy("Tên phần tồn tại, hạn chế")),
    (Part.DIRECTIONS, gettext_lazy("Tên phần phương hướng")),
    (Part.PROPOSALS, gettext_lazy("Tên phần đề xuất")),
)


SAID = {
    "code": gettext_lazy("Ghi mã chế độ."),
    "name": gettext_lazy("Ghi tên chế độ."),
    "subject": gettext_lazy("Ghi trích yếu."),
    "frequencies": gettext_lazy("Chọn ít nhất một kỳ báo cáo."),
    "cut": gettext_lazy("Ghi ngày chốt số liệu."),
    "levels": gettext_lazy("Chọn ít nhất một cấp phải gửi."),
    "columns": gettext_lazy("Chọn các cột của biểu."),
    "sheet": gettext_lazy("Ghi ít nhất một chỉ tiêu."),
}
GROUPS = (
    (gettext_lazy("Tên và căn cứ"), ("code", "name", "legal_basis", "subject", "valid_from")),
    (gettext_lazy("Kỳ, cấp gửi và hạn"), ("frequencies", "cut", "levels", "due_")),
    (gettext_lazy("Biểu số liệu"), ("columns", "sheet")),
    (gettext_lazy("Đề cương phần lời"), ("part_",)),
)


def known_terms() -> dict[str, dict[str, list[str]]]:
    """Every indicator with its dimensions and the values each may have."""
    closed = closed_values()
    return {
        code: {name: list(closed.get((code, name), ())) for name in facts.dimensions}
        for code, facts in indicators().items()
    }


def day_field(label: Any) -> forms.DateField:
    widget = forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "class": "day"})
    return forms.DateField(
        label=label, widget=widget, input_formats=DAY_FORMATS, error_messages=DAY_ERRORS
    )


class DueField(forms.IntegerField):
    """A day of the month that a level needs once it is chosen; the page says so beside it."""

    asked_when = gettext_lazy("cần khi cấp này phải gửi")


class RegimeForm(forms.Form):
    """Everything a version of a regime says; ``definition`` is there once the form is valid."""

    code = forms.RegexField(
        label=gettext_lazy("Mã chế độ"),
        regex=r"^[A-Z0-9][A-Z0-9-]{1,19}$",
        help_text=gettext_lazy("Chữ in không dấu, số, dấu nối; ví dụ CD-PCLD."),
        error_messages={"invalid": gettext_lazy("Mã gồm chữ in không dấu, số và dấu nối.")},
    )
    name = forms.CharField(label=gettext_lazy("Tên chế độ"), min_length=3, max_length=200)
    legal_basis = forms.CharField(label=gettext_lazy("Căn cứ"), max_length=500, required=False)
    subject = forms.CharField(label=gettext_lazy("Trích yếu"), min_length=3, max_length=300)
    frequencies = forms.MultipleChoiceField(
        label=gettext_lazy("Kỳ báo cáo"), choices=FREQUENCIES, widget=forms.CheckboxSelectMultiple
    )
    cut = forms.IntegerField(
        label=gettext_lazy("Ngày chốt số liệu trong tháng"), min_value=1, max_value=END_OF_MONTH
    )
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Cấp phải gửi"), choices=LEVELS, widget=forms.CheckboxSelectMultiple
    )
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Cột của biểu"), choices=COLUMNS, widget=forms.CheckboxSelectMultiple
    )
    sheet = forms.CharField(
        label=gettext_lazy("Biểu số liệu"),
        help_text=gettext_lazy(
            "Mỗi dòng một mã chỉ tiêu; tên mục sau dấu #; sau dấu | ghi tên dòng nếu khác."
            " Ví dụ: TT02 topic=LAW | Lượt người nghe pháp luật."
        ),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )
    valid_from = day_field(gettext_lazy("Áp dụng cho kỳ kết thúc từ ngày"))

    def __init__(self, *args: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in SAID.items():
            self.fields[name].error_messages["required"] = sentence
        if not new:
            del self.fields["code"]
        for level, label in LEVELS:
            self.fields[f"due_{level}"] = DueField(
                label=_("Hạn gửi của cấp: {level}").format(level=label),
                min_value=1,
                max_value=END_OF_MONTH,
                required=False,
                help_text=_(
                    "Ngày trong tháng, lần đầu sau ngày cuối kỳ;"
                    " gặp ngày nghỉ thì lùi đến ngày làm việc sau."
                ),
            )
        for part, label in PARTS:
            self.fields[f"part_{part}"] = forms.CharField(
                label=label, max_length=120, required=False
            )

    def groups(self) -> Iterator[tuple[str | Promise, list[BoundField]]]:
        """The fields under the heads of the page, in the order one thinks of them."""
        for title, names in GROUPS:
            yield title, [
                self[field] for name in names for field in self.fields
                if field == name or (name.endswith("_") and field.startswith(name))
            ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for level in data.get("levels", ()):
            if not data.get(f"due_{level}"):
                self.add_error(f"due_{level}", _("Ghi hạn gửi của cấp này."))
        try:
            data["sections"] = read_sheet(data.get("sheet", ""), known_terms())
        except SheetTextError as error:
            for one in error.wrong:
                self.add_error("sheet", one.sentence)
        if Column.THIS not in data.get("columns", ()) and "columns" in data:
            self.add_error("columns", _("Biểu cần cột kỳ này."))
        if not self.errors:
            self._define(data)
        return data

    def _define(self, data: dict[str, Any]) -> None:
        try:
            data["definition"] = Definition(
                name=data["name"],
                legal_basis=data["legal_basis"],
                subject=data["subject"],
                frequencies=tuple(Frequency(one) for one in data["frequencies"]),
                cut=data["cut"],
                levels=tuple(FilingLevel(one) for one in data["levels"]),
                due=tuple(
                    Due(level=FilingLevel(one), day=data[f"due_{one}"]) for one in data["levels"]
                ),
                sections=data["sections"],
                columns=tuple(one for one in Column if one in data["columns"]),
                outline=tuple(
                    Piece(key=part.value.lower(), title=data[f"part_{part}"], part=part)
                    for part in Part
                    if data[f"part_{part}"]
                ),
            )
        except ValidationError:
            self.add_error(None, _("Chế độ chưa đúng, xem lại từng mục."))


def initial_of(definition: Definition) -> dict[str, Any]:
    """Fill the form with what a version says, to write the next one."""
    due = {f"due_{one.level}": one.day for one in definition.due}
    titles = {f"part_{one.part}": one.title for one in definition.outline}
    plain = definition.model_dump(include={"name", "legal_basis", "subject", "cut"})
    chosen = {
        "frequencies": [one.value for one in definition.frequencies],
        "levels": [one.value for one in definition.levels],
        "columns": [one.value for one in definition.columns],
        "sheet": write_sheet(definition.sections),
    }
    return plain | due | titles | chosen


class ThematicForm(forms.Form):
    """A period with days of its own."""

    key = forms.RegexField(
        label=gettext_lazy("Mã kỳ"),
        regex=r"^[A-Z][A-Z0-9-]{1,11}$",
        help_text=gettext_lazy("Ví dụ CD-2026-1."),
        error_messages={"invalid": gettext_lazy("Mã gồm chữ in không dấu, số và dấu nối.")},
    )
    name = forms.CharField(label=gettext_lazy("Tên kỳ"), max_length=120)
    start = day_field(gettext_lazy("Từ ngày"))
    end = day_field(gettext_lazy("Đến ngày"))


class HolidayForm(forms.Form):
    """A day off, or a week-end day worked in exchange."""

    day = day_field(gettext_lazy("Ngày"))
    name = forms.CharField(label=gettext_lazy("Tên"), max_length=120)
    is_worked = forms.BooleanField(label=gettext_lazy("Là ngày làm bù"), required=False)
    source = forms.CharField(label=gettext_lazy("Căn cứ"), max_length=200, required=False)
