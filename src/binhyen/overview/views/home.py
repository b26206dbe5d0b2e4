"""Hôm nay: what waits, what was written last, how it went; and the page of help."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.accounts.rules.scope import ADMINISTRATOR, RECORDER, REPORTER, VERIFIER
from binhyen.filings.http import bring_up_to_date
from binhyen.kernel.pagination import page_of
from binhyen.ledger.selectors.catalogue import indicator
from binhyen.ledger.selectors.questions import Query
from binhyen.ledger.selectors.sheets import Span
from binhyen.overview.rules.windows import months_until, year_holding
from binhyen.overview.selectors import home as reading
from binhyen.overview.selectors.asking import Asked
from binhyen.overview.selectors.attention import trust
from binhyen.overview.selectors.due import desk
from binhyen.overview.selectors.standing import standing
from binhyen.overview.selectors.trend import TALL, children, leaders_columns, trend
from binhyen.overview.views.asking import asked_of
from binhyen.overview.views.leading import leaders_page, leads
from binhyen.units.models import Level, Unit

MOST_BELOW = 40  # the 34 provinces of the nation stand on one page


@signed_in
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Show each officer what is theirs to do; a leader also the figures of the year."""
    unit, level = reading.station(request.reach)
    if unit is None:
        return render(request, "overview/nowhere.html")
    asked = asked_of(request, Unit.objects.values_list("uid", flat=True).get(pk=unit))
    bring_up_to_date(request)
    context = _work(request) | {"level": level, "asked": asked, "trend": _trend(request, asked)}
    if level < Level.COMMUNE:
        context |= _below(request, asked)
    elif level == Level.COMMUNE:
        context |= _among_others(request, asked)
    context["said"] = _said(context)
    if leads(request.reach, level):
        context |= leaders_page(request, asked, context)
        return render(request, "overview/leader.html", context)
    return render(request, "overview/home.html", context)


@signed_in
@require_safe
def help_page(request: SignedInRequest) -> HttpResponse:
    """Say in a screen for each role how the work goes."""
    _unit, level = reading.station(request.reach)
    context = {
        "level": level,
        "is_recorder": request.reach.has(RECORDER),
        "is_verifier": request.reach.has(VERIFIER),
        "is_reporter": request.reach.has(REPORTER),
        "is_administrator": request.reach.has(ADMINISTRATOR),
        "trail": [(_("Hướng dẫn sử dụng"), "")],
    }
    return render(request, "overview/help.html", context)


def _work(request: SignedInRequest) -> dict[str, Any]:
    reach = request.reach
    verifies = reach.has(VERIFIER)
    waiting = reading.waiting_records(reach, request.user) if verifies else []
    drafts = [] if verifies else reading.own_drafts(reach, request.user)
    shown = {one.row.record.pk for one in waiting} | {one.row.record.pk for one in drafts}
    quiet, quiet_count = reading.quiet_schemes(reach, request.day)
    return {
        "desk": desk(reach, request.day),
        "may_record": reach.has(RECORDER),
        "waiting": waiting,
        "drafts": drafts,
        "latest": reading.latest(reach, shown),
        "quiet": quiet,
        "quiet_count": quiet_count,
        "alone": reading.nobody_in_charge(reach, request.day),
        "left": reading.left_open(reach),
        "record_url": reverse("activities:creation"),
        "weekly": reading.weekly(reach),
    }


def _trend(request: SignedInRequest, asked: Asked) -> Any:
    def door(code: str, **changes: str) -> str:
        return asked.door(code, map="today", **changes)

    return trend(asked.unit.pk, request.day, door)


def _among_others(request: SignedInRequest, asked: Asked) -> dict[str, Any]:
    """The quarter of its neighbours a commune's last month stands in; who saw its records."""
    (month,) = months_until(request.day, 1)
    query = Query(TALL, asked.unit.pk, month.start, month.end, request.day)
    year = year_holding(request.day)
    return {
        "standing": standing(query, indicator(TALL), request.day),
        "trust": trust(request.reach, year.start, request.day),
    }


def _below(request: SignedInRequest, asked: Asked) -> dict[str, Any]:
    """The units below in the reporting year so far, on today's map."""
    window = year_holding(request.day)
    rows, total = children(asked.unit.pk, Span(window.start, window.end, request.day))
    columns = leaders_columns()
    page = page_of([row for row in rows if row.speaks], request, MOST_BELOW)
    return {
        "window": window,
        "columns": columns,
        "page": page,
        "rows": [_with_doors(asked, row, columns, window.code) for row in page],
        "silent": [row.name for row in rows if not row.speaks],
        "total": _with_doors(asked, total, columns, window.code)
        | {"name": _("Cộng {n} đơn vị").format(n=len(rows)) if page.has_other_pages() else ""},
        "sheet_url": reverse("overview:figures") + asked.words(period=window.code, map="today"),
    }


def _with_doors(asked: Asked, row: Any, columns: Any, period: str) -> dict[str, Any]:
    cells = [
        (figure, facts, asked.door(facts.code, row.uid, period=period, map="today")
         if row.uid and figure.amount is not None else "")
        for figure, facts in zip(row.figures, columns, strict=True)
    ]  # fmt: skip
    url = reverse("overview:figures") + asked.words(unit=row.uid, period=period, map="today")
    return {"name": row.name, "uid": row.uid, "url": url if row.uid else "", "cells": cells}


def _said(context: dict[str, Any]) -> str:
    """One grey line: how much waits."""
    parts = []
    if late := context["desk"].late_count:
        parts.append(_("{n} báo cáo quá hạn").format(n=late))
    if soon := context["desk"].soon_count:
        parts.append(_("{n} báo cáo đến hạn trong tuần").format(n=soon))
    if context["waiting"]:
        parts.append(_("{n} bản ghi chờ xác nhận").format(n=len(context["waiting"])))
    if context["drafts"]:
        parts.append(_("{n} bản ghi đang chờ người khác xác nhận").format(n=len(context["drafts"])))
    if context["quiet_count"]:
        parts.append(_("{n} mô hình cần hỏi thăm").format(n=context["quiet_count"]))
    if context["alone"]:
        parts.append(_("{n} đơn vị chưa có người phụ trách").format(n=len(context["alone"])))
    if not parts:
        return _("Không có việc nào đang chờ.")
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."
