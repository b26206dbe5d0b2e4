"""What is asked about filings and what is answered."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Header, Schema
from pydantic import ConfigDict, Field, StringConstraints

from binhyen.filings.rules.cells import CellState
from binhyen.filings.rules.states import State
from binhyen.kernel.api import After, IfAny, IsoDay, Limit, Uid
from binhyen.ledger.rules.hedges import Hedge

PeriodKey = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{1,12}$", examples=["2016", "2016-M07"])]
RegimeCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,20}$")]
PieceKey = Annotated[str, Field(max_length=40, examples=["results"])]
IfMatch: Any = Header(  # type: ignore[type-arg]  # the library's own generic
    None, alias="If-Match", description='the revision read: n or "n"'
)


class CellOut(Schema):
    """One cell; `amount` null is not known, not sent or not shown, never zero."""

    state: CellState
    amount: float | None
    hedge: Hedge
    incomplete: bool


class RowOut(Schema):
    """A row of the sheet; `state` and `amount` are those of this period."""

    row: str
    indicator: str
    name: str
    unit_of_measure: str
    state: CellState
    amount: float | None
    this: CellOut
    previous: CellOut | None
    last_year: CellOut | None
    cumulative: CellOut | None
    difference: float | None
    difference_percent: float | None


class FilingHead(Schema):
    """A filing without its sheet."""

    model_config = ConfigDict(populate_by_name=True)

    id: UUID
    unit: str
    receiver: str
    regime: str
    period: str
    name: str
    from_: IsoDay = Field(alias="from")
    to: IsoDay
    due_on: IsoDay | None
    version: int
    revision: int
    state: State
    is_replaced: bool
    submitted_at: str | None
    decided_at: str | None
    reason: str


class PieceOut(Schema):
    key: str
    title: str


class FilingOut(FilingHead):
    """A filing, whole: narrative, sheet, and for a unit above how many were received."""

    narrative: dict[str, str]
    outline: list[PieceOut]
    cells: list[RowOut]
    expected: int
    received: int


class FilingList(Schema):
    items: list[FilingHead]
    next: str | None


class Asked(Schema):
    """Which filings."""

    unit: Annotated[Uid | None, IfAny] = None
    period: Annotated[PeriodKey | None, IfAny] = None
    regime: Annotated[RegimeCode | None, IfAny] = None
    state: Annotated[State | None, IfAny] = None
    after: Annotated[After | None, IfAny] = None
    limit: Limit = 100


class CellAnswer(Schema):
    """An answer to a blank cell; NUMBER and the rest say nothing new and are passed over."""

    row: Annotated[str, Field(max_length=120)]
    state: CellState


class Written(Schema):
    """Words and answers; what is left out stays as it is."""

    narrative: dict[str, str] = Field(default_factory=dict)
    cells: list[CellAnswer] = Field(default_factory=list, max_length=500)


class Reason(Schema):
    reason: Annotated[str, Field(max_length=1000)]


class OutdatedOut(PieceOut):
    """A piece the books would now draft otherwise: `text`; and the lines that fall away or come.

    `is_edited`: an officer wrote in it, so it stays unless it is named.
    """

    is_edited: bool
    gone: list[str]
    new: list[str]
    text: str


class OutdatedList(Schema):
    """`revision` is what If-Match takes."""

    revision: int
    items: list[OutdatedOut]


class Redrafted(Schema):
    """The pieces to draft anew; left out: every one nobody edited."""

    pieces: list[PieceKey] | None = Field(default=None, max_length=20)


class Kept(Schema):
    """The edited pieces that stand as they are, though the books have changed."""

    pieces: list[PieceKey] = Field(max_length=20)
