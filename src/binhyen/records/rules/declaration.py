"""What a declaration says: a figure known only as a total, with its document. Plain Python."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from binhyen.kernel.words import gettext as _
from binhyen.ledger.rules import Hedge
from binhyen.records.rules.content import (
    AnyText,
    Content,
    Day,
    Note,
    Title,
    decimal_amount,
    iso_day,
    refused,
    shortest,
    sure_of_zero,
)

MOST = 1_000_000_000_000_000


def one_year_after(day: date) -> date:
    """The same day of the next year; 28/02 for a 29/02."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def not_after_the_calendar(day: date) -> date:
    if day.year > 2200:  # noqa: PLR2004 -- a slip of the finger, not a date
        raise ValueError(day)
    return day


class DeclarationContent(Content):
    """A total, for a span (``from``, ``to``) or for a day (``on``, ``valid_until``)."""

    may_lie_ahead: ClassVar[frozenset[str]] = frozenset({"valid_until"})

    indicator: Annotated[AnyText, Field(min_length=1, max_length=8)]
    amount: Annotated[
        Decimal,
        BeforeValidator(decimal_amount, json_schema_input_type=float),
        Field(ge=0, le=MOST, allow_inf_nan=False),
        AfterValidator(shortest),
    ]
    hedge: Hedge = Hedge.EXACT
    dims: dict[str, str] = Field(default_factory=dict, max_length=8)
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    on: Day | None = None
    valid_until: (
        Annotated[
            date,
            BeforeValidator(iso_day),
            AfterValidator(not_after_the_calendar),
        ]
        | None
    ) = None
    document: Title
    note: Note = ""
    takes_in_standing: bool = Field(default=True, strict=True)

    @model_validator(mode="after")
    def says_one_total(self) -> Self:
        sure_of_zero(self.amount, self.hedge)
        spans = self.from_ is not None or self.to is not None
        if spans and (self.on is not None or self.valid_until is not None):
            raise refused("on", _("Ghi một khoảng ngày, hoặc một ngày; không ghi cả hai."))
        if not spans and self.on is None:
            raise refused("from", _("Ghi khoảng ngày, hoặc ngày của số khai."))
        if spans and (self.from_ is None or self.to is None):
            missing = "from" if self.from_ is None else "to"
            raise refused(missing, _("Ghi cả ngày đầu và ngày cuối."))
        if self.from_ and self.to and self.to < self.from_:
            raise refused("to", _("Ngày cuối không thể trước ngày đầu."))
        if self.on and self.valid_until and self.valid_until < self.on:
            raise refused("valid_until", _("Ngày hết giá trị không thể trước ngày của số khai."))
        return self

    @property
    def start(self) -> date:
        first = self.from_ or self.on
        if first is None:
            raise ValueError("a declaration has a day")
        return first

    @property
    def placed_on(self) -> date:
        """The day whose map places it: the last of a span."""
        return self.to or self.start

    @property
    def end(self) -> date:
        """The last day it stands for: of its span, or on which it still holds."""
        return self.to or self.valid_until or one_year_after(self.start)
