"""What a channel's record says. Plain Python."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from binhyen.kernel.words import gettext as _
from binhyen.kernel.words import gettext_noop, kept
from binhyen.records.rules import Measure, Shown, Summary
from binhyen.records.rules.content import (
    Content,
    Count,
    Counted,
    Day,
    Note,
    Title,
    refused,
)
from binhyen.records.rules.levels import first_outside, first_repeated
from binhyen.records.rules.sheets.columns import NOTE, FileColumn, Kind, Layout
from binhyen.records.rules.wording import counted, day

PERSON = gettext_noop("người")


class Platform(StrEnum):
    ZALO = "ZALO"
    FACEBOOK = "FACEBOOK"
    OTHER = "OTHER"


class ChannelCount(BaseModel):
    """How many members a channel had on a day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: Day
    members: Count


class ChannelContent(Content):
    """A channel, from its first known day to its closing."""

    title: Title
    platform: Platform
    opened_on: Day | None = None
    existing_on: Day | None = None
    closed_on: Day | None = None
    counts: tuple[ChannelCount, ...] = Field(default=(), max_length=200)
    note: Note = ""

    @model_validator(mode="after")
    def begins_once(self) -> Self:
        if self.opened_on is None and self.existing_on is None:
            raise refused(
                "opened_on", _("Ghi ngày lập; chưa rõ thì ghi ngày sớm nhất biết là đã có.")
            )
        if self.opened_on is not None and self.existing_on is not None:
            raise refused("existing_on", _("Đã có ngày lập thì không ghi “đã có từ trước”."))
        if self.closed_on is not None and self.closed_on < self.first_day:
            raise refused("closed_on", _("Ngày đóng không thể trước ngày lập."))
        days = [count.on for count in self.counts]
        outside = first_outside(days, self.first_day, self.closed_on)
        if outside is not None:
            raise refused(
                f"counts.{outside}.on", _("Ngày này không nằm trong thời gian kênh hoạt động.")
            )
        if (repeated := first_repeated(days)) is not None:
            raise refused(f"counts.{repeated}.on", _("Ngày này đã ghi một lần."))
        return self

    @property
    def first_day(self) -> date:
        first = self.opened_on or self.existing_on
        if first is None:
            raise ValueError("a channel has a first day")
        return first

    @property
    def members(self) -> Counted | None:
        """The latest count."""
        latest = max(self.counts, key=lambda count: count.on, default=None)
        return latest.members if latest else None


PLATFORM_LABELS = {
    Platform.ZALO: gettext_noop("Zalo"),
    Platform.FACEBOOK: gettext_noop("Facebook"),
    Platform.OTHER: gettext_noop("Khác"),
}


def summary(channel: ChannelContent) -> Summary:
    count = channel.members
    members = Measure(count.amount, PERSON, count.hedge) if count else Measure(None, PERSON)
    return Summary(
        title=channel.title,
        kind=channel.platform,
        on=channel.first_day,
        ends_on=channel.closed_on,
        measures=(members,),
    )


def words(channel: ChannelContent) -> Sequence[Shown]:
    """Say everything the record holds, in the order of the form."""
    said = [
        Shown(_("Tên kênh, nhóm"), channel.title, "title"),
        Shown(_("Nền tảng"), _(PLATFORM_LABELS[channel.platform]), "platform"),
        Shown(_("Ngày lập"), day(channel.opened_on), "opened_on"),
        Shown(_("Đã có từ trước, biết từ ngày"), day(channel.existing_on), "existing_on"),
        *(
            Shown(_("Số thành viên"), f"{day(c.on)}: {counted(c.members, _(PERSON))}", "counts")
            for c in channel.counts
        ),
        Shown(_("Ngày đóng"), day(channel.closed_on), "closed_on"),
        Shown(_("Ghi chú"), channel.note, "note"),
    ]
    return [line for line in said if line.value]


KIND_WORDS = kept(
    {
        "Nhóm Zalo": "ZALO",
        "Zalo OA": "ZALO",
        "Trang Facebook": "FACEBOOK",
        "Fanpage": "FACEBOOK",
        "Nhóm Facebook": "FACEBOOK",
        "Loa truyền thanh": "OTHER",
    }
)
LAYOUT = kept(Layout(
    (
        FileColumn(
            "title", "Tên kênh, nhóm", required=True, width=40,
            also=("Tên nhóm", "Tên kênh", "Tên", "Tên nhóm Zalo", "Tên trang, nhóm", "Tên gọi"),
            example="Nhóm Zalo an ninh thôn",
        ),
        FileColumn(
            "platform", "Nền tảng", Kind.CHOICE, required=True, width=28,
            also=("Loại", "Loại kênh", "Mạng xã hội"),
            choices={str(kind): label for kind, label in PLATFORM_LABELS.items()}, words=KIND_WORDS,
            hint="Chọn trong danh sách.", example="Zalo",
        ),
        FileColumn(
            "opened_on", "Ngày lập", Kind.DAY, width=13, instead="existing_on",
            also=("Ngày thành lập", "Ngày mở", "Thời gian lập", "Năm lập"),
            hint="Ghi ngày/tháng/năm. Chỉ nhớ năm thì ghi năm.", example="15/03/2026",
        ),
        FileColumn(
            "existing_on", "Đã có từ trước, biết từ ngày", Kind.DAY, width=13,
            instead="existing_on",
            also=("Đã có từ", "Đã có từ ngày", "Có từ năm"),
            hint="Chỉ ghi khi chưa rõ ngày lập.",
        ),
        FileColumn("counts.on", "Đếm ngày", Kind.DAY, also=("Ngày đếm", "Tính đến ngày"), width=13,
                   as_of=True, hint="Ngày đếm thành viên."),
        FileColumn("counts.members", "Thành viên", Kind.COUNT, width=12, example=24,
                   also=("Số thành viên", "Số người", "Quân số", "Tổng số thành viên")),
        FileColumn("closed_on", "Ngày đóng", Kind.DAY, width=13, also=("Kết thúc", "Ngày dừng")),
        NOTE,
    )
))  # fmt: skip
