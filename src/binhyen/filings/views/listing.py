"""What the unit owes and has sent, and what comes in; opening a filing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.accounts.rules.scope import RECORDER
from binhyen.filings import policies
from binhyen.filings.http import bring_up_to_date, period_or_404
from binhyen.filings.models import Filing
from binhyen.filings.selectors.duties import all_duties, arriving, standing_units
from binhyen.filings.selectors.regimes import movement_regime, past_period
from binhyen.filings.services.filing import FilingError, open_filing
from binhyen.kernel.pagination import page_of
from binhyen.units.models import Level, Unit
from binhyen.units.selectors import current_tree, own_names


@signed_in
@require_safe
def duty_list(request: SignedInRequest) -> HttpResponse:
    """GET /bao-cao/ -- every period of the unit's, and the periods that come in."""
    bring_up_to_date(request)
    units = [unit for unit in standing_units(request.reach) if request.reach.reads(unit)]
    known = Unit.objects.in_bulk(units)
    above = [known[unit] for unit in units if known[unit].level < Level.COMMUNE]
    duties = all_duties(units, request.day)
    context = {
        "duties": page_of(duties, request),
        "receptions": [(unit, rows) for unit in above if (rows := arriving(unit.pk, request.day))],
        "editable": {unit for unit in units if policies.may_edit(request.reach, unit)},
        "past": past_sheets(request, known),
    }
    return render(request, "filings/list.html", context)


def past_sheets(request: SignedInRequest, units: dict[int, Unit]) -> list[tuple[Unit, str, str]]:
    """Units there on the last day of last year, whose sheet one may fill: unit, year, name."""
    year = request.day.year - 1
    last_day = past_period(movement_regime(), str(year)).end
    valid = current_tree(leaves=units).valid
    filled = [unit for unit in units if request.reach.may(RECORDER, unit) and valid(unit, last_day)]
    names = own_names(filled, last_day) if len(filled) > 1 else {}
    return [(units[unit], str(year), names.get(unit, "")) for unit in filled]


@signed_in
@require_POST
def opening(request: SignedInRequest, period: int, uid: str) -> HttpResponse:
    """POST /bao-cao/lap/<kỳ>/<đơn vị>/ -- the unit's filing, filled from its books."""
    unit = get_object_or_404(Unit, uid=uid)
    if not policies.may_read(request.reach, unit.pk):
        raise Http404
    asked = period_or_404(period)
    found = Filing.objects.filter(period=asked, unit=unit).order_by("-version").first()
    if found is not None:
        return redirect("filings:filing", pk=found.pk)
    if not (
        policies.may_edit(request.reach, unit.pk) or policies.may_submit(request.reach, unit.pk)
    ):
        raise PermissionDenied
    try:
        found = open_filing(period=asked, unit=unit.pk, by=request.user, at=request.at)
    except FilingError as error:
        messages.error(request, error.sentence)
        return redirect("filings:list")
    return redirect("filings:filing", pk=found.pk)
