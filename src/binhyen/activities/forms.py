"""The three steps of writing an activity down: what and where, how many, check and save."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.activities.rules.activity import ActivityContent
from binhyen.activities.rules.kinds import (
    ACTIVITY_LABELS,
    ATTENDED,
    DIMENSIONS,
    ITEM_LABELS,
    VALUE_LABELS,
    ActivityKind,
    ItemClass,
)
from binhyen.kernel.dates import vn_day_month
from binhyen.records.http.fields import (
    AmountField,
    DayField,
    NumberField,
    choice_field,
    hedge_field,
    offered,
)
from binhyen.records.http.forms import Page, Rows, StepForm, counted, filled, plain_of

OTHER, TODAY, YESTERDAY = "OTHER", "TODAY", "YESTERDAY"
ONE_DAY = timedelta(days=1)
COMMON = (
    ActivityKind.SESSION,
    ActivityKind.PATROL,
    ActivityKind.CONFERENCE,
    ActivityKind.FESTIVAL,
)
COMMON_LABELS = {
    ActivityKind.PATROL: _("Tuần tra cùng Tổ bảo vệ ANTT"),
    ActivityKind.CONFERENCE: _("Họp tổ, họp mô hình tự quản"),
}
SELDOM = tuple(kind for kind in ActivityKind if kind not in COMMON)
QUESTIONS = {
    ActivityKind.HANDOVER: _("Giao nộp những gì?"),
    ActivityKind.PATROL: _("Mấy lượt tuần tra?"),
    ActivityKind.BROADCAST: _("Mấy lượt phát?"),
}


def values(name: str, kind: ActivityKind | None = None) -> list[tuple[str, Any]]:
    """Offer the closed values of a dimension, of one kind or of all that carry it."""
    kinds = [kind] if kind else list(DIMENSIONS)
    found = [value for one in kinds for value in DIMENSIONS.get(one, {}).get(name, ())]
    return offered({value: VALUE_LABELS[name][value] for value in found})


class ActivityForm(StepForm):
    """Checks how an activity was typed. What it may say is the content's to check."""

    rows: ClassVar = (
        Rows(
            "items",
            _("Giao nộp"),
            {
                "class": choice_field(_("Loại"), offered(ITEM_LABELS)),
                "amount": AmountField(label=_("Số lượng (vật liệu nổ: kg)"), hedged_by="hedge"),
                "hedge": hedge_field(),
            },
            _("Thêm loại giao nộp"),
        ),
    )
    beside: ClassVar = {"participants.hedge": "hedge", "schemes": "schemes"}
    big: ClassVar = {"participants": _("lượt người")}
    extra: ClassVar = ("organisers", "schemes", "note")
    anew: ClassVar = ("when", "on", "participants", "hedge", "sessions", "items", "note")

    kind = forms.ChoiceField(
        label=_("Việc đã làm"),
        choices=[
            *((str(kind), COMMON_LABELS.get(kind, _(ACTIVITY_LABELS[kind]))) for kind in COMMON),
            (OTHER, _("Việc khác")),
        ],
        widget=forms.RadioSelect,
        initial=str(ActivityKind.SESSION),
    )
    other_kind = choice_field(
        _("Việc khác là"),
        offered({kind: ACTIVITY_LABELS[kind] for kind in SELDOM}),
        empty=_("Chọn việc"),
    )
    when = forms.ChoiceField(label=_("Ngày làm"), widget=forms.RadioSelect)
    on = DayField(
        label=_("Ngày khác là"), required=False, help_text=_("Ví dụ 14/11/2026 hoặc 14112026.")
    )
    venue = forms.CharField(
        label=_("Nơi làm"),
        max_length=300,
        required=False,
        help_text=_("Tên nơi bà con quen gọi."),
        widget=forms.TextInput(attrs={"list": "recent-venues"}),
    )
    title = forms.CharField(
        label=_("Nội dung"), max_length=300, help_text=_("Viết ngắn, như nói với bà con.")
    )
    participants = NumberField(
        label=_("Lượt người dự"),
        required=False,
        hedged_by="hedge",
        help_text=_("Một người dự hai buổi tính là hai lượt. Chưa đếm thì để trống."),
    )
    hedge = hedge_field(cards=True)
    sessions = NumberField(label=_("Số lần"), initial="1")
    topic = choice_field(_("Chủ đề"), values("topic"))
    form = choice_field(_("Hình thức"), values("form"))
    place = choice_field(_("Tổ chức ở"), values("place"))
    audience = choice_field(_("Thành phần dự"), values("audience"))
    regularity = choice_field(_("Định kỳ hay đột xuất"), values("regularity"))
    organisers = forms.MultipleChoiceField(
        label=_("Đơn vị phối hợp"), required=False, widget=forms.CheckboxSelectMultiple
    )
    schemes = forms.MultipleChoiceField(
        label=_("Mô hình được nêu"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chọn mô hình mà việc này thuộc về; mô hình được coi là có hoạt động."),
    )
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Không ghi họ tên, số giấy tờ, số điện thoại của người dân."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_days()
        kind = self.chosen_kind
        for name in DIMENSIONS.get(kind, {}):
            listed = self.fields[name]
            if isinstance(listed, forms.ChoiceField):
                listed.choices = [("", _("Chưa rõ")), *values(name, kind)]

    def _offer_days(self) -> None:
        """Offer today and yesterday with their dates; any other day is typed."""
        today: date = self.initial["today"]
        offered = self.fields["when"]
        if isinstance(offered, forms.ChoiceField):
            offered.choices = [
                (TODAY, f"{_('Hôm nay')}, {vn_day_month(today)}"),
                (YESTERDAY, f"{_('Hôm qua')}, {vn_day_month(today - ONE_DAY)}"),
                (OTHER, _("Ngày khác")),
            ]
        offered.initial = TODAY

    def _day(self) -> date | None:
        today: date = self.initial["today"]
        days = {TODAY: today, YESTERDAY: today - ONE_DAY}
        typed: date | None = self.cleaned_data.get("on")
        return typed or days.get(self.cleaned_data.get("when") or OTHER)

    @property
    def chosen_kind(self) -> ActivityKind:
        """The kind typed or standing; a session while nothing is chosen."""
        asked = self.data if self.is_bound else self.initial
        kind = asked.get("kind") or ActivityKind.SESSION
        if kind == OTHER:
            kind = asked.get("other_kind") or ActivityKind.CONFERENCE
        return ActivityKind(kind) if kind in set(ActivityKind) else ActivityKind.SESSION

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("kind") == OTHER and not said.get("other_kind"):
            self.add_error("other_kind", _("Chọn việc đã làm."))
        if (
            said.get("when", OTHER) in {OTHER, ""}
            and not said.get("on")
            and "on" not in self.errors
        ):
            self.add_error("on", _("Nhập ngày làm, ví dụ 14/11/2026."))
        return said

    def pages(self) -> Sequence[Page]:
        kind = self.chosen_kind
        first = ("kind", "other_kind", "when", "on", "unit", "venue", "title")
        attended = ("participants", "hedge") if kind in ATTENDED else ()
        items = ("items",) if kind is ActivityKind.HANDOVER else ()
        second = (*attended, "sessions", *items, *DIMENSIONS.get(kind, {}), *self.seldom)
        question = _("Bao nhiêu người dự?") if attended else QUESTIONS.get(kind, _("Mấy lần?"))
        return (Page(_("Việc gì, ở đâu?"), first), Page(question, second))

    def said(self) -> dict[str, Any]:
        typed, kind = self.cleaned_data, self.chosen_kind
        attended = kind in ATTENDED
        people = counted(typed.get("participants"), typed.get("hedge")) if attended else None
        dims = {name: typed.get(name) for name in DIMENSIONS.get(kind, {})}
        items = self.said_rows("items") if kind is ActivityKind.HANDOVER else []
        return filled(
            {
                "kind": str(kind),
                "title": typed.get("title", ""),
                "on": self._day(),
                "venue": typed.get("venue"),
                "sessions": typed.get("sessions"),
                "participants": people,
                **dims,
                "items": items,
                "schemes": typed.get("schemes"),
                "note": typed.get("note"),
            }
        )

    @classmethod
    def typed_on(cls, day: date, today: date) -> dict[str, Any]:
        named = {today: TODAY, today - ONE_DAY: YESTERDAY}
        return {"when": named.get(day, OTHER), "on": None if day in named else day}

    @classmethod
    def typed(cls, content: Any) -> dict[str, Any]:
        if not isinstance(content, ActivityContent):
            raise TypeError(content)
        plain = plain_of(content)
        kind = content.kind
        people = content.participants
        return plain | {
            "kind": str(kind) if kind in COMMON else OTHER,
            "when": OTHER,
            "other_kind": "" if kind in COMMON else str(kind),
            "participants": people.amount if people else None,
            "hedge": str(people.hedge) if people else "EXACT",
            "schemes": [str(scheme) for scheme in content.schemes],
            "items": [_item_typed(item) for item in plain["items"]],
        }


def _item_typed(item: dict[str, Any]) -> dict[str, Any]:
    kind: ItemClass = item["class"]
    amount = f"{item['amount'].normalize():f}".replace(".", ",")
    return {"class": str(kind), "amount": amount, "hedge": str(item["hedge"])}
