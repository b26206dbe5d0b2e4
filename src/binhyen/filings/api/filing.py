"""Filings, over HTTP: read, write words and answers, send, take in, send back."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from binhyen.accounts.http import SignedInRequest
from binhyen.accounts.models import ApiKey
from binhyen.filings import policies
from binhyen.filings.api.asking import held_or_404, refusals, refuse_role, revision_needed, told
from binhyen.filings.api.shapes import (
    Asked,
    CellAnswer,
    FilingList,
    FilingOut,
    IfMatch,
    Reason,
    Written,
)
from binhyen.filings.models import Filing, Obligation, Period, Regime
from binhyen.filings.rules.cells import CellState
from binhyen.filings.rules.periods import UnknownPeriodError
from binhyen.filings.selectors.papers import file_name
from binhyen.filings.selectors.sheets import NIL
from binhyen.filings.selectors.telling import heads
from binhyen.filings.services.editing import edit_filing
from binhyen.filings.services.files import TYPES, file_for_reader
from binhyen.filings.services.filing import accept, correct, open_filing, return_filing
from binhyen.filings.services.obligations import (
    PeriodNotOpenError,
    PeriodPassedError,
    open_period,
)
from binhyen.filings.services.sending import send
from binhyen.kernel.api import PROBLEMS, as_json, invalid, next_page, not_found, revision_matched
from binhyen.kernel.dates import vn_date
from binhyen.units.models import Unit

router = Router(tags=["filings"])


# --- reading


@router.get("/filings", response={200: FilingList, **PROBLEMS}, by_alias=True)
def list_filings(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Filings that may be read. One unit and one period: the filing is opened, filled.

    It is opened for those who work on it, with a key that may write; for others it is there once
    it was opened. A period long past that nobody opened is opened for the regime's issuer alone.
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
    return told(held_or_404(request, filing))


# --- writing


@router.put("/filings/{filing}", response={200: FilingOut, **PROBLEMS}, by_alias=True)
def write_filing(
    request: HttpRequest, filing: UUID, change: Written, if_match: str | None = IfMatch
) -> HttpResponse:
    """Write words, and NIL or BLANK into cells; figures come from the records alone."""
    one = held_or_404(request, filing)
    refuse_role(allowed=one.may_edit)
    base = revision_needed(one, if_match)
    signed_in = cast("SignedInRequest", request)
    with refusals(signed_in):
        edit_filing(
            filing=filing,
            base_revision=base,
            narrative={key: text.replace("\x00", " ") for key, text in change.narrative.items()},
            answers=_answers(one.filing, change.cells),
            by=signed_in.user,
            at=signed_in.at,
        )
    return told(held_or_404(request, filing))


@router.post("/filings/{filing}/submission", response={200: FilingOut, **PROBLEMS}, by_alias=True)
def submit_filing(
    request: HttpRequest, filing: UUID, if_match: str | None = IfMatch
) -> HttpResponse:
    """Send it: the sheet, the words and the files are frozen."""
    one = held_or_404(request, filing)
    refuse_role(allowed=one.may_submit)
    signed_in = cast("SignedInRequest", request)
    with refusals(signed_in):
        send(
            filing=filing,
            revision=revision_matched(if_match) or one.filing.revision,
            by=signed_in.user,
            at=signed_in.at,
        )
    return told(held_or_404(request, filing))


@router.post("/filings/{filing}/acceptance", response={200: FilingOut, **PROBLEMS}, by_alias=True)
def accept_filing(
    request: HttpRequest, filing: UUID, if_match: str | None = IfMatch
) -> HttpResponse:
    """Take it in, as it was read; it is part of the official figure of the unit above then."""
    one = held_or_404(request, filing)
    refuse_role(allowed=one.may_decide)
    signed_in = cast("SignedInRequest", request)
    with refusals(signed_in):
        revision = revision_matched(if_match) or None
        accept(filing=filing, by=signed_in.user, at=signed_in.at, revision=revision)
    return told(held_or_404(request, filing))


@router.post("/filings/{filing}/return", response={200: FilingOut, **PROBLEMS}, by_alias=True)
def send_back(request: HttpRequest, filing: UUID, asked: Reason) -> HttpResponse:
    """Send it back with a reason."""
    one = held_or_404(request, filing)
    refuse_role(allowed=one.may_decide)
    signed_in = cast("SignedInRequest", request)
    with refusals(signed_in):
        reason = asked.reason.replace("\x00", " ")
        return_filing(filing=filing, reason=reason, by=signed_in.user, at=signed_in.at)
    return told(held_or_404(request, filing))


@router.post("/filings/{filing}/correction", response={201: FilingOut, **PROBLEMS}, by_alias=True)
def correct_filing(request: HttpRequest, filing: UUID) -> HttpResponse:
    """Begin the next version; what was sent stays valid until that one is accepted."""
    one = held_or_404(request, filing)
    refuse_role(allowed=one.may_edit or one.may_submit)
    signed_in = cast("SignedInRequest", request)
    with refusals(signed_in):
        made = correct(filing=filing, by=signed_in.user, at=signed_in.at)
    return told(held_or_404(request, made.pk), status=201)


# --- its files


def _file_view(form: str) -> Callable[..., HttpResponse]:
    def document(request: HttpRequest, filing: UUID) -> HttpResponse:
        """The file as it was sent, byte for byte; a draft says that it is one."""
        one = held_or_404(request, filing)
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


def _open(request: SignedInRequest, unit: int, key: str, regime: str | None) -> None:
    """Have the filing of a unit and a period at hand for who works on it."""
    if Filing.objects.filter(unit=unit, period__key=key).exists():
        return
    reach, key_used = request.reach, cast("ApiKey", request.auth)  # type: ignore[attr-defined]
    if not key_used.can_write:
        return
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
    except PeriodPassedError as error:
        sentence = _("Kỳ này đã qua và chưa từng mở. Đơn vị ban hành chế độ báo cáo mở kỳ cũ.")
        raise invalid(("period", sentence)) from error
    if Obligation.objects.filter(period=period, unit=unit).exists():
        with refusals(request):
            open_filing(period=period, unit=unit, by=request.user, at=request.at)


def _period(regime: Regime, key: str, request: SignedInRequest) -> Period:
    known = Period.objects.filter(regime=regime, key=key, is_frozen=True).first()
    due_only = not policies.may_open_past(request.reach, regime.owner_id)
    return known or open_period(regime=regime, key=key, at=request.at, due_only=due_only)


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
