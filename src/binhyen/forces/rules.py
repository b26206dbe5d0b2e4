"""What a team's record says. Plain Python."""

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


class TeamKind(StrEnum):
    """SECURITY is the force of the law of 2023 (LL01); the others are self-managed (LL09)."""

    SECURITY = "SECURITY"
    SOCIAL_SAFETY = "SOCIAL_SAFETY"
    INTER_FAMILY = "INTER_FAMILY"


class TeamCount(BaseModel):
    """How many members a team had on a day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: Day
    members: Count


class TeamContent(Content):
    """A team, from its first known day to its end."""

    title: Title
    kind: TeamKind
    founded_on: Day | None = None
    existing_on: Day | None = None
    ended_on: Day | None = None
    counts: tuple[TeamCount, ...] = Field(default=(), max_length=200)
    note: Note = ""

    @model_validator(mode="after")
    def begins_once(self) -> Self:
        if self.founded_on is None and self.existing_on is None:
            raise refused(
                "founded_on", _("Ghi ngày thành lập; chưa rõ thì ghi ngày sớm nhất biết là đã có.")
            )
        if self.founded_on is not None and self.existing_on is not None:
            raise refused("existing_on", _("Đã có ngày thành lập thì không ghi “đã có từ trước”."))
        if self.ended_on is not None and self.ended_on < self.first_day:
            raise refused("ended_on", _("Ngày kết thúc không thể trước ngày thành lập."))
        days = [count.on for count in self.counts]
        outside = first_outside(days, self.first_day, self.ended_on)
        if outside is not None:
            raise refused(
                f"counts.{outside}.on", _("Ngày này không nằm trong thời gian tổ hoạt động.")
            )
        if (repeated := first_repeated(days)) is not None:
            raise refused(f"counts.{repeated}.on", _("Ngày này đã ghi một lần."))
        return self

    @property
    def first_day(self) -> date:
        first = self.founded_on or self.existing_on
        if first is None:
            raise ValueError("a team has a first day")
        return first

    @property
    def members(self) -> Counted | None:
        """The latest count."""
        latest = max(self.counts, key=lambda count: count.on, default=None)
        return latest.members if latest else None


TEAM_LABELS = {
    TeamKind.SECURITY: gettext_noop("Tổ bảo vệ an ninh, trật tự"),
    TeamKind.SOCIAL_SAFETY: gettext_noop("Tổ an ninh xã hội"),
    TeamKind.INTER_FAMILY: gettext_noop("Tổ liên gia tự quản"),
}


def summary(team: TeamContent) -> Summary:
    count = team.members
    members = Measure(count.amount, PERSON, count.hedge) if count else Measure(None, PERSON)
    return Summary(
        title=team.title,
        kind=team.kind,
        on=team.first_day,
        ends_on=team.ended_on,
        measures=(members,),
    )


def words(team: TeamContent) -> Sequence[Shown]:
    """Say everything the record holds, in the order of the form."""
    said = [
        Shown(_("Tên tổ"), team.title, "title"),
        Shown(_("Loại tổ"), _(TEAM_LABELS[team.kind]), "kind"),
        Shown(_("Ngày thành lập"), day(team.founded_on), "founded_on"),
        Shown(_("Đã có từ trước, biết từ ngày"), day(team.existing_on), "existing_on"),
        *(
            Shown(_("Số thành viên"), f"{day(c.on)}: {counted(c.members, _(PERSON))}", "counts")
            for c in team.counts
        ),
        Shown(_("Ngày kết thúc"), day(team.ended_on), "ended_on"),
        Shown(_("Ghi chú"), team.note, "note"),
    ]
    return [line for line in said if line.value]


KIND_WORDS = kept(
    {
        "Tổ bảo vệ ANTT": "SECURITY",
        "Tổ bảo vệ an ninh trật tự ở cơ sở": "SECURITY",
        "Tổ ANXH": "SOCIAL_SAFETY",
        "Tổ liên gia": "INTER_FAMILY",
        "Tổ liên gia an toàn PCCC": "INTER_FAMILY",
    }
)
LAYOUT = kept(Layout(
    (
        FileColumn(
            "title", "Tên tổ", required=True, width=40,
            also=("Tên", "Tổ", "Tên gọi", "Tên lực lượng"), example="Tổ bảo vệ ANTT thôn",
        ),
        FileColumn(
            "kind", "Loại tổ", Kind.CHOICE, required=True, width=28, also=("Loại", "Loại hình"),
            choices={str(kind): label for kind, label in TEAM_LABELS.items()}, words=KIND_WORDS,
            hint="Chọn trong danh sách.", example="Tổ bảo vệ an ninh, trật tự",
        ),
        FileColumn(
            "founded_on", "Ngày thành lập", Kind.DAY, width=13, instead="existing_on",
            also=("Ngày ra mắt", "Thời gian thành lập", "Năm thành lập", "Thành lập ngày"),
            hint="Ghi ngày/tháng/năm. Chỉ nhớ năm thì ghi năm.", example="15/03/2026",
        ),
        FileColumn(
            "existing_on", "Đã có từ trước, biết từ ngày", Kind.DAY, width=13,
            instead="existing_on",
            also=("Đã có từ", "Đã có từ ngày", "Có từ năm"),
            hint="Chỉ ghi khi chưa rõ ngày thành lập.",
        ),
        FileColumn("counts.on", "Đếm ngày", Kind.DAY, also=("Ngày đếm", "Tính đến ngày"), width=13,
                   as_of=True, hint="Ngày đếm thành viên."),
        FileColumn("counts.members", "Thành viên", Kind.COUNT, width=12, example=24,
                   also=("Số thành viên", "Số người", "Quân số", "Tổng số thành viên")),
        FileColumn("ended_on", "Ngày kết thúc", Kind.DAY, width=13,
                   also=("Kết thúc", "Ngày giải thể")),
        NOTE,
    )
))  # fmt: skip
