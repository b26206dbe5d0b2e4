"""What a book's part of the interface takes and answers, made from the content of the book."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, cast
from uuid import UUID

from ninja import Schema
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model, model_validator

from binhyen.kernel.api import PAGE, After, IfAny, IsoDay, Limit, Uid
from binhyen.records.rules.content import Content, one_line

# What only the house writes. A client may send back a whole record it has read.
TOLD = frozenset(
    {
        "id", "revision", "state", "confirmed_revision", "self_confirmed", "author", "written_at",
        "confirmed_by", "confirmed_at", "voided_at", "void_reason", "warnings",
    }
)  # fmt: skip
StateName = Literal["DRAFT", "CONFIRMED", "VOIDED"]
Spoken = Annotated[str, Field(max_length=200), BeforeValidator(one_line)]
Within = Annotated[
    list[UUID] | None,
    Field(
        default=None,
        max_length=40,
        description="declarations that hold it; absent: every innermost live one that covers a "
        "line; null or []: none",
    ),
]


def untold(data: object, keep: frozenset[str]) -> object:
    if not isinstance(data, dict):
        return data
    return {name: value for name, value in data.items() if name in keep or name not in TOLD}


class Envelope(BaseModel):
    """What every book's records carry beside their content."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    within: Within
    organisers: tuple[Uid, ...] | None = Field(default=None, max_length=40)
    on_behalf_of: Spoken = ""


class Written(Envelope):
    """A new record. *id* is the client's, so that a retry is known."""

    id: UUID | None = None
    unit: Uid

    @model_validator(mode="before")
    @classmethod
    def without_what_the_house_tells(cls, data: object) -> object:
        return untold(data, frozenset({"id"}))


class Amended(Envelope):
    """The next revision, whole."""

    unit: Uid | None = None

    @model_validator(mode="before")
    @classmethod
    def without_what_the_house_tells(cls, data: object) -> object:
        return untold(data, frozenset())


ENVELOPE = set(Written.model_fields) | set(Amended.model_fields)


class Warned(Schema):
    """Nothing was refused; somebody should look. *record* only when it may be read."""

    type: Literal["DUPLICATE"]
    detail: str
    record: UUID | None = None
    unit: str | None = None


class Head(BaseModel):
    """What is told of every record."""

    id: UUID
    unit: str
    revision: int
    state: StateName
    confirmed_revision: int | None
    organisers: list[str]
    within: list[UUID] | None = None
    on_behalf_of: str
    author: str
    written_at: datetime
    confirmed_by: str | None
    confirmed_at: datetime | None
    self_confirmed: bool
    voided_at: datetime | None
    void_reason: str
    warnings: list[Warned] | None = None


class Asked(Schema):
    """Which records of a book; *unit* takes in everything below it."""

    unit: Annotated[Uid | None, IfAny] = None
    from_: Annotated[IsoDay | None, IfAny] = Field(None, alias="from")
    to: Annotated[IsoDay | None, IfAny] = None
    state: Annotated[StateName | None, IfAny] = None
    after: After = ""
    limit: Limit = PAGE


class Confirming(Schema):
    """Whether it stands inside declarations; absent: as the revision says."""

    model_config = {"extra": "forbid"}

    within: Within


class Voiding(Schema):
    model_config = {"extra": "forbid"}

    reason: str = Field(max_length=500)


@dataclass(frozen=True, slots=True)
class Shapes:
    """The four shapes of one book."""

    written: type[Written]
    amended: type[Amended]
    whole: type[BaseModel]
    page: type[BaseModel]


def shapes_of(name: str, content: type[Content], shown: type[Content] | None = None) -> Shapes:
    """Make a book's shapes; *shown* where an answer is typed otherwise than what is taken."""
    whole = create_model(f"{name}Out", __base__=(Head, shown or content))
    page: Any = create_model(f"{name}PageOut", items=(list[whole], ...), next=(str | None, ...))
    return Shapes(
        written=cast("type[Written]", create_model(f"{name}In", __base__=(Written, content))),
        amended=cast("type[Amended]", create_model(f"{name}Change", __base__=(Amended, content))),
        whole=whole,
        page=page,
    )
