"""Rows of periods as drawings and as tables."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from binhyen.kernel.numbers import grouped, signed
from binhyen.overview.rules.drawing import HEIGHT, RIGHT, WIDTH
from binhyen.overview.rules.windows import MONTHS, QUARTERS
from binhyen.overview.selectors.series import Point, Series
from binhyen.overview.selectors.trend import Main, Past
from binhyen.overview.templatetags.overview_tags import cell, spark_drawing

register = template.Library()


@register.simple_tag
def series_drawing(series: Series) -> SafeString:
    """Draw the periods, last year's as dashes behind; three lines, the axis from zero."""
    drawn = series.drawn
    grid = format_html_join(
        "",
        '<path class="grid-line" d="M{} {}H{}"/>'
        '<text class="axis" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (drawn.left, tick.y, WIDTH - RIGHT, drawn.left - 8, tick.y + 5, grouped(tick.amount))
            for tick in drawn.ticks
        ),
    )
    lines = format_html_join(
        "", '<polyline class="{}" points="{}"/>',
        [*(("line-before", points) for points in drawn.before),
         *(("line-now", points) for points in drawn.now)],
    )  # fmt: skip
    spots = [*drawn.spots, *([drawn.last] if drawn.last else [])]
    points = format_html_join("", '<circle class="point-now" cx="{}" cy="{}" r="4"/>', spots)
    foot = HEIGHT - 6
    return format_html(
        '<svg class="trend-chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}'
        '<text class="axis" x="{}" y="{}">{}</text>'
        '<text class="axis" x="{}" y="{}" text-anchor="end">{}</text></svg>',
        WIDTH, HEIGHT, _("Diễn biến; số ở bảng bên dưới"), grid, lines, points,
        drawn.left, foot, point_name(series, series.points[0]),
        WIDTH - RIGHT, foot, point_name(series, series.latest),
    )  # fmt: skip


@register.simple_tag
def series_rows(series: Series) -> SafeString:
    """The table behind the drawing, the latest period first."""
    return format_html_join("", "{}", ((_row(series, point),) for point in reversed(series.points)))


def point_name(series: Series, point: Point) -> str:
    """11/2026, quý 3/2026, 2026."""
    end = point.window.end
    if series.by == MONTHS:
        return f"{end:%m/%Y}"
    if series.by == QUARTERS:
        return f"{point.window.code[-2:].replace('Q', _('quý') + ' ')}/{end.year}"
    return str(end.year)


def _row(series: Series, point: Point) -> SafeString:
    url = point.url if point.now.amount is not None else ""
    before = ""
    if series.two_years:
        before = format_html('<td class="num">{}</td>', cell(point.before, series.facts))
    return format_html(
        '<tr><th scope="row" class="day">{}</th><td class="num">{}</td>{}</tr>',
        point_name(series, point), cell(point.now, series.facts, url), before,
    )  # fmt: skip


@register.simple_tag
def main_rows(figures: Sequence[Main]) -> SafeString:
    """The main figures: a line of twelve months, the last of them, and how it compares."""
    return format_html_join("", "{}", ((_main_row(one),) for one in figures))


def _main_row(one: Main) -> SafeString:
    yearly = one.latest.yearly
    return format_html(
        '<tr><th scope="row" class="title">{}<span class="place">{}</span></th>'
        '<td class="drawn">{}</td><td class="num">{}</td>'
        '<td class="num" data-label="{}">{}</td></tr>',
        one.facts.name,
        one.facts.unit_of_measure,
        "" if one.is_empty else spark_drawing(one.spark),
        cell(one.latest.now, one.facts, one.latest.url if one.latest.is_known else ""),
        _("So với cùng kỳ"),
        "–" if yearly is None else signed(one.facts.shown(yearly)),
    )


@register.simple_tag
def main_months(figures: Sequence[Main]) -> SafeString:
    """The table behind the lines, the latest month first; every known number opens."""
    return format_html_join(
        "",
        '<tr><th scope="row" class="title day">{}</th>{}</tr>',
        (
            (f"{months[0].window.end:%m/%Y}", _month_cells(figures, months))
            for months in reversed(list(zip(*(one.months for one in figures), strict=True)))
        ),
    )


def _month_cells(figures: Sequence[Main], months: Sequence[Past]) -> SafeString:
    cells = (
        (one.facts.name, cell(month.now, one.facts, month.url if month.is_known else ""))
        for one, month in zip(figures, months, strict=True)
    )
    return format_html_join("", '<td class="num" data-label="{}">{}</td>', cells)
