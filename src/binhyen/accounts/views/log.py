"""The log, for those in scope."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from binhyen.accounts.forms import LogForm
from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.accounts.models import Officer
from binhyen.accounts.selectors import (
    LogQuestion,
    action_choices,
    log_entries,
    log_lines,
    unit_seen,
)
from binhyen.audit.models import NEWEST_FIRST
from binhyen.kernel.pages import render_page
from binhyen.kernel.pagination import page_of


@signed_in
def log(request: SignedInRequest) -> HttpResponse:
    """GET /nhat-ky/?since=&until=&action=&officer=&unit=."""
    if not request.reach.grants:
        raise Http404
    form = LogForm(request.GET or None, actions=action_choices())
    entries = log_entries(request.reach, _question(request, form))
    page = page_of(entries, request, order=NEWEST_FIRST)
    context = {"form": form, "page": page, "lines": log_lines(page.object_list, request.day)}
    return render_page(request, "accounts/log.html", "accounts/_log_rows.html", context)


def _question(request: SignedInRequest, form: LogForm) -> LogQuestion:
    if not form.is_bound or not form.is_valid():
        return LogQuestion()
    data = form.cleaned_data
    actor, unit = None, None
    if username := data["officer"].strip().lower():
        actor = Officer.objects.filter(username=username).first()
        if actor is None:
            form.add_error("officer", _("Không có tài khoản nào tên này."))
    if text := data["unit"].strip():
        meant = unit_seen(text, request.reach)
        unit = meant.unit
        if unit is None:
            form.add_error("unit", meant.error)
    return LogQuestion(
        since=data["since"], until=data["until"], action=data["action"], actor=actor, unit=unit
    )
