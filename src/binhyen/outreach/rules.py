"""What a channel's record says. Plain Python."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

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


class Platform(StrEnum):
    ZALO = "ZALO"
    FACEBOOK = "FACEBOOK"
    OTHER = "OTHER"


class MemberCount(BaseModel):
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
    counts: tuple[MemberCount, ...] = Field(default=(), max_length=200)
    note: Note = ""

    @model_validator(mode="after")
    def begins_once(self) -> Self:
        if self.opened_on is None and self.existing_on is None:
            raise refused("opened_on", "Ghi ngày lập; chưa rõ thì ghi ngày sớm nhất biết là đã có.")
        if self.opened_on is not None and self.existing_on is not None:
            raise refused("existing_on", "Đã có ngày lập thì không ghi “đã có từ trước”.")
        if self.closed_on is not None and self.closed_on < self.first_day:
            raise refused("closed_on", "Ngày đóng không thể trước ngày lập.")
        days = [count.on for count in self.counts]
        outside = first_outside(days, self.first_day, self.closed_on)
        if outside is not None:
            raise refused(
                f"counts.{outside}.on", "Ngày này không nằm trong thời gian kênh hoạt động."
            )
        if (repeated := first_repeated(days)) is not None:
            raise refused(f"counts.{repeated}.on", "Ngày này đã ghi một lần.")
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
