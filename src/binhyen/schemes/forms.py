"""Writing a scheme down, and what happened to it since."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.records.http.fields import DayField, NumberField, choice_field, hedge_field, offered
from binhyen.records.http.forms import RecordForm, Rows, counted, filled, plain_of
from binhyen.schemes.rules import (
    FIELD_LABELS,
    LIFE_LABELS,
    RATING_LABELS,
    REASON_LABELS,
    SchemeContent,
)


class SchemeForm(RecordForm):
    """Checks how a scheme was typed. What it may say is the content's to check."""

    rows: ClassVar = (
        Rows(
            "counts",
            _("Số thành viên, số hộ tham gia"),
            {
                "on": DayField(label=_("Đếm ngày")),
                "members": NumberField(label=_("Thành viên"), hedged_by="members_hedge"),
                "members_hedge": hedge_field(label=_("Số thành viên là")),
                "households": NumberField(label=_("Hộ tham gia"), hedged_by="households_hedge"),
                "households_hedge": hedge_field(label=_("Số hộ là")),
            },
            _("Thêm lần đếm"),
        ),
        Rows(
            "ratings",
            _("Xếp loại"),
            {
                "on": DayField(label=_("Xếp loại ngày")),
                "rating": choice_field(_("Mức"), offered(RATING_LABELS)),
            },
            _("Thêm lần xếp loại"),
        ),
        Rows(
            "consolidations",
            _("Củng cố"),
            {
                "on": DayField(label=_("Củng cố ngày")),
                "what": forms.CharField(label=_("Việc đã làm"), max_length=300),
            },
            _("Thêm lần củng cố"),
        ),
        Rows(
            "life_changes",
            _("Tình trạng hoạt động"),
            {
                "on": DayField(label=_("Từ ngày")),
                "life": choice_field(_("Mô hình"), offered(LIFE_LABELS)),
            },
            _("Thêm thay đổi"),
        ),
    )
    extra: ClassVar = ("replicated_from", "ended_on", "end_reason", "note")

    title = forms.CharField(label=_("Tên mô hình"), max_length=300)
    field = choice_field(_("Lĩnh vực"), offered(FIELD_LABELS), required=True)
    type = choice_field(_("Loại mô hình"), [], empty=_("Chưa quy về danh mục"))
    type_name = forms.CharField(
        label=_("Loại theo cách gọi địa phương"),
        max_length=300,
        required=False,
        help_text=_("Ghi khi danh mục chưa có loại này."),
    )
    founded_on = DayField(label=_("Ngày ra mắt"), required=False)
    existing_on = DayField(
        label=_("Đã có từ trước, biết từ ngày"),
        required=False,
        help_text=_("Chưa rõ ngày ra mắt thì ghi ngày sớm nhất biết là đã có."),
    )
    venue = forms.CharField(label=_("Nơi hoạt động"), max_length=300, required=False)
    replicated_from = choice_field(_("Nhân rộng từ mô hình"), [], empty=_("Không"))
    ended_on = DayField(
        label=_("Ngày kết thúc"),
        required=False,
        help_text=_("Mô hình vẫn còn trong sổ, không tính vào số đang duy trì từ ngày ấy."),
    )
    end_reason = choice_field(_("Lý do kết thúc"), offered(REASON_LABELS))
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Không ghi họ tên, số giấy tờ, số điện thoại của người dân."),
    )

    def said(self) -> dict[str, Any]:
        typed = self.cleaned_data
        plain = {name: typed.get(name) for name in SchemeContent.model_fields if name in typed}
        counts = [_count_said(row) for row in self.said_rows("counts")]
        lists = {
            rows.name: self.said_rows(rows.name) for rows in self.rows if rows.name != "counts"
        }
        life = typed.get("life") or self.initial.get("life")
        return filled({**plain, **lists, "counts": counts, "life": life})

    @classmethod
    def typed(cls, content: Any) -> dict[str, Any]:
        if not isinstance(content, SchemeContent):
            raise TypeError(content)
        plain = plain_of(content)
        counts = [
            {
                "on": count.on,
                "members": count.members.amount if count.members else None,
                "members_hedge": str(count.members.hedge) if count.members else "EXACT",
                "households": count.households.amount if count.households else None,
                "households_hedge": str(count.households.hedge) if count.households else "EXACT",
            }
            for count in content.counts
        ]
        source = content.replicated_from
        return plain | {
            "counts": counts,
            "life": str(content.life),
            "replicated_from": str(source) if source else "",
        }


def _count_said(row: dict[str, Any]) -> dict[str, Any]:
    return filled(
        {
            "on": row.get("on"),
            "members": counted(row.get("members"), row.get("members_hedge")),
            "households": counted(row.get("households"), row.get("households_hedge")),
        }
    )
