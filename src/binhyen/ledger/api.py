"""Indicators, figures, and the lines behind a figure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from binhyen.accounts.http import SignedInRequest
from binhyen.kernel.api import (
    PAGE,
    PROBLEMS,
    After,
    IfAny,
    IsoDay,
    Limit,
    Uid,
    as_json,
    invalid,
    next_page,
    not_found,
)
from binhyen.kernel.dates import vn_date
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.selectors import questions
from binhyen.ledger.selectors.catalogue import Facts, closed_values, indicators
from binhyen.ledger.selectors.figures import month_windows
from binhyen.ledger.selectors.lines import FigureLine, UnknownPageError, figure_lines
from binhyen.ledger.selectors.questions import Figure, NotOnMapError, UnknownDimensionError
from binhyen.ledger.selectors.suppression import figures_seen
from binhyen.units.models import Level, Unit
from binhyen.units.selectors import current_tree, place_name

MOST_MONTHS = 240
LONGEST_VALUE = 60
ASKED = {"indicator", "unit", "from", "to", "map", "by", "organisation"}
PAGED = {"after", "limit", "own"}
router = Router(tags=["figures"])


class DimensionValueOut(Schema):
    value: str
    label: str


class DimensionOut(Schema):
    """A dimension; without values it is open (a year, a type of scheme)."""

    name: str
    values: list[DimensionValueOut]


class IndicatorOut(Schema):
    code: str
    name: str
    group: str
    unit_of_measure: str
    kind: Literal["FLOW", "STOCK", "STATUS", "DISTINCT", "RATE"]
    numerator: str
    denominator: str
    smallest_step: float
    sensitive: bool
    declarable: bool
    dimensions: list[DimensionOut]


class IndicatorListOut(Schema):
    items: list[IndicatorOut]


class FigureOut(Schema):
    """One row; `amount` null is not known (BLANK) or not shown (SUPPRESSED), never zero."""

    unit: str
    own: bool
    from_: date = Field(alias="from")
    to: date
    amount: int | float | None
    hedge: Hedge
    state: Literal["NUMBER", "BLANK", "SUPPRESSED"]
    declared: bool
    declared_amount: int | float
    unallocated: int | float
    cut_declarations: int
    lines_count: int
    numerator: int | None
    denominator: int | None
    dimension: str | None = Field(
        None, description="with `by=dim:NAME`: the value; null for what has none"
    )


class FigureListOut(Schema):
    items: list[FigureOut]


class LineOut(Schema):
    """A line with the entry and record it comes from; a unit counted by DC03 has neither."""

    indicator: str
    entry: int | None
    record: UUID | None
    revision: int | None
    source: str = Field(description="the book: ACTIVITY, SCHEME, CHANNEL, TEAM, DECLARATION…")
    day: date
    span_from: date | None
    unit: str
    amount: int | float
    hedge: Hedge
    dims: dict[str, str]
    declared: bool
    unallocated: bool


class LinePageOut(Schema):
    items: list[LineOut]
    next: str | None


class FigureAsked(Schema):
    """A question; dimensions are asked as `dim.NAME=VALUE`."""

    indicator: str = Field(max_length=8, examples=["TT02"])
    unit: Uid
    from_: IsoDay = Field(alias="from")
    to: IsoDay
    map: str = Field("then", pattern=r"^(then|today|\d{4}-\d{2}-\d{2})$")
    by: str = Field("unit", pattern=r"^(unit|child|month|dim:[a-z_]{1,20})$")
    organisation: Annotated[Uid | None, IfAny] = None


class LinesAsked(FigureAsked):
    own: bool = Field(default=False, description="only the lines of the row `own` of `by=child`")
    after: After = ""
    limit: Limit = PAGE


@router.get("/indicators", response={200: IndicatorListOut, **PROBLEMS})
def list_indicators(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- the same for all
    """The catalogue, in its own order."""
    return as_json({"items": [_indicator(facts) for facts in indicators().values()]})


@router.get("/figures", response={200: FigureListOut, **PROBLEMS}, by_alias=True)
def list_figures(request: HttpRequest, asked: Query[FigureAsked]) -> HttpResponse:
    """What an indicator is at a unit over a window, on a map. STOCK, STATUS, DISTINCT: at `to`."""
    signed_in = cast("SignedInRequest", request)
    _refuse_unknown(request, ASKED)
    query = _query(signed_in, asked)
    try:
        rows = figures_seen(query, lambda unit: _is_itself(signed_in, unit))
    except NotOnMapError as error:
        raise _not_on_map(error) from error
    except UnknownDimensionError as error:
        raise invalid(("by", _("Chỉ tiêu này không phân theo mục ấy."))) from error
    uids = _uids(row.unit for row in rows)
    facts = indicators()[query.indicator]
    items = [_figure(row, facts, uids) for row in rows]
    if not query.by.startswith("dim:"):
        for item in items:
            del item["dimension"]
    return as_json({"items": items})


@router.get("/figures/lines", response={200: LinePageOut, **PROBLEMS})
def list_figure_lines(request: HttpRequest, asked: Query[LinesAsked]) -> HttpResponse:
    """The lines that make the figure; over all pages they sum to it. `by` does not matter."""
    signed_in = cast("SignedInRequest", request)
    _refuse_unknown(request, ASKED | PAGED)
    query = replace(_query(signed_in, asked), by="unit")
    if indicators()[query.indicator].is_sensitive:
        raise not_found(_("Chỉ tiêu này không mở ra từng dòng."))
    try:
        page = figure_lines(query, own=asked.own, after=asked.after, limit=asked.limit)
    except NotOnMapError as error:
        raise _not_on_map(error) from error
    except UnknownPageError as error:
        raise invalid(("after", _("Không có trang này."))) from error
    uids = _uids(line.unit for line in page.items)
    items = [_line(line, uids) for line in page.items]
    return as_json({"items": items, "next": next_page(request, page.next)})


# --- reading the question


def _refuse_unknown(request: HttpRequest, known: set[str]) -> None:
    """A parameter nobody knows would answer another question than the one meant."""
    wrong = [name for name in request.GET if name not in known and not name.startswith("dim.")]
    if wrong:
        raise invalid(*((name, _("Không có tham số này.")) for name in wrong))


def _query(request: SignedInRequest, asked: FigureAsked) -> questions.Query:
    facts = indicators().get(asked.indicator)
    if facts is None:
        raise invalid(("indicator", _("Không có chỉ tiêu mang mã này.")))
    if asked.to < asked.from_:
        raise invalid(("to", _("Ngày cuối không thể trước ngày đầu.")))
    too_long = asked.by == "month" and len(month_windows(asked.from_, asked.to)) > MOST_MONTHS
    if too_long:
        raise invalid(("to", _("Xem theo tháng không quá 20 năm một lần.")))
    unit = _unit(request, asked.unit)
    query = questions.Query(
        indicator=facts.code,
        unit=unit,
        start=asked.from_,
        end=asked.to,
        map=_map(asked.map, request.day),
        by=asked.by,
        filters=_filters(request, facts),
    )
    if asked.by.startswith("dim:") and asked.by.removeprefix("dim:") not in facts.dimensions:
        raise invalid(("by", _("Chỉ tiêu này không phân theo mục ấy.")))
    if asked.organisation is None:
        return query
    return replace(query, unit=_organisation(request, asked.organisation, query))


def _map(asked: str, today: date) -> date | None:
    if asked in {"then", "today"}:
        return today if asked == "today" else None
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = date.min
    if day.year not in range(1900, 2200):
        raise invalid(("map", _("Ghi then, today hoặc ngày theo mẫu 2026-11-14.")))
    return day


def _unit(request: SignedInRequest, uid: str) -> int:
    unit = Unit.objects.filter(uid=uid).values_list("pk", flat=True).first()
    if unit is None or not request.reach.sees_figures(unit):
        raise not_found(_("Không có đơn vị này, hoặc đơn vị nằm ngoài phạm vi của đồng chí."))
    return unit


def _organisation(request: SignedInRequest, uid: str, query: questions.Query) -> int:
    """Find a body that belongs to the unit asked for; it is a leaf of the tree (ADR 0004)."""
    body = _unit(request, uid)
    tree = current_tree(leaves=[body, query.unit])
    on = query.map or query.end
    place = tree.image(body, on).unit
    if tree.level(body) != Level.ORGANISATION or query.unit not in tree.ancestors(place, on):
        raise invalid(("organisation", _("Đơn vị đã hỏi không có tổ chức này.")))
    return body


def _filters(request: HttpRequest, facts: Facts) -> tuple[tuple[str, str], ...]:
    found, wrong = [], []
    for parameter in request.GET:
        if not parameter.startswith("dim."):
            continue
        name, value = parameter.removeprefix("dim."), request.GET[parameter]
        closed = closed_values().get((facts.code, name), {})
        if name not in facts.dimensions:
            wrong.append((parameter, _("Chỉ tiêu này không phân theo mục ấy.")))
        elif (closed and value not in closed) or not 0 < len(value) <= LONGEST_VALUE:
            wrong.append((parameter, _("Giá trị này không có trong danh mục.")))
        else:
            found.append((name, value))
    if wrong:
        raise invalid(*wrong)
    return tuple(sorted(found))


def _is_itself(request: SignedInRequest, unit: int) -> bool:
    """Whether the officer belongs to the unit, or to what stands for it today."""
    tree = current_tree(leaves=[unit])
    return bool({unit, tree.image(unit, request.day).unit} & set(request.reach.roots))


def _not_on_map(error: NotOnMapError) -> Exception:
    uid = Unit.objects.values_list("uid", flat=True).get(pk=error.image)
    name = place_name(error.image, error.on)
    said = _("Ngày %(day)s không có đơn vị này trên bản đồ. Ở chỗ ấy là %(name)s.") % {
        "day": vn_date(error.on),
        "name": name,
    }
    return invalid(("unit", said), image={"uid": uid, "name": name})


# --- saying the answer


def _uids(units: Iterable[int]) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=set(units)).values_list("pk", "uid"))


def _figure(row: Figure, facts: Facts, uids: dict[int, str]) -> dict[str, Any]:
    return {
        "unit": uids[row.unit],
        "own": row.own,
        "from": row.start,
        "to": row.end,
        "amount": _amount(row.amount, facts),
        "hedge": row.hedge,
        "state": row.state,
        "declared": row.declared,
        "declared_amount": _amount(row.declared_amount, facts),
        "unallocated": _amount(row.unallocated, facts),
        "cut_declarations": row.cut_declarations,
        "lines_count": row.lines_count,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "dimension": row.dimension,
    }


def _amount(amount: int | Decimal | None, facts: Facts) -> int | float | None:
    """A JSON number in the unit of measure: kg with its grams, a rate with two places."""
    shown = facts.shown(amount) if isinstance(amount, int) else amount
    return float(shown) if isinstance(shown, Decimal) else shown


def _line(line: FigureLine, uids: dict[int, str]) -> dict[str, Any]:
    return {
        "indicator": line.indicator,
        "entry": line.entry,
        "record": line.record,
        "revision": line.revision,
        "source": line.source,
        "day": line.day,
        "span_from": line.span_from,
        "unit": uids[line.unit],
        "amount": _amount(line.amount, indicators()[line.indicator]),
        "hedge": line.hedge,
        "dims": dict(line.dims),
        "declared": line.declared,
        "unallocated": line.unallocated,
    }


def _indicator(facts: Facts) -> dict[str, Any]:
    closed = closed_values()
    return {
        "code": facts.code,
        "name": facts.name,
        "group": facts.group,
        "unit_of_measure": facts.unit_of_measure,
        "kind": facts.kind,
        "numerator": facts.numerator,
        "denominator": facts.denominator,
        "smallest_step": 1 / facts.steps_per_unit if facts.steps_per_unit > 1 else 1,
        "sensitive": facts.is_sensitive,
        "declarable": facts.is_declarable,
        "dimensions": [
            {
                "name": name,
                "values": [
                    {"value": value, "label": label}
                    for value, label in closed.get((facts.code, name), {}).items()
                ],
            }
            for name in facts.dimensions
        ],
    }
