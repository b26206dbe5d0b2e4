"""Cells of figures, put together in Python: a table of a hundred costs no template work."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from binhyen.kernel.numbers import grouped, hedge_word
from binhyen.kernel.templatetags.kernel_tags import hedged, icon, percent_short, state, unanswered
from binhyen.ledger.selectors.catalogue import Facts
from binhyen.ledger.selectors.questions import Figure
from binhyen.overview.rules.drawing import HEIGHT, RIGHT, WIDTH, Chart, Spark
from binhyen.overview.selectors.asking import Asked
from binhyen.overview.selectors.home import Waiting
from binhyen.overview.selectors.lines import Group as LineGroup
from binhyen.overview.selectors.lines import Grouped, Shown
from binhyen.overview.selectors.opened import Breakdown, Part, amount_words
from binhyen.overview.selectors.sheet import Row
from binhyen.overview.selectors.trend import Trend
from binhyen.records.selectors.listing import Row as RecordRow

register = template.Library()


@register.simple_tag
def cell(figure: Figure | None, facts: Facts, url: str = "") -> SafeString:
    """Write a figure: a door where it opens, a dotted line where nobody has answered."""
    if figure is None:
        return format_html('<span class="none">{}</span>', _("đã kết thúc"))
    if figure.state == "SUPPRESSED":
        return format_html('<span class="none">{}</span>', _("không nêu"))
    if figure.amount is None:
        mark = unanswered()
        if figure.cut_declarations and url:
            words = _("có số khai bị cắt")
            return format_html('<a class="door none" href="{}">{}</a>', url, words)
        return mark
    word = hedge_word(str(figure.hedge)) if says_word(figure) else ""
    digits = amount_words(facts, figure.amount)
    if figure.hedge != "EXACT" and not word:
        digits += "*"
    number = format_html('<a class="door" href="{}">{}</a>', url, digits) if url else digits
    hedge = format_html('<span class="hedge">{}</span> ', word) if word else ""
    return format_html("{}{}", hedge, number)


def says_word(figure: Figure) -> bool:
    """Print the word where 5 % or more is hedged; a rate's hedge is always said."""
    return figure.says_hedge or figure.numerator is not None


@register.simple_tag
def sheet_rows(rows: Sequence[Row]) -> SafeString:
    """Write one group of the catalogue."""
    return format_html_join("", "{}", ((_sheet_row(row),) for row in rows))


def _sheet_row(row: Row) -> SafeString:
    figure = row.figure
    opens = figure is not None and figure.state == "NUMBER"
    cut = figure is not None and figure.cut_declarations > 0
    evidence = ""
    if figure is not None and figure.declared and figure.evidence is not None:
        evidence = percent_short(figure.evidence)
    return format_html(
        '<tr><td class="short code">{}</td><td class="title">{}</td><td class="measure">{}</td>'
        '<td class="num" data-unit="{}">{}</td><td class="num share">{}</td></tr>',
        row.facts.code,
        row.facts.name,
        row.facts.unit_of_measure,
        row.facts.unit_of_measure if opens else "",
        cell(figure, row.facts, row.url if opens or cut else ""),
        evidence,
    )


@register.simple_tag
def line_rows(group: LineGroup, facts: Facts) -> SafeString:
    """Write the lines of an open group."""
    return format_html_join("", "{}", ((line_row(one, facts),) for one in group.shown or ()))


@register.simple_tag
def line_row(one: Shown, facts: Facts) -> SafeString:
    line = one.line
    source = format_html('<a href="{}">{}</a>', one.url, one.source) if one.url else one.source
    word = hedge_word(str(line.hedge))
    hedge = format_html('<span class="hedge">{}</span> ', word) if word else ""
    notes = _line_notes(one)
    return format_html(
        '<tr><td class="day">{}</td><td class="title">{}<span class="place">{}</span>{}</td>'
        '<td class="short source">{}</td><td class="num" data-unit="{}">{}{}</td></tr>',
        one.day,
        one.title,
        one.place,
        notes,
        source,
        facts.unit_of_measure,
        hedge,
        grouped(facts.shown(line.amount)),
    )


def _line_notes(one: Shown) -> SafeString:
    notes = []
    if one.since:
        days = _("từ {start} đến {end}").format(start=one.since, end=one.day)
        notes.append(format_html('<span class="second">{}</span>', days))
    if one.line.declared:
        notes.append(state("report", "DRAFT", _("Nguồn là văn bản, chưa có bản ghi")))
    elif (one.line.revision or 1) > 1:
        number = one.line.revision
        notes.append(state("record", "AMENDED", _("Đã sửa, lần {number}").format(number=number)))
    if one.line.unallocated:
        notes.append(
            format_html('<span class="tag">{}</span>', _("Chưa phân bổ trên bản đồ đang xem"))
        )
    return format_html_join("", '<span class="note-line">{}</span>', ((note,) for note in notes))


@register.simple_tag
def line_count(grouped_lines: Grouped, figure: Figure, facts: Facts) -> str:
    """Say how many lines there are, and that they sum to the figure."""
    count, amount = grouped(grouped_lines.count), grouped(facts.shown(grouped_lines.amount))
    if grouped_lines.amount == figure.amount:
        return _("{count} dòng, cộng đúng {amount}").format(count=count, amount=amount)
    return _("{count} dòng").format(count=count)


@register.simple_tag
def group_row(group: LineGroup, facts: Facts, words: str = "") -> SafeString:
    """Head a group of lines; a closed one is a link that opens it."""
    count = _("{count} dòng").format(count=grouped(group.count))
    name = format_html('{} <span class="second">{}</span>', group.name, count)
    if group.shown is None:
        url = f"{words}&year={group.key}#g-{group.key}"
        name = format_html(
            '<a class="group-link" href="{}">{}{}</a>', url, icon("chevron-right"), name
        )
    else:
        name = format_html('<span class="group-link">{}{}</span>', icon("chevron-down"), name)
    return format_html(
        '<tr class="group"><th colspan="3" scope="rowgroup">{}</th><td class="num">{}</td></tr>',
        name,
        hedged(facts.shown(group.amount), group.hedge),
    )


@register.simple_tag
def sum_row(grouped_lines: Grouped, facts: Facts, figure: Figure) -> SafeString:
    """Close the lines with their sum, equal to the figure."""
    words = _("Cộng {count} dòng").format(count=grouped(grouped_lines.count))
    return format_html(
        '<tr class="total"><th colspan="3" scope="row">{}</th><td class="num">{}</td></tr>',
        words,
        hedged(facts.shown(grouped_lines.amount), str(figure.hedge)),
    )


@register.simple_tag
def part_rows(breakdown: Breakdown, facts: Facts, asked: Asked, by: str) -> SafeString:
    """Write the rows of a breakdown; a child and a month open to their own figure."""
    return format_html_join(
        "", "{}", ((_part_row(part, facts, asked, by),) for part in breakdown.rows)
    )


def _part_row(part: Part, facts: Facts, asked: Asked, by: str) -> SafeString:
    figure = part.figure
    url = ""
    if figure.state == "NUMBER" and by == "child" and part.uid:
        url = asked.door(facts.code, part.uid)
    elif figure.state == "NUMBER" and by == "month" and part.start and not figure.declared:
        days = {"period": "free", "since": str(part.start), "until": str(part.end)}
        url = asked.door(facts.code, **days)
    evidence = ""
    if figure.declared and figure.evidence is not None:
        evidence = percent_short(figure.evidence)
    note = ""
    if figure.unallocated and by == "child" and not part.uid:
        words = _("trong đó {amount} chưa phân bổ").format(
            amount=grouped(facts.shown(figure.unallocated))
        )
        note = format_html('<span class="place">{}</span>', words)
    return format_html(
        '<tr><td class="title">{}{}</td><td class="num" data-unit="{}">{}</td>'
        '<td class="num share">{}</td></tr>',
        part.name,
        note,
        facts.unit_of_measure if figure.state == "NUMBER" else "",
        cell(figure, facts, url),
        evidence,
    )


@register.simple_tag
def unallocated_words(figure: Figure, facts: Facts) -> str:
    """Say how much stands at the unit because the older unit it was booked at was divided."""
    amount = grouped(facts.shown(figure.unallocated))
    return _(
        "Trong số này, {amount} ghi ở đơn vị cũ đã chia, chưa phân bổ xuống đơn vị bên dưới."
    ).format(amount=amount)


@register.simple_tag
def door(asked: Asked, code: str) -> str:
    return asked.door(code)


@register.simple_tag
def below_rows(rows: Sequence[dict[str, Any]]) -> SafeString:
    """Write a leader's table: a row a unit."""
    return format_html_join("", "{}", ((_below_row(row),) for row in rows))


def _below_row(row: dict[str, Any]) -> SafeString:
    name = row["name"] or _("Riêng cấp này")
    title = format_html('<a href="{}">{}</a>', row["url"], name) if row["url"] else name
    return format_html('<tr><td class="title">{}</td>{}</tr>', title, _below_cells(row))


@register.simple_tag
def below_total(row: dict[str, Any]) -> SafeString:
    return format_html(
        '<tr class="total"><th scope="row">{}</th>{}</tr>',
        row["name"] or _("Cộng"),
        _below_cells(row),
    )


def _below_cells(row: dict[str, Any]) -> SafeString:
    """A cell an indicator; on a phone, where no head stands above, it says which."""
    cells = (
        (facts.name, facts.unit_of_measure, cell(figure, facts, url))
        for figure, facts, url in row["cells"]
    )
    return format_html_join("", '<td class="num" data-label="{}, {}">{}</td>', cells)


@register.simple_tag
def measures(row: RecordRow) -> SafeString:
    """The numbers of a record with their units, one under the other."""
    known = [one for one in row.cells if one.asked and one.amount is not None]
    return format_html_join(
        SafeString("<br>"), '{} <span class="second">{}</span>',
        ((hedged(one.amount, str(one.hedge)), one.unit) for one in known),
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def confirm_button(context: Context, waiting: Waiting) -> SafeString:
    """A form that confirms the revision one has just read, and comes back."""
    request = context.get("request") or getattr(context, "request", None)
    return format_html(
        '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken"'
        ' value="{}"><input type="hidden" name="revision" value="{}">'
        '<input type="hidden" name="next" value="/"><button class="button" type="submit">{}'
        '<span class="spoken"> {}</span></button></form>',
        waiting.confirm_url,
        get_token(request) if request else "",
        waiting.row.record.revision,
        _("Xác nhận"),
        waiting.row.record.title,
    )


@register.simple_tag
def trend_drawing(trend: Trend) -> SafeString:
    """Draw two years over each other; the table beside it says the same."""
    drawn = trend.drawn
    lines = format_html_join(
        "", '<polyline class="{}" points="{}"/>',
        [*(("line-before", points) for points in drawn.before),
         *(("line-now", points) for points in drawn.now)],
    )  # fmt: skip
    spots = [*drawn.spots, *([drawn.last] if drawn.last else [])]
    points = format_html_join("", '<circle class="point-now" cx="{}" cy="{}" r="4"/>', spots)
    first, last = trend.months[0].window.end, trend.months[-1].window.end
    return format_html(
        '<svg class="trend-chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}'
        '<text class="axis" x="{}" y="{}">{}</text>'
        '<text class="axis" x="{}" y="{}" text-anchor="end">{}</text></svg>',
        WIDTH,
        HEIGHT,
        _("Biểu đồ 12 tháng; số ở bảng bên dưới"),
        _grid(drawn),
        lines,
        points,
        drawn.left,
        HEIGHT - 6,
        f"{first:%m/%Y}",
        WIDTH - RIGHT,
        HEIGHT - 6,
        f"{last:%m/%Y}",
    )


def _grid(drawn: Chart) -> SafeString:
    return format_html_join(
        "",
        '<path class="grid-line" d="M{} {}H{}"/>'
        '<text class="axis" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (drawn.left, tick.y, WIDTH - RIGHT, drawn.left - 8, tick.y + 5, grouped(tick.amount))
            for tick in drawn.ticks
        ),
    )


@register.simple_tag
def spark_drawing(spark: Spark) -> SafeString:
    lines = format_html_join(
        "", '<polyline class="line-now" points="{}"/>', ((points,) for points in spark.lines)
    )
    point = ""
    if spark.last:
        point = format_html('<circle class="point-now" cx="{}" cy="{}" r="3"/>', *spark.last)
    return format_html(
        '<svg class="spark" viewBox="0 0 76 32" aria-hidden="true" focusable="false">{}{}</svg>',
        lines,
        point,
    )
