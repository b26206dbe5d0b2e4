"""What was typed into a filing; nothing typed is lost when something is wrong."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binhyen.filings.rules.regime import Part, Piece
from binhyen.records.rules.privacy import personal_data_in

PREFIX = "narrative-"
HINTS = {
    Part.SITUATION: _("Nêu tình hình chung, điều đáng chú ý trong kỳ và nguyên nhân tăng, giảm."),
    Part.RESULTS: _(
        "Nêu kết quả từng nhóm việc, viết thêm cách làm; không ghi số của chỉ tiêu nhạy cảm."
    ),
    Part.WEAKNESSES: _("Nêu việc chưa làm được và nguyên nhân."),
    Part.DIRECTIONS: _("Nêu việc sẽ làm kỳ sau, ai làm, bao giờ xong."),
    Part.PROPOSALS: _("Nêu điều cần cấp trên giải quyết; không có thì để trống."),
}
LARGEST_FILE = 2 * 1024 * 1024


def no_personal_data(text: str) -> None:
    if sentence := personal_data_in(text):
        raise forms.ValidationError(sentence)


class NarrativeForm(forms.Form):
    """A text for every piece of the outline."""

    def __init__(self, *args: Any, outline: Sequence[Piece], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, piece in enumerate(outline, start=1):
            self.fields[f"{PREFIX}{piece.key}"] = forms.CharField(
                label=f"{number}. {gettext(piece.title)}",
                help_text=HINTS[piece.part],
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 6, "lang": "vi"}),
            )

    @property
    def narrative(self) -> dict[str, str]:
        return {
            name.removeprefix(PREFIX): text
            for name, text in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }

    def refuse(self, field: str, sentence: str) -> None:
        """Put a refusal beside what was meant, or at the top."""
        name = field.replace("narrative.", PREFIX, 1)
        self.add_error(name if name in self.fields else None, sentence)


class ReturnForm(forms.Form):
    """Why a filing goes back."""

    reason = forms.CharField(
        label=_("Lý do trả lại"),
        max_length=1000,
        help_text=_("Nêu chỗ cần sửa để đơn vị làm lại được ngay."),
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[no_personal_data],
        error_messages={
            "required": _("Ghi lý do trả lại để đơn vị biết cần sửa gì."),
            "max_length": _("Viết lý do ngắn lại, không quá 1.000 chữ cái."),
        },
    )


class CommentForm(forms.Form):
    """A question about a filing or one of its rows."""

    row = forms.ChoiceField(label=_("Về dòng"), required=False)
    text = forms.CharField(
        label=_("Ý kiến"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[no_personal_data],
        error_messages={
            "required": _("Ghi ý kiến."),
            "max_length": _("Viết ngắn lại, không quá 1.000 chữ cái."),
        },
    )

    def __init__(self, *args: Any, rows: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["row"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Cả báo cáo")), *rows]


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Trả lời"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[no_personal_data],
        error_messages={
            "required": _("Ghi câu trả lời."),
            "max_length": _("Viết ngắn lại, không quá 1.000 chữ cái."),
        },
    )


class OldSheetForm(forms.Form):
    """The filled workbook of a past period, or what was read out of it a moment ago."""

    document = forms.CharField(
        label=_("Văn bản gốc"),
        max_length=200,
        help_text=_("Số, ký hiệu, ngày của báo cáo cũ mà số liệu lấy ra."),
        error_messages={"required": _("Ghi văn bản gốc để sau này tra lại được.")},
    )
    file = forms.FileField(
        label=_("Tệp Excel đã điền"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": _("Chọn tệp Excel đã điền.")},
    )
    table = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("table")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Tệp lớn hơn 2 MB; dùng tệp mẫu tải từ trang này."))
        return file
