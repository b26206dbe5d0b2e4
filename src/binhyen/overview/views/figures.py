"""Figures: the catalogue of a unit, one figure opened, on paper, as a workbook, on two maps."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.kernel.dates import vn_date
from binhyen.kernel.pages import render_page
from binhyen.kernel.text import file_name
from binhyen.ledger.selectors.catalogue import Facts
from binhyen.ledger.selectors.questions import Figure, NotOnMapError
from binhyen.ledger.selectors.suppression import figures_seen
from binhyen.overview.rules import passport
from binhyen.overview.rules.windows import MONTHS, QUARTERS, YEARS
from binhyen.overview.selectors import lines, opened
from binhyen.overview.selectors.asking import Asked
from binhyen.overview.selectors.choosing import below, found_units, path_to, told_name
from binhyen.overview.selectors.maps import compared, default_code, first_divided_day
from binhyen.overview.selectors.series import series
from binhyen.overview.selectors.sheet import Group, sheet_groups
from binhyen.overview.selectors.workbook import workbook_of
from binhyen.overview.views.asking import asked_of, indicator_or_404, is_itself
from binhyen.units.selectors import current_tree, own_name, place_name

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LATEST_BY = ("child", "month")


@signed_in
@require_safe
def figure_list(request: SignedInRequest) -> HttpResponse:
    """Show the whole catalogue with the figures of one unit."""
    if not request.reach.roots:
        return render(request, "overview/nowhere.html", status=200)
    asked = asked_of(request)
    context = _frame(asked) | {
        "trail": [(_("Số liệu"), "")],
        "path": path_to(asked.unit.pk, asked.span, request.reach, asked.words),
        "below": below(asked.unit.pk, asked.span, asked.words),
        "found": found_units(request.reach, request.GET.get("find", ""), asked.words),
        "find": request.GET.get("find", ""),
    }
    try:
        groups = sheet_groups(
            asked.unit.pk, asked.span, lambda unit: is_itself(request, unit), asked.door
        )
        context |= _shown_groups(groups, asked, request.GET.get("show", ""))
    except NotOnMapError as error:
        context |= _not_on_map(asked, error, reverse("overview:figures"))
    return render_page(request, "overview/figure_list.html", "overview/_sheet.html", context)


@signed_in
@require_safe
def figure_page(request: SignedInRequest, code: str, uid: str) -> HttpResponse:
    """Open one figure: its lines, its parts, its passport."""
    facts, asked = indicator_or_404(code), asked_of(request, uid)
    try:
        context = _opened(request, asked, facts)
    except NotOnMapError as error:
        context = _frame(asked) | _not_on_map(asked, error, asked.door(code))
        context |= {"facts": facts, "trail": _trail(asked, facts)}
    return render_page(request, "overview/figure.html", "overview/_figure_lines.html", context)


@signed_in
@require_safe
def appendix(request: SignedInRequest, code: str, uid: str) -> HttpResponse:
    """Show one figure with every line, for paper."""
    facts, asked = indicator_or_404(code), asked_of(request, uid)
    try:
        context = _opened(request, asked, facts)
    except NotOnMapError as error:
        context = _frame(asked) | _not_on_map(asked, error, asked.door(code))
        context |= {"facts": facts, "trail": _trail(asked, facts)}
    else:
        context["on_paper"] = _every_line(request, asked, facts)
    return render(request, "overview/appendix.html", context)


@signed_in
@require_safe
def workbook_file(request: SignedInRequest, code: str, uid: str) -> HttpResponse:
    """Give one figure and its lines as an Excel file."""
    facts, asked = indicator_or_404(code), asked_of(request, uid)
    try:
        figure = _figure(request, asked, facts)
    except NotOnMapError:
        return figure_page(request, code, uid)
    every = _every_line(request, asked, facts)
    about = f"{_place(asked)}. {_about(asked)} {every.more_words}".rstrip()
    data = workbook_of(facts, figure, every.lines, about, request.at)
    response = HttpResponse(data, content_type=EXCEL)
    days = f"{vn_date(asked.span.start)} {vn_date(asked.span.end)}"
    name = file_name(facts.name, own_name(asked.unit.pk, asked.span.end), days, kind="xlsx")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@signed_in
@require_safe
def two_maps(request: SignedInRequest, uid: str) -> HttpResponse:
    """Show a province of today beside the provinces it was made of."""
    day = first_divided_day(asked_of(request, uid).unit.pk)
    asked = asked_of(request, uid, unasked=default_code(day) if day else "")
    context = _frame(asked) | {
        "table": compared(asked.unit.pk, asked.span, request.day, lambda u: is_itself(request, u)),
        "trail": [(_("Số liệu"), reverse("overview:figures") + asked.words(unit=uid)),
                  (_("Hai bản đồ"), "")],
    }  # fmt: skip
    return render(request, "overview/two_maps.html", context)


# --- putting together


def _shown_groups(groups: list[Group], asked: Asked, show: str) -> dict[str, Any]:
    """The whole catalogue, or only what is known of the unit."""
    known_only = show == "known" and any(group.known for group in groups)
    unit = asked.unit.uid
    return {
        "groups": [group.only_known() for group in groups if group.known or not known_only]
        if known_only
        else groups,
        "segments": [
            (_("Cả danh mục"), asked.words(unit=unit), not known_only),
            (_("Chỉ tiêu đã có số"), asked.words(unit=unit, show="known"), known_only),
        ],
    }


def _place(asked: Asked) -> str:
    return told_name(asked.unit.pk, asked.span.on or asked.span.end)


def _about(asked: Asked) -> str:
    window = f"{asked.window_name}, " if asked.window_name else ""
    days = f"{window}{asked.days}"
    return f"{days[:1].upper()}{days[1:]}. {asked.map_words}."


def _about_figure(asked: Asked) -> str:
    name = place_name(asked.unit.pk, asked.span.on or asked.span.end)
    return f"{_about(asked)[:-1]}: {name}."


def _frame(asked: Asked) -> dict[str, Any]:
    """What every page of figures says of its question."""
    return {
        "asked": asked,
        "form": asked.form,
        "place": _place(asked),
        "own_name": own_name(asked.unit.pk, asked.span.on or asked.span.end),
        "about": _about(asked),
        "maps": _maps(asked),
        "map_url": _map_url(asked, ""),
        "has_two_maps": first_divided_day(asked.unit.pk) is not None,
    }


def _maps(asked: Asked) -> list[tuple[str, str, str, bool]]:
    """The three maps one can ask for: words, hint, address, chosen."""
    return [
        (_("Khi ấy"), _("theo cây đơn vị từng ngày"), "then", asked.map == "then"),
        (_("Hôm nay"), f"{asked.today:%d/%m/%Y}", "today", asked.map == "today"),
        (_("Ngày khác"), "", "day", asked.map == "day"),
    ]


def _not_on_map(asked: Asked, error: NotOnMapError, address: str) -> dict[str, Any]:
    uid, name = opened.stands_for(error)
    base = address.partition("?")[0].replace(f"/{asked.unit.uid}/", f"/{uid}/")
    words = asked.words(unit="" if base != address.partition("?")[0] else uid)
    return {
        "image_name": name,
        "image_url": base + words,
        "image_day": error.on,
    }


def _trail(asked: Asked, facts: Facts) -> list[tuple[str, str]]:
    sheet = reverse("overview:figures") + asked.words(unit=asked.unit.uid)
    group = facts.group.partition(". ")[2] or facts.group
    return [(_("Số liệu"), sheet), (group, f"{sheet}#{facts.code[:2]}"), (facts.code, "")]


def _figure(request: SignedInRequest, asked: Asked, facts: Facts) -> Figure:
    return figures_seen(asked.query(facts.code), lambda unit: is_itself(request, unit))[0]


def _has_lines(facts: Facts) -> bool:
    """Lines of a sensitive indicator are never opened; rates and kinds are made of others."""
    return not facts.is_sensitive and facts.kind in {"FLOW", "STOCK", "STATUS"}


def _every_line(request: SignedInRequest, asked: Asked, facts: Facts) -> lines.OnPaper:
    if facts.is_sensitive:
        return lines.OnPaper([])
    return lines.lines_on_paper(asked.query(facts.code), request.reach)


def _opened(request: SignedInRequest, asked: Asked, facts: Facts) -> dict[str, Any]:
    query, code = asked.query(facts.code), facts.code
    figure = _figure(request, asked, facts)
    groups = None
    if _has_lines(facts) and not facts.is_computed:
        year, after = request.GET.get("year", ""), request.GET.get("after", "")
        groups = lines.grouped_lines(query, request.reach, year, after)
    recorded, declared = opened.evidence_words(figure, facts, groups) if groups else ("", "")
    context = _frame(asked) | {
        "facts": facts,
        "figure": figure,
        "amount_words": opened.amount_words(facts, figure.amount),
        "grouped": groups,
        "about": _about_figure(asked),
        "recorded_words": recorded,
        "declared_words": declared,
        "why": opened.why_hedged(figure, groups),
        "cut": opened.cut_words(figure, query),
        "today_words": "" if facts.is_sensitive else
        opened.today_words(query, facts, figure, request.day),
        "how": _(passport.HOW[facts.kind]),
        "meaning": passport.meaning(code, facts.unit_of_measure, facts.kind),
        "apart": opened.named_codes(passport.not_added_to(code)),
        "trail": _trail(asked, facts),
        "at": request.at,
        "links": {name: reverse(f"overview:{name}", args=[code, asked.unit.uid]) + asked.words()
                  for name in ("appendix", "workbook")}
        | {"map": _map_url(asked, code)},
    }  # fmt: skip
    return context | _parts(request, asked, facts, figure) | _series(request, asked, facts)


def _map_url(asked: Asked, code: str) -> str:
    return reverse("overview:map") + asked.words(code=code, unit=asked.unit.uid)


def _series(request: SignedInRequest, asked: Asked, facts: Facts) -> dict[str, Any]:
    """How the figure went; not of a sensitive one of another unit, whose months could tell."""
    unit, today = asked.unit.pk, request.day
    if facts.is_sensitive and not is_itself(request, unit):
        return {}
    until = replace(asked.query(facts.code), end=min(asked.span.end, today))
    stands = current_tree(leaves=[unit]).valid(unit, today)
    on = today if stands else asked.span.on or until.end
    found = series(until, facts, request.GET.get("trend", ""), on, asked.door)
    if found is None:
        return {}
    words = {MONTHS: _("Tháng"), QUARTERS: _("Quý"), YEARS: _("Năm")}
    ways = [
        (words[one], f"{asked.words(trend=one)}#series", one == found.by) for one in found.offered
    ]
    return {"series": found, "series_ways": ways}


def _parts(request: SignedInRequest, asked: Asked, facts: Facts, figure: Figure) -> dict[str, Any]:
    """What the figure is made of besides lines: parts of a rate, kinds, units, a breakdown."""
    found: dict[str, Any] = {}
    if facts.kind == "RATE" and figure.numerator is not None:
        found["halves"] = opened.halves(figure, facts, asked.door)
    if facts.kind == "DISTINCT" and figure.amount is not None:
        found["kinds"] = opened.kinds_held(asked.query(facts.code), asked.span)
        found["kinds_url"] = asked.door("MH02")
    if facts.is_computed:
        page = lines.unit_page(asked.query(facts.code), request.reach, request.GET.get("after", ""))
        found["units"], found["units_next"] = page
    choices = opened.ways(asked.unit.pk, facts, asked.span)
    by = request.GET.get("by", "")
    by = by if by in dict(choices) else (choices[0][0] if choices else "")
    if by:
        query = asked.query(facts.code, by)
        found["breakdown"] = opened.breakdown(query, facts, lambda unit: is_itself(request, unit))
        found["by"] = by
        found["ways"] = [(word, f"{asked.words(by=way)}#parts", way == by) for way, word in choices]
    return found
