"""The shape and the common checks of what people write down. Plain Python.

A content is at once what a form fills, what the API takes and what a revision stores. Whatever
is wrong comes back as refusals: a field and a sentence, in Vietnamese, the words of the office.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from binhyen.kernel.text import nfc
from binhyen.kernel.words import gettext as _
from binhyen.kernel.words import gettext_noop
from binhyen.ledger.rules import Hedge
from binhyen.records.rules.privacy import personal_data_in

KEPT = "kept"  # what is read was stored: later rules about words do not bind it
MOST_PEOPLE = 10_000_000
MOST_TIMES = 10_000
FIRST_DAY = date(1945, 8, 19)
ISO_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
NOT_TEXT = {"Cc", "Cs", "Co", "Cn"}


class Refusal(NamedTuple):
    """What is wrong with one field, in a sentence that says what to do."""

    field: str
    sentence: str


class ContentError(Exception):
    """A content that cannot be written down; carries every refusal at once."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__("; ".join(f"{r.field}: {r.sentence}" for r in refusals))
        self.refusals = refusals


def one_line(value: object, info: ValidationInfo) -> object:
    """Compose, close up, and drop what no keyboard writes."""
    if not isinstance(value, str) or info.context == KEPT:
        return value
    kept = "".join(c if unicodedata.category(c) not in NOT_TEXT else " " for c in value)
    return nfc(kept)


def paragraph(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str) or info.context == KEPT:
        return value
    lines = (one_line(line, info) for line in value.splitlines())
    return "\n".join(str(line) for line in lines).strip()


def without_personal_data(text: str, info: ValidationInfo) -> str:
    if info.context != KEPT and (found := personal_data_in(text)):
        raise PydanticCustomError("personal_data", found)
    return text


def iso_day(value: object) -> object:
    if isinstance(value, date) or (isinstance(value, str) and ISO_DAY.match(value)):
        return value
    raise PydanticCustomError("not_a_day", _("Nhập ngày, tháng, năm, ví dụ 14/11/2026."))


def not_too_old(day: date) -> date:
    if day < FIRST_DAY:
        raise PydanticCustomError("too_old", _("Ngày quá xa. Nhập ngày từ 19/08/1945 trở lại đây."))
    return day


def decimal_amount(value: object) -> object:
    """Take 8.5, and a whole number; a truth value is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return "?"
    return str(value) if isinstance(value, float) else value


def shortest(amount: Decimal) -> Decimal:
    """Write one amount in one way, wherever it came from.

    >>> shortest(Decimal("45.0")), shortest(Decimal("1000"))
    (Decimal('45'), Decimal('1000'))
    """
    return amount.normalize() + 0


def sure_of_zero(amount: int | Decimal, hedge: Hedge) -> None:
    if amount == 0 and hedge is not Hedge.EXACT:
        raise PydanticCustomError(
            "hedged_zero", _("Số 0 là đếm đúng, không ghi khoảng, hơn, gần hay dưới.")
        )


Day = Annotated[date, BeforeValidator(iso_day), AfterValidator(not_too_old)]
AnyText = Annotated[str, BeforeValidator(one_line)]
Line = Annotated[
    str, Field(max_length=300), BeforeValidator(one_line), AfterValidator(without_personal_data)
]
Title = Annotated[
    str,
    Field(min_length=1, max_length=300),
    BeforeValidator(one_line),
    AfterValidator(without_personal_data),
]
Note = Annotated[
    str, Field(max_length=4000), BeforeValidator(paragraph), AfterValidator(without_personal_data)
]
People = Annotated[StrictInt, Field(ge=0, le=MOST_PEOPLE)]
Times = Annotated[StrictInt, Field(ge=1, le=MOST_TIMES)]


class Counted(BaseModel):
    """A number of people as it was said: exact, or khoảng, hơn, gần, dưới."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    amount: People
    hedge: Hedge = Hedge.EXACT

    @model_validator(mode="after")
    def zero_is_sure(self) -> Self:
        sure_of_zero(self.amount, self.hedge)
        return self


def plain_number(value: object) -> object:
    """A bare number is an exact count."""
    if isinstance(value, int) and not isinstance(value, bool):
        return {"amount": value}
    return value


Count = Annotated[
    Counted, BeforeValidator(plain_number, json_schema_input_type=Counted | StrictInt)
]


class Content(BaseModel):
    """What one record says. Frozen, and closed: a field nobody knows is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    may_lie_ahead: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def read(cls, data: Mapping[str, Any], *, is_kept: bool = False) -> Self:
        """Read what was sent; *is_kept*: what was stored before its words would be refused."""
        try:
            return cls.model_validate(dict(data), context=KEPT if is_kept else None)
        except ValidationError as error:
            raise ContentError(refusals_of(error)) from error

    def stored(self) -> dict[str, Any]:
        """The content as a revision keeps it: plain JSON, nothing that was left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    def days(self) -> Iterator[tuple[str, date]]:
        """Every day told, with the field it stands in."""
        yield from days_in(self, "")

    def refused_days(self, today: date) -> list[Refusal]:
        said = f"{today:%d/%m/%Y}"
        return [
            Refusal(field, _("Ngày này không thể sau hôm nay, {day}.").format(day=said))
            for field, day in self.days()
            if day > today and field not in self.may_lie_ahead
        ]


def days_in(thing: object, where: str) -> Iterator[tuple[str, date]]:
    if isinstance(thing, BaseModel):
        for name, info in type(thing).model_fields.items():
            yield from days_in(getattr(thing, name), _joined(where, info.alias or name))
    elif isinstance(thing, tuple):
        for number, item in enumerate(thing):
            yield from days_in(item, _joined(where, str(number)))
    elif isinstance(thing, date):
        yield where, thing


def _joined(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def refused(field: str, sentence: str) -> PydanticCustomError:
    """For the checks of a whole content: the refusal belongs beside *field*."""
    return PydanticCustomError(
        "refused_field",
        "{sentence}",
        {"field": field, "sentence": sentence},
    )


def refusals_of(error: ValidationError) -> list[Refusal]:
    """Say every fault of a content in the words of the office."""
    return [refusal_of(dict(fault)) for fault in error.errors(include_url=False)]


def refusal_of(fault: Mapping[str, Any]) -> Refusal:
    """Say one fault, as pydantic tells it, in the words of the office."""
    context: dict[str, Any] = fault.get("ctx") or {}
    where = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "refused_field":
        where = _joined(where, context["field"])
    return Refusal(where, _sentence(fault["type"], fault["msg"], context))


def _sentence(kind: str, message: str, context: dict[str, Any]) -> str:
    if kind in OWN_WORDS:
        return message
    if kind.endswith("too_long"):
        most = context["max_length"]
        return _("Viết ngắn lại, không quá {most} chữ cái và dấu cách.").format(most=most)
    bounds = {name: _bound(context[name]) for name in ("ge", "gt", "le", "lt") if name in context}
    values = {"expected": str(context.get("expected", "")).replace(" or ", ", "), **bounds}
    for start, sentence in SENTENCES.items():
        if kind.startswith(start):
            return _(sentence).format(**values)
    return _("Thông tin này chưa đúng. Đề nghị kiểm tra lại.")


def _bound(bound: object) -> str:
    return f"{bound:,}".replace(",", ".") if isinstance(bound, int | Decimal) else str(bound)


OWN_WORDS = {
    "personal_data",
    "not_a_day",
    "too_old",
    "hedged_zero",
    "refused",
    "refused_field",
}
SENTENCES = {
    "greater_than_equal": gettext_noop("Nhập số từ {ge} trở lên."),
    "greater_than": gettext_noop("Nhập số lớn hơn {gt}."),
    "less_than_equal": gettext_noop("Số quá lớn. Nhập số không quá {le}, đề nghị kiểm tra lại."),
    "enum": gettext_noop("Giá trị này không có trong danh mục. Chọn một trong: {expected}."),
    "literal_error": gettext_noop(
        "Giá trị này không có trong danh mục. Chọn một trong: {expected}."
    ),
    "missing": gettext_noop("Chưa có thông tin này."),
    "too_short": gettext_noop("Chưa có thông tin này."),
    "string_too_short": gettext_noop("Chưa có thông tin này."),
    "extra_forbidden": gettext_noop("Sổ này không có mục mang tên như vậy."),
    "int": gettext_noop("Nhập bằng chữ số, ví dụ 90 hoặc 1.284."),
    "decimal": gettext_noop("Nhập bằng chữ số, ví dụ 8,5 hoặc 1.284."),
    "finite": gettext_noop("Nhập bằng chữ số, ví dụ 8,5 hoặc 1.284."),
    "date": gettext_noop("Nhập ngày có thật, ví dụ 14/11/2026."),
    "uuid": gettext_noop("Mã bản ghi chưa đúng."),
    "bool": gettext_noop("Trả lời có hoặc không."),
    "string_type": gettext_noop("Ghi bằng chữ."),
}
