"""What an activity says, kind by kind. Plain Python; the closed values are data/dimensions.csv."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from binhyen.ledger.rules import Hedge
from binhyen.records.rules.content import (
    Content,
    Count,
    Day,
    Line,
    Note,
    Times,
    Title,
    refused,
    sure_of_zero,
)

GRAMS = 3


class Kind(StrEnum):
    """What was done. Every counting kind posts its sessions, and its attendances when known."""

    SESSION = "SESSION"
    LAUNCH = "LAUNCH"
    FESTIVAL = "FESTIVAL"
    FORUM = "FORUM"
    REVIEW_CONFERENCE = "REVIEW_CONFERENCE"
    COMMITTEE_MEETING = "COMMITTEE_MEETING"
    INSPECTION = "INSPECTION"
    TRAINING = "TRAINING"
    BROADCAST = "BROADCAST"
    PATROL = "PATROL"
    HANDOVER = "HANDOVER"
    CONFERENCE = "CONFERENCE"
    PLEDGE_SIGNING = "PLEDGE_SIGNING"


class Topic(StrEnum):
    LAW = "LAW"
    CRIME_PREVENTION = "CRIME_PREVENTION"
    DRUGS = "DRUGS"
    TRAFFIC = "TRAFFIC"
    FIRE = "FIRE"
    ONLINE_FRAUD = "ONLINE_FRAUD"
    WEAPONS = "WEAPONS"
    MOVEMENT = "MOVEMENT"
    OTHER = "OTHER"
    ANNUAL = "ANNUAL"
    MID_TERM = "MID_TERM"
    FINAL = "FINAL"
    THEMATIC = "THEMATIC"


class Form(StrEnum):
    MEETING = "MEETING"
    SCHOOL = "SCHOOL"
    ENTERPRISE = "ENTERPRISE"
    MOBILE = "MOBILE"
    ONLINE = "ONLINE"
    OTHER = "OTHER"


class Place(StrEnum):
    RESIDENTIAL_AREA = "RESIDENTIAL_AREA"
    COMMUNE = "COMMUNE"
    DISTRICT = "DISTRICT"
    PROVINCE = "PROVINCE"
    AGENCY = "AGENCY"
    ENTERPRISE = "ENTERPRISE"
    SCHOOL = "SCHOOL"
    RELIGIOUS = "RELIGIOUS"


class Audience(StrEnum):
    RESIDENTS = "RESIDENTS"
    ENTERPRISES = "ENTERPRISES"
    WORKERS = "WORKERS"
    STUDENTS = "STUDENTS"
    OFFICERS = "OFFICERS"
    TEAM_MEMBERS = "TEAM_MEMBERS"
    FRONT_UNIONS = "FRONT_UNIONS"


class Regularity(StrEnum):
    REGULAR = "REGULAR"
    AD_HOC = "AD_HOC"


class ItemClass(StrEnum):
    """What was handed over: five classes of weapon, ammunition, explosives, fireworks."""

    MILITARY = "MILITARY"
    HUNTING = "HUNTING"
    HOMEMADE = "HOMEMADE"
    RUDIMENTARY = "RUDIMENTARY"
    SUPPORT_TOOL = "SUPPORT_TOOL"
    AMMUNITION = "AMMUNITION"
    EXPLOSIVES = "EXPLOSIVES"
    FIREWORKS = "FIREWORKS"


SESSION_TOPICS = tuple(Topic)[:9]
REVIEW_TOPICS = tuple(Topic)[9:]
LAUNCH_PLACES = (
    Place.RESIDENTIAL_AREA, Place.AGENCY, Place.ENTERPRISE, Place.SCHOOL, Place.RELIGIOUS,
)  # fmt: skip
FESTIVAL_PLACES = (
    Place.RESIDENTIAL_AREA, Place.COMMUNE, Place.DISTRICT, Place.PROVINCE, Place.AGENCY,
    Place.SCHOOL,
)  # fmt: skip
FORUM_AUDIENCES = tuple(Audience)[:4]
TRAINING_AUDIENCES = (
    Audience.OFFICERS, Audience.TEAM_MEMBERS, Audience.FRONT_UNIONS, Audience.RESIDENTS,
)  # fmt: skip

# Which closed values a kind may carry, dimension by dimension.
DIMENSIONS: dict[Kind, dict[str, tuple[StrEnum, ...]]] = {
    Kind.SESSION: {"topic": SESSION_TOPICS, "form": tuple(Form)},
    Kind.LAUNCH: {"place": LAUNCH_PLACES},
    Kind.FESTIVAL: {"place": FESTIVAL_PLACES},
    Kind.FORUM: {"audience": FORUM_AUDIENCES},
    Kind.REVIEW_CONFERENCE: {"topic": REVIEW_TOPICS},
    Kind.COMMITTEE_MEETING: {"regularity": tuple(Regularity)},
    Kind.TRAINING: {"audience": TRAINING_AUDIENCES},
}
DIMENSION_NAMES = ("topic", "form", "place", "audience", "regularity")

# The kinds whose attendances are an indicator: only these are asked for them.
ATTENDED = frozenset({Kind.SESSION, Kind.LAUNCH, Kind.FESTIVAL, Kind.FORUM, Kind.TRAINING})


def decimal_amount(value: object) -> object:
    """Take 8.5, and a whole number; a truth value is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return "?"
    return str(value) if isinstance(value, float) else value


class Item(BaseModel):
    """One class of things handed over; explosives in kg, down to the gram."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    item_class: ItemClass = Field(alias="class")
    amount: Annotated[
        Decimal,
        BeforeValidator(decimal_amount, json_schema_input_type=float),
        Field(gt=0, le=1_000_000, allow_inf_nan=False),
    ]
    hedge: Hedge = Hedge.EXACT

    @model_validator(mode="after")
    def is_whole_or_grams(self) -> Self:
        sure_of_zero(self.amount, self.hedge)
        places = GRAMS if self.item_class is ItemClass.EXPLOSIVES else 0
        if self.amount != round(self.amount, places):
            sentence = (
                "Vật liệu nổ ghi bằng kg, lẻ nhất đến gam, ví dụ 8,5 hoặc 0,125."
                if places
                else "Ghi số nguyên, ví dụ 3."
            )
            raise refused("amount", sentence)
        return self


class ActivityContent(Content):
    """An activity: what, when, how many times, how many attended."""

    kind: Kind
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
                raise refused(name, "Giá trị này không dùng cho loại hoạt động đã chọn.")
        if self.items and self.kind is not Kind.HANDOVER:
            raise refused("items", "Chỉ việc giao nộp vũ khí, vật liệu nổ mới có phần này.")
        if self.kind is Kind.HANDOVER and not self.items:
            raise refused("items", "Ghi loại và số lượng đã giao nộp.")
        if len({item.item_class for item in self.items}) != len(self.items):
            raise refused("items", "Mỗi loại giao nộp ghi một dòng; đề nghị cộng lại.")
        return self

    @property
    def dims(self) -> tuple[tuple[str, str], ...]:
        """The dimensions said, sorted, as postings carry them."""
        said = ((name, getattr(self, name)) for name in sorted(DIMENSION_NAMES))
        return tuple((name, str(value)) for name, value in said if value is not None)
