"""Last year's column on day one: an old sheet read from Excel, checked first, then declared."""

import json
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.accounts.rules.scope import RECORDER
from binhyen.filings.forms.filing import OldSheetForm
from binhyen.filings.models import Period
from binhyen.filings.rules.old_sheet import UnreadableSheetError, read_sheet
from binhyen.filings.rules.periods import UnknownPeriodError
from binhyen.filings.selectors.old_sheets import cells_of, empty_sheet
from binhyen.filings.selectors.regimes import movement_regime, past_period
from binhyen.filings.services.files import TYPES
from binhyen.filings.services.old_sheets import (
    Outcome,
    WrongSheetError,
    check_marks,
    import_old_sheet,
)
from binhyen.units.models import Unit
from binhyen.units.selectors import own_name


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def old_sheet(request: SignedInRequest, uid: str, key: str) -> HttpResponse:
    """GET, POST /bao-cao/so-lieu-cu/<đơn vị>/<kỳ>/ -- checks first; "confirmed" writes."""
    unit, period = _asked_or_404(request, uid, key)
    form = OldSheetForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"unit": unit, "period": period, "form": form}
    context["unit_name"] = own_name(unit.pk, period.end)
    if request.method == "POST" and form.is_valid():
        try:
            table, outcome = _read(request, form, unit, period)
        except (UnreadableSheetError, WrongSheetError) as error:
            form.add_error("file", str(error))
        else:
            if "confirmed" in request.POST and not outcome.wrong:
                said = _("Đã ghi {n} số khai ở dạng nháp; người thứ hai xác nhận trong sổ.")
                messages.success(request, said.format(n=len(outcome.declared)))
                return redirect("records:list")
            context |= {"outcome": outcome, "table": table}
    return render(request, "filings/old_sheet.html", context)


@signed_in
@require_safe
def old_sheet_file(request: SignedInRequest, uid: str, key: str) -> HttpResponse:
    """GET …/bieu-trong.xlsx -- the workbook to fill."""
    unit, period = _asked_or_404(request, uid, key)
    response = HttpResponse(empty_sheet(period, unit), content_type=TYPES["xlsx"])
    name = f"bieu-trong-{period.key}-{unit.uid}.xlsx".lower()
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _read(
    request: SignedInRequest, form: OldSheetForm, unit: Unit, period: Period
) -> tuple[str, Outcome]:
    """Read the workbook, or the table the dry run handed back, and try it."""
    file, table = form.cleaned_data["file"], form.cleaned_data["table"]
    cells = cells_of(file.read()) if file else _cells_back(table)
    marks, rows, wrong = read_sheet(cells)
    check_marks(marks, period, unit)
    outcome = import_old_sheet(
        period=period, unit=unit, rows=rows, wrong=wrong, by=request.user, at=request.at,
        document=form.cleaned_data["document"], dry_run="confirmed" not in request.POST,
    )  # fmt: skip
    return json.dumps(cells, default=_plain, ensure_ascii=False), outcome


def _cells_back(table: str) -> list[list[object]]:
    try:
        cells = json.loads(table)
    except ValueError:
        cells = None
    if not isinstance(cells, list) or not all(isinstance(row, list) for row in cells):
        raise UnreadableSheetError(_("Chọn tệp Excel đã điền."))
    return cells


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _asked_or_404(request: SignedInRequest, uid: str, key: str) -> tuple[Unit, Period]:
    unit = Unit.objects.filter(uid=uid).first()
    if unit is None or not request.reach.may(RECORDER, unit.pk):
        raise Http404
    try:
        period = past_period(movement_regime(), key)
    except UnknownPeriodError as error:
        raise Http404 from error
    if period.end >= localdate(request.at):
        raise Http404
    return unit, period
