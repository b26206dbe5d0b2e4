"""A province of today and the provinces it was made of: two drawings, one table."""

from collections.abc import Iterator, Mapping, Sequence

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from binhyen.overview.selectors.asking import Asked
from binhyen.overview.selectors.maps import Compared, Row
from binhyen.overview.selectors.shapes import Drawing, Shape
from binhyen.overview.templatetags.map_parts import framed, joined, name_lines, ring, short_name
from binhyen.overview.templatetags.overview_tags import cell

register = template.Library()
NOTHING = SafeString()
TINTS = 3  # neighbours differ; a tint says nothing else


@register.simple_tag
def map_of_then(table: Compared, about: str) -> SafeString:
    """The older provinces, each named."""
    assert table.drawn is not None  # noqa: S101 -- the template asks only where there is one
    names = {column.unit: column.name for column in table.columns}
    return _drawing(table.drawn.then, names, about, "then")


@register.simple_tag
def map_of_now(table: Compared, asked: Asked, place: str, about: str) -> SafeString:
    """The province of today, with the lines that divided it then."""
    assert table.drawn is not None  # noqa: S101 -- the template asks only where there is one
    line = format_html('<path class="old-line" d="{}"/>', table.drawn.divided)
    return _drawing(table.drawn.now, {asked.unit.pk: place}, about, "now", line)


@register.simple_tag
def old_sheet(uid: str, asked: Asked) -> str:
    """Where the figures of a province of then stand, on the map of then."""
    words = asked.words(unit=uid, map="day", on=str(asked.span.end))
    return f"{reverse('overview:figures')}{words}"


def _drawing(
    drawn: Drawing, names: Mapping[int, str], about: str, key: str, over: SafeString = NOTHING
) -> SafeString:
    tints = {unit: f"part{number % TINTS}" for number, unit in enumerate(names)}
    shapes = joined(
        format_html('<path class="part {}" d="{}"/>', tints[shape.unit], shape.path)
        for shape in drawn.shapes
    )
    rings = joined(ring(drawn, code, tints[unit]) for code, unit in drawn.archipelagos.items())
    labels = joined(_label(shape, names[shape.unit]) for shape in drawn.shapes)
    return framed(drawn, format_html("{}{}{}{}", shapes, over, rings, labels), about, key)


def _label(shape: Shape, name: str) -> SafeString:
    across, down = shape.middle
    words = name_lines((short_name(name),), (across, down), "middle")
    return format_html('<g class="here-name">{}</g>', words)


@register.simple_tag
def compared_rows(rows: Sequence[Row], table: Compared, asked: Asked) -> SafeString:
    """Write a group of the table; on a phone each number says which map it is of."""
    return joined(_compared_row(row, table, asked) for row in rows)


def _compared_row(row: Row, table: Compared, asked: Asked) -> SafeString:
    return format_html(
        '<tr{}><th scope="row" class="title">{}<span class="place">{}</span></th>{}</tr>',
        "" if row.agrees else SafeString(' class="waiting"'),
        row.facts.name,
        row.facts.unit_of_measure,
        format_html_join(
            "", '<td class="num" data-label="{}">{}</td>', _labelled(row, table, asked)
        ),
    )


def _labelled(row: Row, table: Compared, asked: Asked) -> Iterator[tuple[str, SafeString]]:
    """Each figure of a row under the words of its column."""
    code, on = row.facts.code, str(asked.span.end)
    for column, figure in zip(table.columns, row.parts, strict=True):
        known = figure.amount is not None
        url = asked.door(code, column.uid, map="day", on=on) if known else ""
        yield f"{column.name} {_('(cũ)')}", cell(figure, row.facts, url)
    today = cell(row.today, row.facts, asked.door(code, map="today", on=""))
    yield _("Cộng, bản đồ khi ấy"), format_html("<b>{}</b>", cell(row.then, row.facts))
    yield _("Bản đồ hôm nay"), format_html("<b>{}</b>", today)
