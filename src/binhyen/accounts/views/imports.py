"""Many officers at once: a dry run with errors row by row, then the codes, shown once."""

import csv
import io

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from openpyxl import Workbook

from binhyen.accounts import services
from binhyen.accounts.forms import ImportForm
from binhyen.accounts.forms.tables import cells_of
from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.accounts.models import Assignment, Language
from binhyen.accounts.rules.officer_table import HEADS, Row, TableUnreadableError, rows_of
from binhyen.accounts.selectors import CheckedRow, checked_rows, plain
from binhyen.accounts.views.officers import administrator_or_404

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = list(dict.fromkeys(HEADS.values()))


@never_cache
@signed_in
def officer_import(request: SignedInRequest) -> HttpResponse:
    """GET, POST /tai-khoan/nhap/ -- checks first; with ``confirmed`` it opens the accounts."""
    administrator_or_404(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            cells = cells_of(form.cleaned_data["file"], form.cleaned_data["table"])
            rows = rows_of(cells, plain)
        except TableUnreadableError as error:
            form.add_error(None, str(error))
        else:
            checked = checked_rows(rows, request.reach)
            wrong = [line for line in checked if line.errors]
            if "confirmed" in request.POST and not wrong:
                return _opened(request, checked)
            context |= {"checked": checked, "wrong_count": len(wrong), "table": as_text(rows)}
    return render(request, "accounts/officer_import.html", context)


def _opened(request: SignedInRequest, checked: list[CheckedRow]) -> HttpResponse:
    new = [
        services.NewOfficer(
            username=line.row.username,
            display_name=line.row.display_name,
            unit=line.unit,
            roles=line.roles,
            starts_on=line.starts_on,
        )
        for line in checked
        if line.unit is not None and line.starts_on is not None
    ]
    issued = services.import_officers(rows=new, by=request.user, at=timezone.now())
    return render(request, "accounts/codes.html", {"issued": issued})


def as_text(rows: list[Row]) -> str:
    """Write the rows back as one pasted table, for the second step of the import."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([row.username, row.display_name, row.unit, row.roles, row.starts_on])
    return text.getvalue()


@signed_in
def officer_sheet(request: SignedInRequest) -> HttpResponse:
    """GET /tai-khoan/mau.xlsx -- an empty table with the right heads and one example."""
    administrator_or_404(request)
    with translation.override(Language.VIETNAMESE):
        content = _empty_sheet()
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="mau-tai-khoan.xlsx"'
    return response


def _empty_sheet() -> bytes:
    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.append(COLUMNS)
    role = str(Assignment.Role.RECORDER.label)
    sheet.append(["ten.xa", _("Cán bộ xã (ví dụ, xóa dòng này)"), "", role, "01/01/2026"])
    for letter, width in zip("ABCDE", (22, 34, 40, 26, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
