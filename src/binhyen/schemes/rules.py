"""What a scheme's record says, and when a scheme shows a sign of life. Plain Python."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from binhyen.kernel.words import gettext as _
from binhyen.kernel.words import gettext_noop, kept
from binhyen.records.rules import LinkTo, Measure, Shown, Summary
from binhyen.records.rules.content import (
    AnyText,
    Content,
    Count,
    Counted,
    Day,
    Line,
    Note,
    Title,
    refused,
)
from binhyen.records.rules.levels import first_outside, first_repeated
from binhyen.records.rules.sheets.columns import NOTE, FileColumn, Kind, Layout
from binhyen.records.rules.wording import counted, day

SIGN_OF_LIFE = timedelta(days=92)
PERSON, HOUSEHOLD = gettext_noop("người"), gettext_noop("hộ")


class SchemeField(StrEnum):
    SECURITY = "SECURITY"
    FIRE = "FIRE"
    TRAFFIC = "TRAFFIC"
    DRUGS = "DRUGS"
    REINTEGRATION = "REINTEGRATION"
    BORDER = "BORDER"
    SCHOOL = "SCHOOL"
    WORKERS = "WORKERS"
    CYBER = "CYBER"
    ENVIRONMENT = "ENVIRONMENT"
    OTHER = "OTHER"


class Life(StrEnum):
    ACTIVE = "ACTIVE"
    DORMANT = "DORMANT"


class Rating(StrEnum):
    GOOD = "GOOD"
    FAIR = "FAIR"
    AVERAGE = "AVERAGE"
    WEAK = "WEAK"


class EndReason(StrEnum):
    INEFFECTIVE = "INEFFECTIVE"
    MERGED = "MERGED"
    COMPLETED = "COMPLETED"
    OTHER = "OTHER"


class Dated(BaseModel):
    """Something that happened to a scheme on one day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: Day


class Consolidation(Dated):
    what: Line = ""


class RatingGiven(Dated):
    rating: Rating


class Recount(Dated):
    members: Count | None = None
    households: Count | None = None

    @model_validator(mode="after")
    def counts_something(self) -> Self:
        if self.members is None and self.households is None:
            raise refused("members", _("Ghi số thành viên hoặc số hộ."))
        return self


class LifeChange(Dated):
    life: Life


class SchemeContent(Content):
    """One site of a scheme, from its first known day on."""

    title: Title
    field: SchemeField
    type: Annotated[AnyText, Field(max_length=40)] | None = None
    type_name: Line = ""
    founded_on: Day | None = None
    existing_on: Day | None = None
    replicated_from: UUID | None = None
    ended_on: Day | None = None
    end_reason: EndReason | None = None
    life: Life = Life.ACTIVE
    life_changes: tuple[LifeChange, ...] = Field(default=(), max_length=200)
    consolidations: tuple[Consolidation, ...] = Field(default=(), max_length=200)
    ratings: tuple[RatingGiven, ...] = Field(default=(), max_length=200)
    counts: tuple[Recount, ...] = Field(default=(), max_length=200)
    venue: Line = ""
    note: Note = ""

    @model_validator(mode="after")
    def begins_once(self) -> Self:
        if self.founded_on is None and self.existing_on is None:
            raise refused(
                "founded_on", _("Ghi ngày ra mắt; chưa rõ thì ghi ngày sớm nhất biết là đã có.")
            )
        if self.founded_on is not None and self.existing_on is not None:
            raise refused("existing_on", _("Đã có ngày ra mắt thì không ghi “đã có từ trước”."))
        if self.replicated_from is not None and self.founded_on is None:
            raise refused("founded_on", _("Mô hình nhân rộng cần ngày ra mắt."))
        return self

    @model_validator(mode="after")
    def ends_after_it_began(self) -> Self:
        if self.ended_on is None and self.end_reason is not None:
            raise refused("ended_on", _("Ghi ngày kết thúc."))
        if self.ended_on is not None and self.ended_on < self.first_day:
            raise refused("ended_on", _("Ngày kết thúc không thể trước ngày bắt đầu."))
        return self

    @model_validator(mode="after")
    def changes_in_its_life(self) -> Self:
        for name, once in (
            ("life_changes", True), ("consolidations", False), ("ratings", True), ("counts", True),
        ):  # fmt: skip
            days = [change.on for change in getattr(self, name)]
            outside = first_outside(days, self.first_day, self.ended_on)
            if outside is not None:
                raise refused(
                    f"{name}.{outside}.on",
                    _("Ngày này không nằm trong thời gian mô hình hoạt động."),
                )
            if once and (repeated := first_repeated(days)) is not None:
                raise refused(f"{name}.{repeated}.on", _("Ngày này đã ghi một lần."))
        return self

    @property
    def first_day(self) -> date:
        first = self.founded_on or self.existing_on
        if first is None:
            raise ValueError("a scheme has a first day")
        return first

    @property
    def present_life(self) -> Life:
        latest = max(self.life_changes, key=lambda change: change.on, default=None)
        return latest.life if latest else self.life

    @property
    def present_rating(self) -> Rating | None:
        latest = max(self.ratings, key=lambda given: given.on, default=None)
        return latest.rating if latest else None

    def present(self, measure: str) -> Counted | None:
        """The latest count of members or of households."""
        counted = [(c.on, found) for c in self.counts if (found := getattr(c, measure))]
        return max(counted, key=lambda pair: pair[0])[1] if counted else None

    def signs_of_life(self) -> list[date]:
        """The days of its own record that show it lives: counts, ratings, consolidations."""
        changes = (*self.counts, *self.ratings, *self.consolidations)
        return [change.on for change in changes]


def latest_sign(scheme: SchemeContent, activities: Iterable[date]) -> date:
    """The last day the scheme showed life; its founding is one."""
    return max((scheme.first_day, *scheme.signs_of_life(), *activities))


def seems_dormant(latest: date, on: date) -> bool:
    """No sign of life in the last 92 days: to be asked about, never decided by the machine.

    >>> seems_dormant(date(2026, 1, 1), date(2026, 4, 3))
    False
    >>> seems_dormant(date(2026, 1, 1), date(2026, 4, 4))
    True
    """
    return on - latest > SIGN_OF_LIFE


FIELD_LABELS = {
    SchemeField.SECURITY: gettext_noop("An ninh trật tự"),
    SchemeField.FIRE: gettext_noop("Phòng cháy chữa cháy"),
    SchemeField.TRAFFIC: gettext_noop("Giao thông"),
    SchemeField.DRUGS: gettext_noop("Phòng chống ma túy"),
    SchemeField.REINTEGRATION: gettext_noop("Giúp đỡ hòa nhập"),
    SchemeField.BORDER: gettext_noop("Biên giới biển đảo"),
    SchemeField.SCHOOL: gettext_noop("Học đường"),
    SchemeField.WORKERS: gettext_noop("Công nhân khu công nghiệp"),
    SchemeField.CYBER: gettext_noop("Không gian mạng"),
    SchemeField.ENVIRONMENT: gettext_noop("Môi trường nếp sống"),
    SchemeField.OTHER: gettext_noop("Khác"),
}
LIFE_LABELS = {
    Life.ACTIVE: gettext_noop("đang hoạt động"),
    Life.DORMANT: gettext_noop("không hoạt động"),
}
RATING_LABELS = {
    Rating.GOOD: gettext_noop("tốt"),
    Rating.FAIR: gettext_noop("khá"),
    Rating.AVERAGE: gettext_noop("trung bình"),
    Rating.WEAK: gettext_noop("yếu"),
}
REASON_LABELS = {
    EndReason.INEFFECTIVE: gettext_noop("không hiệu quả"),
    EndReason.MERGED: gettext_noop("sáp nhập"),
    EndReason.COMPLETED: gettext_noop("hoàn thành"),
    EndReason.OTHER: gettext_noop("khác"),
}


def _level(count: Counted | None, unit: str) -> Measure:
    return Measure(count.amount, unit, count.hedge) if count else Measure(None, unit)


def summary(scheme: SchemeContent) -> Summary:
    return Summary(
        title=scheme.title,
        kind=scheme.field,
        on=scheme.first_day,
        ends_on=scheme.ended_on,
        place=scheme.venue,
        measures=(
            _level(scheme.present("members"), PERSON),
            _level(scheme.present("households"), HOUSEHOLD),
        ),
    )


def words(scheme: SchemeContent) -> Sequence[Shown]:
    """Say everything the record holds, in the order of the form."""
    said = [
        Shown(_("Tên mô hình"), scheme.title, "title"),
        Shown(_("Lĩnh vực"), _(FIELD_LABELS[scheme.field]), "field"),
        Shown(_("Loại mô hình"), scheme.type or "", "type"),
        Shown(_("Loại theo cách gọi địa phương"), scheme.type_name, "type_name"),
        Shown(_("Ngày ra mắt"), day(scheme.founded_on), "founded_on"),
        Shown(_("Đã có từ trước, biết từ ngày"), day(scheme.existing_on), "existing_on"),
        Shown(_("Nơi"), scheme.venue, "venue"),
        Shown(_("Tình trạng hoạt động"), _(LIFE_LABELS[scheme.present_life]), "life"),
        *(Shown(_("Thay đổi đời sống"), f"{day(c.on)}: {_(LIFE_LABELS[c.life])}", "life_changes")
          for c in scheme.life_changes),
        *(Shown(_("Xếp loại"), f"{day(c.on)}: {_(RATING_LABELS[c.rating])}", "ratings")
          for c in scheme.ratings),
        *(Shown(_("Số thành viên, số hộ"), _recount_words(c), "counts") for c in scheme.counts),
        *(Shown(_("Củng cố"), f"{day(c.on)} {c.what}".strip(), "consolidations")
          for c in scheme.consolidations),
        Shown(_("Ngày kết thúc"), day(scheme.ended_on), "ended_on"),
        Shown(_("Lý do kết thúc"), _(REASON_LABELS[scheme.end_reason]) if scheme.end_reason else "",
              "end_reason"),
        Shown(_("Ghi chú"), scheme.note, "note"),
    ]  # fmt: skip
    return [line for line in said if line.value]


def _recount_words(count: Recount) -> str:
    parts = (counted(count.members, _(PERSON)), counted(count.households, _(HOUSEHOLD)))
    return f"{day(count.on)}: {', '.join(part for part in parts if part)}"


def links(scheme: SchemeContent) -> Sequence[LinkTo]:
    if scheme.replicated_from is None:
        return ()
    return [LinkTo(scheme.replicated_from, "REPLICATED_FROM", "SCHEME", "replicated_from")]


def _offered(labels: Mapping[Any, str]) -> dict[str, str]:
    return {str(value): label[:1].upper() + label[1:] for value, label in labels.items()}


FIELD_WORDS = kept(
    {
        "ANTT": "SECURITY",
        "An ninh, trật tự": "SECURITY",
        "PCCC": "FIRE",
        "Phòng cháy": "FIRE",
        "An toàn giao thông": "TRAFFIC",
        "Phòng, chống ma túy": "DRUGS",
        "Ma túy": "DRUGS",
    }
)
LAYOUT = kept(Layout(
    (
        FileColumn(
            "title", "Tên mô hình", required=True, width=40,
            also=("Mô hình", "Tên điểm mô hình", "Tên gọi", "Tên mô hình, điểm mô hình", "Tên"),
            example="Camera an ninh thôn",
        ),
        FileColumn(
            "field", "Lĩnh vực", Kind.CHOICE, required=True, width=24,
            also=("Lĩnh vực hoạt động",), choices=_offered(FIELD_LABELS), words=FIELD_WORDS,
            hint="Chọn trong danh sách.", example="An ninh trật tự",
        ),
        FileColumn(
            "type", "Loại mô hình", Kind.CHOICE, also=("Loại", "Loại hình"), width=28,
            otherwise="type_name", hint="Chọn trong danh mục; chưa có thì ghi tên địa phương gọi.",
        ),
        FileColumn("type_name", "Loại theo cách gọi địa phương", width=28),
        FileColumn(
            "founded_on", "Ngày ra mắt", Kind.DAY, width=13, instead="existing_on",
            also=("Ngày thành lập", "Ngày ra mắt mô hình", "Thời gian ra mắt", "Ngày, tháng ra mắt",
                  "Thời gian thành lập", "Năm thành lập", "Năm ra mắt", "Ngày tháng thành lập"),
            hint="Ghi ngày/tháng/năm. Chỉ nhớ năm thì ghi năm.", example="15/03/2026",
        ),
        FileColumn(
            "existing_on", "Đã có từ trước, biết từ ngày", Kind.DAY, width=13,
            instead="existing_on",
            also=("Đã có từ", "Đã có từ ngày", "Có từ năm"),
            hint="Chỉ ghi khi chưa rõ ngày ra mắt.",
        ),
        FileColumn("venue", "Nơi hoạt động", also=("Nơi", "Địa điểm", "Địa bàn"), width=26),
        FileColumn("replicated_from", "Nhân rộng từ mô hình", Kind.RECORDS,
                   also=("Nhân rộng từ",), width=26),
        FileColumn("life", "Tình trạng hoạt động", Kind.CHOICE, also=("Đời sống", "Tình trạng"),
                   choices=_offered(LIFE_LABELS),
                   words={"hoạt động": "ACTIVE", "duy trì": "ACTIVE", "tạm dừng": "DORMANT"}),
        FileColumn("counts.on", "Đếm ngày", Kind.DAY, also=("Ngày đếm", "Tính đến ngày"), width=13,
                   as_of=True, hint="Ngày đếm thành viên, số hộ."),
        FileColumn("counts.members", "Thành viên", Kind.COUNT, width=12, example=24,
                   also=("Số thành viên", "Số người", "Số người tham gia", "Tổng số thành viên")),
        FileColumn("counts.households", "Hộ tham gia", Kind.COUNT, width=12,
                   also=("Hộ", "Số hộ", "Số hộ tham gia", "Số hộ dân")),
        FileColumn("ratings.on", "Xếp loại ngày", Kind.DAY, width=13),
        FileColumn("ratings.rating", "Xếp loại", Kind.CHOICE, also=("Phân loại", "Mức"),
                   choices=_offered(RATING_LABELS), width=12),
        FileColumn("consolidations.on", "Củng cố ngày", Kind.DAY, width=13),
        FileColumn("consolidations.what", "Việc củng cố", width=24),
        FileColumn("life_changes.on", "Thay đổi từ ngày", Kind.DAY, width=13),
        FileColumn("life_changes.life", "Tình trạng từ ngày ấy", Kind.CHOICE,
                   also=("Đời sống từ ngày ấy",),
                   choices=_offered(LIFE_LABELS)),
        FileColumn("ended_on", "Ngày kết thúc", Kind.DAY, width=13,
                   also=("Kết thúc", "Ngày giải thể", "Ngày dừng")),
        FileColumn("end_reason", "Lý do kết thúc", Kind.CHOICE, also=("Lý do",),
                   choices=_offered(REASON_LABELS)),
        NOTE,
    )
))  # fmt: skip
