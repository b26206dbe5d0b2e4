"""Filings, over HTTP: read, write words and answers, send, take in, send back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Schema
from pydantic import ConfigDict, Field, StringConstraints

from binhyen.accounts.http import SignedInRequest
from binhyen.filings import policies
from binhyen.filings.http import Held, held
from binhyen.filings.models import Filing, Obligation, Period, Regime
from binhyen.filings.rules.cells import CellState
from binhyen.filings.rules.periods import UnknownPeriodError
from binhyen.filings.rules.states import State
from binhyen.filings.selectors.papers import file_name
from binhyen.filings.selectors.sheets import NIL
from binhyen.filings.selectors.telling import heads, whole
from binhyen.filings.services.editing import edit_filing
from binhyen.filings.services.files import TYPES, file_for_reader
from binhyen.filings.services.filing import (
    FilingError,
    StaleFilingError,
    accept,
    correct,
    open_filing,
    return_filing,
)
from binhyen.filings.services.obligations import PeriodNotOpenError, open_period
from binhyen.filings.services.sending import send
from binhyen.kernel.api import (
    ANY_REVISION,
    PROBLEMS,
    After,
    IfAny,
    IsoDay,
    Limit,
    ProblemError,
    Uid,
    as_json,
    invalid,
    next_page,
    not_found,
    revision_matched,
)
from binhyen.kernel.dates import vn_date
from binhyen.ledger.rules.hedges import Hedge
from binhyen.units.models import Unit

router = Router(tags=["filings"])
PeriodKey = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{1,12}$", examples=["2016", "2016-M07"])]
RegimeCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,20}$")]
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


# --- reading


@router.get("/filings", response={200: FilingList, **PROBLEMS}, by_alias=True)
def list_filings(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Filings that may be read. One unit and one period: the filing is opened, filled.

    It is opened for those who work on it; for others it is there once it was opened.
    """
    signed_in = cast("SignedInRequest", request)
    rows = Filing.objects.filter(signed_in.reach.filter("unit"))
    if asked.unit is not None:
        unit = Unit.objects.filter(uid=asked.unit).values_list("pk", flat=True).first()
        if unit is None or not signed_in.reach.reads(unit):
            raise not_found()
        rows = rows.filter(unit=unit)
        if asked.period is not None:
            _open(signed_in, unit, asked.period, asked.regime)
    for name, value in (
        ("period__key", asked.period),
        ("period__regime__code", asked.regime),
        ("state", asked.state),
    ):
        if value is not None:
            rows = rows.filter(**{name: value})
    if asked.after is not None:
        rows = rows.filter(pk__gt=_cursor(asked.after))
    some = list(rows.order_by("pk")[: asked.limit + 1])
    page = some[: asked.limit]
    following = str(page[-1].pk) if len(some) > asked.limit else None
    return as_json({"items": heads(page), "next": next_page(request, following)})


@router.get("/filings/{filing}", response={200: FilingOut, **PROBLEMS}, by_alias=True)
def read_filing(request: HttpRequest, filing: UUID) -> HttpResponse:
    """One filing with its sheet: from the ledger while it is written, frozen once it is sent."""
    return _told(_held(request, filing))


# --- writing


@router.put("/filings/{filing}", response={200: FilingOut, **PROBLEMS}, by_alias=True)
def write_filing(
    request: HttpRequest, filing: UUID, change: Written, if_match: str | None = IfMatch
) -> HttpResponse:
    """Write words, and NIL or BLANK into cells; figures come from the records alone."""
    one = _held(request, filing)
    _refuse_role(allowed=one.may_edit)
    base = revision_matched(if_match)
    if base is None:
        sentence = _("Gửi If-Match với số của lần soạn đã đọc, để không ghi đè lên người khác.")
        raise ProblemError(428, "revision-required", sentence)
    signed_in = cast("SignedInRequest", request)
    with refusals(signed_in):
        edit_filing(
            filing=filing,
            base_revision=one.filing.revision if base == ANY_REVISION else base,
            narrative={key: text.replace("\x00", " ") for key, text in change.narrative.items()},
            answers=_answers(one.filing, change.cells),
            by=signed_in.user,
            at=signed_in.at,
        )
    return _told(_held(request, filing))


@router.post("/filings/{filing}/submission", response={200: FilingOut, **PROBLEMS}, by_alias=True)
def submit_filing(
    request: HttpRequest, filing: UUID, if_match: str | None = IfMatch
) -> HttpResponse:
    """Send it: the sheet, the words and the files are frozen."""
    one = _held(request, filing)
    _refuse_role(allowed=one.may_submit)
    signed_in = cast("SignedInRequest", request)
    with refusals(signed_in):
        send(
            filing=filing,
            revision=revision_matched(if_match) or one.filing.revision,
            by=signed_in.user,
            at=signed_in.at,
        )
    return _told(_held(request, filing))


@router.post("/filings/{filing}/acceptance", response={200: FilingOut, **PROBLEMS}, by_alias=True)
def accept_filing(request: HttpRequest, filing: UUID) -> HttpResponse:
    """Take it in; from now on it is part of the official figure of the unit above."""
    one = _held(request, filing)
    _refuse_role(allowed=one.may_decide)
    signed_in = cast("SignedInRequest", request)
    with refusals(signed_in):
        accept(filing=filing, by=signed_in.user, at=signed_in.at)
    return _told(_held(request, filing))


@router.post("/filings/{filing}/return", response={200: FilingOut, **PROBLEMS}, by_alias=True)
def send_back(request: HttpRequest, filing: UUID, asked: Reason) -> HttpResponse:
    """Send it back with a reason."""
    one = _held(request, filing)
    _refuse_role(allowed=one.may_decide)
    signed_in = cast("SignedInRequest", request)
    with refusals(signed_in):
        reason = asked.reason.replace("\x00", " ")
        return_filing(filing=filing, reason=reason, by=signed_in.user, at=signed_in.at)
    return _told(_held(request, filing))


@router.post("/filings/{filing}/correction", response={201: FilingOut, **PROBLEMS}, by_alias=True)
def correct_filing(request: HttpRequest, filing: UUID) -> HttpResponse:
    """Begin the next version; what was sent stays valid until that one is accepted."""
    one = _held(request, filing)
    _refuse_role(allowed=one.may_edit or one.may_submit)
    signed_in = cast("SignedInRequest", request)
    with refusals(signed_in):
        made = correct(filing=filing, by=signed_in.user, at=signed_in.at)
    return _told(_held(request, made.pk), status=201)


# --- its files


def _file_view(form: str) -> Callable[..., HttpResponse]:
    def document(request: HttpRequest, filing: UUID) -> HttpResponse:
        """The file as it was sent, byte for byte; a draft says that it is one."""
        one = _held(request, filing)
        content = file_for_reader(one.filing, form, is_own=one.is_own)
        response = HttpResponse(content, content_type=TYPES[form])
        response["Content-Disposition"] = f'attachment; filename="{file_name(one.filing, form)}"'
        response["Cache-Control"] = "no-store"
        return response

    return document


for kind, media in TYPES.items():
    binary = {media: {"schema": {"type": "string", "format": "binary"}}}
    router.add_api_operation(
        f"/filings/{{filing}}/document.{kind}",
        ["GET"],
        _file_view(kind),
        response=PROBLEMS,
        operation_id=f"filings_document_{kind}",
        summary=f"The filing as {kind}",
        openapi_extra={"responses": {200: {"description": "OK", "content": binary}}},
    )


# --- how


def _held(request: HttpRequest, key: UUID) -> Held:
    signed_in = cast("SignedInRequest", request)
    filings = Filing.objects.select_related("period__version", "period__regime", "unit")
    found = filings.filter(pk=key).first()
    if found is None or not policies.may_read(signed_in.reach, found.unit_id):
        raise not_found()
    return held(signed_in, found)


def _told(one: Held, *, status: int = 200) -> HttpResponse:
    return as_json(whole(one.filing, one.sheet()), status=status, etag=one.filing.revision)


def _open(request: SignedInRequest, unit: int, key: str, regime: str | None) -> None:
    """Have the filing of a unit and a period at hand for who works on it."""
    if Filing.objects.filter(unit=unit, period__key=key).exists():
        return
    reach = request.reach
    if not (policies.may_edit(reach, unit) or policies.may_submit(reach, unit)):
        return
    regimes = Regime.objects.all()
    named = regimes.filter(is_default=True) if regime is None else regimes.filter(code=regime)
    duty = named.first()
    if duty is None:
        return
    try:
        period = _period(duty, key, request)
    except UnknownPeriodError as error:
        sentence = _("Ghi kỳ theo mẫu 2016, 2016-H1, 2016-Q3, 2016-M07 hoặc 2016-9M.")
        raise invalid(("period", sentence)) from error
    except PeriodNotOpenError as error:
        sentence = _("Kỳ này bắt đầu từ ngày {day}, chưa mở.").format(day=vn_date(error.start))
        raise invalid(("period", sentence)) from error
    if Obligation.objects.filter(period=period, unit=unit).exists():
        with refusals(request):
            open_filing(period=period, unit=unit, by=request.user, at=request.at)


def _period(regime: Regime, key: str, request: SignedInRequest) -> Period:
    known = Period.objects.filter(regime=regime, key=key, is_frozen=True).first()
    return known or open_period(regime=regime, key=key, at=request.at)


def _answers(filing: Filing, cells: list[CellAnswer]) -> dict[str, str]:
    answers = dict(filing.answers)
    for cell in cells:
        if cell.state is CellState.NIL:
            answers[cell.row] = NIL
        elif cell.state is CellState.BLANK:
            answers.pop(cell.row, None)
    return answers


def _cursor(after: str) -> UUID:
    try:
        return UUID(after)
    except ValueError as error:
        raise invalid(("after", _("Không có trang này."))) from error


def _refuse_role(*, allowed: bool) -> None:
    if not allowed:
        sentence = _("Đồng chí không có vai trò làm việc này với báo cáo này.")
        raise ProblemError(403, "role-missing", sentence)


@contextmanager
def refusals(request: SignedInRequest) -> Iterator[None]:
    """Turn what a service refuses into the refusals of the interface."""
    try:
        yield
    except StaleFilingError as error:
        present = held(request, error.filing)
        raise ProblemError(
            412,
            "stale-revision",
            error.sentence,
            headers={"ETag": f'"{error.filing.revision}"'},
            present=whole(error.filing, present.sheet()),
            offered={"narrative": error.offered},
        ) from error
    except FilingError as error:
        if error.field:
            raise invalid((error.field.replace("answers", "cells", 1), error.sentence)) from error
        raise ProblemError(409, "wrong-state", error.sentence) from error
