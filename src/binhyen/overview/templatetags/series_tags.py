"""A row of periods as a drawing and as a table."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from binhyen.kernel.numbers import grouped
from binhyen.overview.rules.drawing import HEIGHT, RIGHT, WIDTH
from binhyen.overview.rules.windows import MONTHS, QUARTERS
from binhyen.overview.selectors.series import Point, Series
from binhyen.overview.templatetags.overview_tags import cell

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
