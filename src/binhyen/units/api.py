"""Units and lineage, open to every signed-in officer; villages, made by their commune's."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

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
from binhyen.units.http import day_of, reach_of
from binhyen.units.models import Level, Unit
from binhyen.units.policies import may_add_area
from binhyen.units.rules.wording import AREA_KINDS
from binhyen.units.selectors import UnitFact, lineage, unit_by_uid, units_on
from binhyen.units.services import PlaceRefusedError, create_area

LONGEST_QUESTION = 120
router = Router(tags=["units"])
LevelName = Literal["NATION", "PROVINCE", "DISTRICT", "COMMUNE", "AREA", "ORGANISATION"]


class UnitOut(Schema):
    """A unit as it was on a day; an unknown beginning and an open end are null."""

    uid: str
    code: str
    name: str
    full_name: str
    type: str
    level: LevelName
    parent: str | None
    valid_from: date | None
    valid_to: date | None


class UnitPageOut(Schema):
    items: list[UnitOut]
    next: str | None


class StepOut(Schema):
    uid: str
    on: date
    kind: Literal["WHOLE", "PART"]
    weight: float | None


class LineageOut(Schema):
    predecessors: list[StepOut]
    successors: list[StepOut]


class UnitsAsked(Schema):
    on: Annotated[IsoDay | None, IfAny] = Field(None, description="today unless said")
    level: Annotated[LevelName | None, IfAny] = None
    within: Annotated[Uid | None, IfAny] = None
    q: str = Field("", max_length=LONGEST_QUESTION)
    after: After = ""
    limit: Limit = PAGE


class AreaIn(Schema):
    """A village (thôn, tổ dân phố…) of a commune."""

    model_config = {"extra": "forbid"}

    name: str = Field(max_length=200)
    kind: str = Field(json_schema_extra={"enum": list(AREA_KINDS)})
    valid_from: IsoDay
    formerly: Uid | None = Field(
        None, description="the predecessor it lay in, when it is older than the commune"
    )


def fact_of(unit: UnitFact) -> dict[str, Any]:
    names = (
        "uid", "code", "name", "full_name", "type", "level", "parent", "valid_from", "valid_to",
    )  # fmt: skip
    return {name: getattr(unit, name) for name in names}


@router.get("/units", response={200: UnitPageOut, **PROBLEMS})
def list_units(request: HttpRequest, asked: Query[UnitsAsked]) -> HttpResponse:
    """Units valid on a day, by uid; with `q`, by fitness. Search needs no diacritics."""
    within = None
    if asked.within is not None:
        within = Unit.objects.filter(uid=asked.within).values_list("pk", flat=True).first()
        if within is None:
            raise invalid(("within", _("Không có đơn vị mang mã này.")))
    page = units_on(
        asked.on or day_of(request),
        level=Level[asked.level] if asked.level else None,
        within=within,
        q=asked.q.replace("\x00", " "),
        after=asked.after,
        limit=asked.limit,
    )
    items = [fact_of(unit) for unit in page.items]
    return as_json({"items": items, "next": next_page(request, page.next)})


@router.get("/units/{uid}", response={200: UnitOut, **PROBLEMS})
def get_unit(request: HttpRequest, uid: Path[Uid], on: IsoDay | None = None) -> HttpResponse:
    """One unit as on a day (today), or on the nearest day it was valid."""
    return as_json(fact_of(_known(uid, on or day_of(request))))


@router.get("/units/{uid}/lineage", response={200: LineageOut, **PROBLEMS})
def get_lineage(request: HttpRequest, uid: Path[Uid]) -> HttpResponse:
    """What the unit was made of and what became of it, one step each way."""
    _known(uid, day_of(request))
    found = lineage(uid)
    sides = {"predecessors": found.predecessors, "successors": found.successors}
    return as_json(
        {
            side: [{"uid": s.uid, "on": s.on, "kind": s.kind, "weight": s.weight} for s in steps]
            for side, steps in sides.items()
        }
    )


@router.post("/units/{uid}/areas", response={201: UnitOut, **PROBLEMS})
def post_area(request: HttpRequest, uid: Path[Uid], area: AreaIn) -> HttpResponse:
    """Write down a village of a commune; for officers who write there."""
    commune = Unit.objects.filter(uid=uid).first()
    if commune is None or not (
        may_add_area(reach_of(request), commune)
        or (commune.level != Level.COMMUNE and reach_of(request).writes(commune.pk))
    ):
        raise not_found()
    formerly = None
    if area.formerly is not None:
        formerly = Unit.objects.filter(uid=area.formerly).first()
        if formerly is None:
            raise invalid(("formerly", _("Không có đơn vị mang mã này.")))
    try:
        made = create_area(
            commune=commune,
            name=area.name.replace("\x00", " "),
            kind=area.kind.replace("\x00", " "),
            valid_from=area.valid_from,
            formerly=formerly,
            by=request.user,  # type: ignore[arg-type]  # the key's officer
            at=request.at,  # type: ignore[attr-defined]  # put there by ReachMiddleware
        )
    except PlaceRefusedError as error:
        raise invalid((error.field, error.message), units=list(error.units)) from error
    return as_json(fact_of(_known(made.uid, day_of(request))), status=201, etag=1)


def _known(uid: str, on: date) -> UnitFact:
    found = unit_by_uid(uid, on)
    if found is None:
        raise not_found(_("Không có đơn vị mang mã này."))
    return found
