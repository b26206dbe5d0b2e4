"""The level above: who has sent, accept, return, remind, official beside provisional."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.filings import policies
from binhyen.filings.forms.filing import ReturnForm
from binhyen.filings.http import (
    filing_or_404,
    held,
    is_itself,
    period_or_404,
    receiving_unit_or_404,
)
from binhyen.filings.models import Filing, Obligation
from binhyen.filings.rules.states import State
from binhyen.filings.selectors.receiving import Reception, Sender, reception, totals
from binhyen.filings.services import talking
from binhyen.filings.services.filing import FilingError, accept, return_filing
from binhyen.kernel.numbers import typed_number
from binhyen.units.selectors import own_names

ALL, RECEIVED = "tat-ca", "da-nhan"


@signed_in
@require_safe
def reception_page(request: SignedInRequest, period: int, uid: str) -> HttpResponse:
    """GET /bao-cao/tiep-nhan/<kỳ>/<đơn vị>/."""
    asked, unit = period_or_404(period), receiving_unit_or_404(request, uid)
    found = reception(asked, unit.pk, request.day)
    if not found.senders:
        raise Http404
    own = Filing.objects.filter(period=asked, unit=unit).order_by("-version").first()
    obligation = Obligation.objects.filter(period=asked, unit=unit).first()
    groups = _groups(found, request)
    context = {
        "reception": found,
        "period": asked,
        "unit": unit,
        "unit_name": own_names([unit.pk], asked.end)[unit.pk],
        "own": own,
        "obligation": obligation,
        "may_open": obligation is not None and policies.may_edit(request.reach, unit.pk),
        "may_decide": policies.may_decide(request.reach, unit.pk),
        "may_remind": policies.may_comment(request.reach, unit.pk),
        "shows_all": ALL in request.GET,
        "shows_received": RECEIVED in request.GET,
        "jumps": _jumps(found, request),
        "groups": groups,
        "rows": [one for _anchor, _words, rows in groups for one in rows],
        "totals": totals(asked, unit.pk, is_own=is_itself(request, unit.pk)),
    }
    return render(request, "filings/reception.html", context)


def _groups(found: Reception, request: SignedInRequest) -> list[tuple[str, str, list[Sender]]]:
    """What waits for a decision, which nobody else can take; the late; who has time yet.

    One button above reminds all the late, who may be a hundred: nothing hides below them.
    """
    if ALL in request.GET:
        return [("", "", found.senders)]
    if RECEIVED in request.GET:
        return [("", "", found.came_in)]
    groups = [
        ("cho-quyet-dinh", _("Chờ quyết định"), found.to_decide),
        ("cham", _("Chậm"), found.late),
        ("con-han", _("Còn hạn"), found.in_time),
    ]
    return [group for group in groups if group[2]]


def _jumps(found: Reception, request: SignedInRequest) -> list[tuple[str, str, int]]:
    """Ways down the page, each with how many stand there; the first two are on the page itself."""
    page = "?" if {ALL, RECEIVED} & request.GET.keys() else ""
    jumps = [
        (f"{page}#cho-quyet-dinh", _("Chờ quyết định"), found.waiting),
        (f"{page}#cham", _("Chậm"), len(found.late)),
        (f"?{RECEIVED}=1#cac-don-vi", _("Đã nhận"), found.received),
    ]
    return [jump for jump in jumps if jump[2]]


@signed_in
@require_POST
def reminder(request: SignedInRequest, period: int, uid: str) -> HttpResponse:
    """POST …/nhac/ -- one button reminds every unit that is late."""
    asked, unit = period_or_404(period), receiving_unit_or_404(request, uid)
    if not policies.may_comment(request.reach, unit.pk):
        raise PermissionDenied
    count = talking.remind_late(period=asked, to=unit.pk, by=request.user, at=request.at)
    if count:
        messages.success(request, _("Đã nhắc {n} đơn vị quá hạn.").format(n=count))
    else:
        messages.info(request, _("Không có đơn vị quá hạn nào chưa được nhắc hôm nay."))
    return redirect("filings:reception", period=period, uid=uid)


@signed_in
@require_POST
def acceptance_of_all(request: SignedInRequest, period: int, uid: str) -> HttpResponse:
    """POST …/chap-nhan/ -- take in every filing that was on the page and waits."""
    asked, unit = period_or_404(period), receiving_unit_or_404(request, uid)
    if not policies.may_decide(request.reach, unit.pk):
        raise PermissionDenied
    waiting = [
        one.filing
        for one in reception(asked, unit.pk, request.day).senders
        if one.filing is not None and one.state == State.SUBMITTED
    ]
    wanted = set(request.POST.getlist("filing"))
    chosen = [filing for filing in waiting if f"{filing.pk}.{filing.revision}" in wanted]
    done, passed = talking.accept_all(filings=chosen, by=request.user, at=request.at)
    messages.success(request, _("Đã chấp nhận {n} báo cáo.").format(n=done))
    if passed or len(chosen) < len(wanted):
        messages.warning(request, _("Có báo cáo vừa thay đổi, chưa chấp nhận; xem lại từng bản."))
    return redirect("filings:reception", period=period, uid=uid)


@signed_in
@require_POST
def acceptance(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """POST /bao-cao/<pk>/chap-nhan/."""
    one = held(request, filing_or_404(request, pk))
    if not one.may_decide:
        raise PermissionDenied
    try:
        revision = typed_number(request.POST.get("revision"))
        accept(filing=pk, by=request.user, at=request.at, revision=revision)
    except FilingError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, _("Đã chấp nhận báo cáo."))
    return redirect("filings:filing", pk=pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def returning(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """GET the question, POST /bao-cao/<pk>/tra-lai/ with the reason."""
    filing = filing_or_404(request, pk)
    one = held(request, filing)
    if not one.may_decide:
        raise PermissionDenied
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            return_filing(filing=pk, reason=reason, by=request.user, at=request.at)
        except FilingError as error:
            form.add_error(error.field or None, error.sentence)
        else:
            messages.success(request, _("Đã trả lại báo cáo kèm lý do."))
            return redirect("filings:filing", pk=pk)
    names = own_names([filing.unit_id], filing.period.end)
    context = {"filing": filing, "form": form, "unit_name": names[filing.unit_id]}
    return render(request, "filings/returning.html", context, status=422 if form.errors else 200)
