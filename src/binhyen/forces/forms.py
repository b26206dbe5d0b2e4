"""Writing a team down, counted again, ended."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.forces.rules import TEAM_LABELS, TeamContent
from binhyen.records.http.fields import DayField, NumberField, choice_field, hedge_field, offered
from binhyen.records.http.forms import RecordForm, Rows, counted, filled, plain_of


class TeamForm(RecordForm):
    """Checks how a team was typed. What it may say is the content's to check."""

    rows: ClassVar = (
        Rows(
            "counts",
            _("Số thành viên"),
            {
                "on": DayField(label=_("Đếm ngày")),
                "members": NumberField(label=_("Thành viên"), hedged_by="hedge"),
                "hedge": hedge_field(),
            },
            _("Thêm lần đếm"),
        ),
    )
    extra: ClassVar = ("ended_on", "note")

    title = forms.CharField(label=_("Tên tổ"), max_length=300)
    kind = choice_field(_("Loại tổ"), offered(TEAM_LABELS), required=True)
    founded_on = DayField(label=_("Ngày thành lập"), required=False)
    existing_on = DayField(
        label=_("Đã có từ trước, biết từ ngày"),
        required=False,
        help_text=_("Chưa rõ ngày thành lập thì ghi ngày sớm nhất biết là đã có."),
    )
    ended_on = DayField(
        label=_("Ngày kết thúc"),
        required=False,
        help_text=_("Tổ vẫn còn trong sổ, không tính vào số đang hoạt động từ ngày ấy."),
    )
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Không ghi họ tên, số giấy tờ, số điện thoại của người dân."),
    )

    def said(self) -> dict[str, Any]:
        typed = self.cleaned_data
        plain = {name: typed.get(name) for name in TeamContent.model_fields if name in typed}
        counts = [
            filled({"on": row.get("on"), "members": counted(row.get("members"), row.get("hedge"))})
            for row in self.said_rows("counts")
        ]
        return filled({**plain, "counts": counts})

    @classmethod
    def typed(cls, content: Any) -> dict[str, Any]:
        if not isinstance(content, TeamContent):
            raise TypeError(content)
        counts = [
            {"on": count.on, "members": count.members.amount, "hedge": str(count.members.hedge)}
            for count in content.counts
        ]
        return plain_of(content) | {"counts": counts}
