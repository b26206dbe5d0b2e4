"""A form for the component page: one field of each kind, some of it wrong on purpose."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    place = forms.CharField(
        label=_("Nơi làm"), help_text=_("Tên nơi bà con quen gọi."), required=False
    )
    people = forms.IntegerField(
        label=_("Lượt người dự"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Nhập số lượt người bằng chữ số, ví dụ 90 hoặc 1.284.")},
    )
    unit = forms.CharField(
        label=_("Đơn vị"), required=False, widget=forms.TextInput(attrs={"readonly": True})
    )
    kind = forms.ChoiceField(
        label=_("Loại hoạt động"),
        required=False,
        choices=[
            ("TALK", _("Tuyên truyền")),
            ("PATROL", _("Tuần tra")),
            ("MEETING", _("Họp mô hình")),
        ],
    )
    day = forms.DateField(
        label=_("Ngày làm"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    reason = forms.CharField(
        label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    hedge = forms.ChoiceField(
        label=_("Con số này là"),
        choices=[("EXACT", _("Đếm đúng")), ("ABOUT", _("Khoảng"))],
        widget=forms.RadioSelect,
    )
    all = forms.BooleanField(label=_("Chọn cả 3 bản ghi"), required=False)
