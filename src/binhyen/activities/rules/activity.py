"""What an activity says, kind by kind, and how its page and its row say it. Plain Python."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from binhyen.activities.rules.kinds import (
    ACTIVITY_LABELS,
    ATTENDED,
    DIMENSION_NAMES,
    DIMENSIONS,
    ITEM_LABELS,
    TIMES_OF,
    UNITS_OF_ITEMS,
    VALUE_LABELS,
    ActivityKind,
    Audience,
    Form,
    ItemClass,
    Place,
    Regularity,
    Topic,
)
from binhyen.kernel.words import gettext as _
from binhyen.kernel.words import gettext_noop
from binhyen.ledger.rules import Hedge
from binhyen.records.rules import LinkTo, Measure, Shown, Summary
from binhyen.records.rules.content import (
    Content,
    Count,
    Day,
    Line,
    Note,
    Times,
    Title,
    decimal_amount,
    refused,
    shortest,
    sure_of_zero,
)
from binhyen.records.rules.wording import counted, day, hedged, number

GRAMS = 3
TURN, PIECE = gettext_noop("lượt"), gettext_noop("khẩu, cái")


class Item(BaseModel):
    """One class of things handed over; explosives in kg, down to the gram."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    item_class: ItemClass = Field(alias="class")
    amount: Annotated[
        Decimal,
        BeforeValidator(decimal_amount, json_schema_input_type=float),
        Field(gt=0, le=1_000_000, allow_inf_nan=False),
        AfterValidator(shortest),
    ]
    hedge: Hedge = Hedge.EXACT

    @model_validator(mode="after")
    def is_whole_or_grams(self) -> Self:
        sure_of_zero(self.amount, self.hedge)
        places = GRAMS if self.item_class is ItemClass.EXPLOSIVES else 0
        if self.amount != round(self.amount, places):
            sentence = (
                _("Vật liệu nổ ghi bằng kg, lẻ nhất đến gam, ví dụ 8,5 hoặc 0,125.")
                if places
                else _("Ghi số nguyên, ví dụ 3.")
            )
            raise refused("amount", sentence)
        return self


class ActivityContent(Content):
    """An activity: what, when, how many times, how many attended."""

    kind: ActivityKind
    title: Title
    on: Day
    sessions: Times = 1
    participants: Count | None = None
    venue: Line = ""
    topic: Topic | None = None
    form: Form | None = None
    place: Place | None = None
    audience: Audience | None = None
    regularity: Regularity | None = None
    items: tuple[Item, ...] = Field(default=(), max_length=40)
    schemes: tuple[UUID, ...] = Field(default=(), max_length=40)
    note: Note = ""

    @model_validator(mode="after")
    def keeps_to_its_kind(self) -> Self:
        allowed = DIMENSIONS.get(self.kind, {})
        for name in DIMENSION_NAMES:
            value = getattr(self, name)
            if value is not None and value not in allowed.get(name, ()):
                raise refused(name, _("Giá trị này không dùng cho loại hoạt động đã chọn."))
        if self.items and self.kind is not ActivityKind.HANDOVER:
            raise refused("items", _("Chỉ việc giao nộp vũ khí, vật liệu nổ mới có phần này."))
        if self.kind is ActivityKind.HANDOVER and not self.items:
            raise refused("items", _("Ghi loại và số lượng đã giao nộp."))
        if len({item.item_class for item in self.items}) != len(self.items):
            raise refused("items", _("Mỗi loại giao nộp ghi một dòng; đề nghị cộng lại."))
        return self

    @property
    def dims(self) -> tuple[tuple[str, str], ...]:
        """The dimensions said, sorted, as postings carry them."""
        said = ((name, getattr(self, name)) for name in sorted(DIMENSION_NAMES))
        return tuple((name, str(value)) for name, value in said if value is not None)


def summary(activity: ActivityContent) -> Summary:
    people: Measure | None = None
    if activity.kind in ATTENDED or activity.participants is not None:
        said = activity.participants
        people = Measure(said.amount, TURN, said.hedge) if said else Measure(None, TURN)
    return Summary(
        title=activity.title,
        kind=activity.kind,
        on=activity.on,
        place=activity.venue,
        measures=(Measure(activity.sessions, TIMES_OF[activity.kind]), people),
    )


def words(activity: ActivityContent) -> Sequence[Shown]:
    """Say everything the record holds, in the order of the form."""
    people = counted(activity.participants, _("lượt người"))
    if not people and activity.kind in ATTENDED:
        people = _("chưa ghi lượt")
    said = [
        Shown(_("Việc"), _(ACTIVITY_LABELS[activity.kind]), "kind"),
        Shown(_("Nội dung"), activity.title, "title"),
        Shown(_("Ngày"), day(activity.on), "on"),
        Shown(_("Nơi"), activity.venue, "venue"),
        *(_dimension(activity, name, label) for name, label in DIMENSION_LABELS),
        Shown(_("Số lần"), f"{number(activity.sessions)} {_(TIMES_OF[activity.kind])}", "sessions"),
        Shown(_("Lượt người dự"), people, "participants"),
        *(Shown(_("Giao nộp"), _item_words(item), "items") for item in activity.items),
        Shown(_("Ghi chú"), activity.note, "note"),
    ]
    return [line for line in said if line.value]


DIMENSION_LABELS = (
    ("topic", gettext_noop("Chủ đề")),
    ("form", gettext_noop("Hình thức")),
    ("place", gettext_noop("Nơi tổ chức")),
    ("audience", gettext_noop("Thành phần dự")),
    ("regularity", gettext_noop("Định kỳ hay đột xuất")),
)


def _dimension(activity: ActivityContent, name: str, label: str) -> Shown:
    value: StrEnum | None = getattr(activity, name)
    return Shown(_(label), _(VALUE_LABELS[name][value]) if value else "", name)


def _item_words(item: Item) -> str:
    unit = _(UNITS_OF_ITEMS.get(item.item_class, PIECE))
    return f"{_(ITEM_LABELS[item.item_class])}: {hedged(item.amount, item.hedge)} {unit}"


def links(activity: ActivityContent) -> Sequence[LinkTo]:
    return [
        LinkTo(scheme, "NAMES_SCHEME", "SCHEME", f"schemes.{number}")
        for number, scheme in enumerate(activity.schemes)
    ]
