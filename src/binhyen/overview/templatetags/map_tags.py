"""Maps as drawings of the page itself: shapes, rings of the archipelagos, tiles, legend, rows."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from binhyen.kernel.numbers import decimal_vn, grouped, hedge_word
from binhyen.ledger.selectors.catalogue import Facts
from binhyen.ledger.selectors.questions import Figure
from binhyen.overview.rules.mosaic import Spot
from binhyen.overview.rules.scale import MIDDLE, STEPS
from binhyen.overview.selectors.asking import Asked
from binhyen.overview.selectors.atlas import Atlas, Tile
from binhyen.overview.selectors.opened import amount_words
from binhyen.overview.selectors.shading import CHANGE, EVIDENCE, RATE, Row, Shaded
from binhyen.overview.selectors.shapes import Drawing, Shape
from binhyen.overview.templatetags.map_parts import (
    HATCH,
    framed,
    joined,
    name_beside,
    name_lines,
    ring,
    short_name,
)
from binhyen.overview.templatetags.overview_tags import cell

register = template.Library()

DA_NANG, KHANH_HOA = "48", "56"
TILE, GAP = 100, 6


@register.simple_tag
def unit_map(atlas: Atlas, asked: Asked, chosen: str = "") -> SafeString:
    """Draw the units below, each a link to its figure; the table beside says the same."""
    drawn = atlas.drawing
    assert drawn is not None  # noqa: S101 -- the template asks only where there is a drawing
    rows = atlas.shaded.by_unit
    marked = next((row.unit for row in atlas.shaded.rows if row.uid == chosen), None)

    def doored(unit: int, inner: SafeString) -> SafeString:
        row = rows.get(unit)
        if row is None:
            return inner
        url = _unit_url(row, asked, atlas)
        words = f"{row.name}: {row_words(row, atlas)}"
        return format_html('<a href="{}" tabindex="-1"><title>{}</title>{}</a>', url, words, inner)

    shapes = joined(
        doored(shape.unit, _shape(shape, rows.get(shape.unit))) for shape in drawn.shapes
    )
    rings = joined(
        doored(unit, _ring(drawn, code, rows.get(unit)))
        for code, unit in drawn.archipelagos.items()
    )
    label = _chosen(drawn, rows[marked], atlas) if marked is not None else ""
    inside = format_html("<defs>{}</defs>{}{}{}", HATCH, shapes, rings, label)
    return framed(drawn, inside, atlas.facts.name)


@register.simple_tag
def place_map(drawing: Drawing, commune: int, name: str, above: str) -> SafeString:
    """Draw where a commune lies; its neighbours are neither named nor shaded."""
    shapes = joined(_shape(shape, None) for shape in drawing.shapes)
    rings = joined(_ring(drawing, code, None) for code in drawing.archipelagos)
    own = next((shape for shape in drawing.shapes if shape.unit == commune), None)
    mark = ""
    if own is not None:
        mark = format_html(
            '<path class="here" d="{}"/>{}', own.path, name_beside(drawing, own, (name,))
        )
    return framed(drawing, format_html("{}{}{}", shapes, rings, mark), above)


@register.simple_tag
def tile_map(atlas: Atlas, asked: Asked) -> SafeString:
    """The provinces as squares of one size, large enough for a thumb."""
    tiles = joined(_tile(tile, atlas, asked) for tile in atlas.tiles)
    wide = (max(tile.across for tile in atlas.tiles) + 1) * TILE
    tall = (max(tile.down for tile in atlas.tiles) + 1) * TILE + TILE // 4
    by_code = {tile.code: tile.row for tile in atlas.tiles}
    rings = joined(
        _tile_ring(name, by_code[code], (wide - TILE, down * TILE), label)
        for name, code, down, label in (
            (_("Hoàng Sa"), DA_NANG, 5, 4),
            (_("Trường Sa"), KHANH_HOA, 9, 10),
        )
    )
    sea = format_html(
        '<text class="sea" x="{}" y="{}" text-anchor="end">{}</text>', wide - 4, 270, _("Biển Đông")
    )
    return format_html(
        '<svg class="map tiles" viewBox="0 0 {} {}" role="group" aria-label="{}">'
        "<defs>{}</defs>{}{}{}</svg>",
        wide, tall, _("Ô vuông các tỉnh, ghi mã tỉnh; số ở bảng bên dưới"),
        SafeString(HATCH.replace('"hatch"', '"hatch-tiles"')), tiles, rings, sea,
    )  # fmt: skip


@register.simple_tag
def map_legend(atlas: Atlas) -> SafeString:
    """Say each step in words, and what is not shaded."""
    words = _step_words(atlas)
    swatches = [
        (f"swatch {_step_class(atlas, step)}", word) for step, word in enumerate(words) if word
    ]
    if atlas.shaded.blank:
        swatches.append(("swatch hatched", _("chưa có số")))
    if any(row.figure.state == "SUPPRESSED" for row in atlas.shaded.rows):
        swatches.append(("swatch withheld", _("không nêu")))
    if any(row.figure.state == "NUMBER" and row.step is None for row in atlas.shaded.rows):
        swatches.append(("swatch plain", _("có số, không tính được tỷ lệ")))
    return format_html_join(
        "", '<span><span class="{}" aria-hidden="true"></span> {}</span>', swatches
    )


@register.simple_tag
def map_rows(rows: Sequence[Row], atlas: Atlas, asked: Asked, chosen: str = "") -> SafeString:
    """Write the table's rows, in the order of codes."""
    return joined(_table_row(row, atlas, asked, chosen) for row in rows)


@register.simple_tag
def row_words(row: Row, atlas: Atlas) -> str:
    """What the map shows of a unit, in words."""
    if row.figure.state == "SUPPRESSED":
        return _("không nêu")
    if row.figure.amount is None:
        return _("chưa có số")
    if row.rate is not None:
        return rate_words(row.rate, atlas.shaded, atlas.facts)
    return f"{amount_words(atlas.facts, row.figure.amount)} {atlas.facts.unit_of_measure}"


def rate_words(value: Decimal, shaded: Shaded, facts: Facts) -> str:
    """Write 71,1 % · 12,4 · +3,2 điểm · −8,0 %."""
    if shaded.way == CHANGE:
        sign = "+" if value > 0 else ""
        unit = _("điểm") if facts.kind == "RATE" else "%"
        return f"{sign}{decimal_vn(value, 1)} {unit}"
    if shaded.way in {RATE, EVIDENCE}:
        return f"{decimal_vn(value, 1)} %"
    return decimal_vn(value, shaded.places)


# --- the table


def _table_row(row: Row, atlas: Atlas, asked: Asked, chosen: str) -> SafeString:
    shaded = atlas.shaded
    url = asked.door(atlas.facts.code, row.uid) if row.figure.amount is not None else ""
    swatch = format_html(
        '<span class="swatch {}" aria-hidden="true"></span>', _class(row, "swatch")
    )
    name = format_html('<a href="{}">{}</a>', _unit_url(row, asked, atlas), short_name(row.name))
    before = ""
    if shaded.way == CHANGE:
        before = format_html('<td class="num">{}</td>', cell(row.before, atlas.facts))
    rate = ""
    if shaded.way and shaded.way != RATE:
        words = "–" if row.rate is None else rate_words(row.rate, shaded, atlas.facts)
        rate = format_html('<td class="num share">{}</td>', words)
    return format_html(
        '<tr{}><td class="title">{}{}</td><td class="num">{}</td>{}{}</tr>',
        SafeString(' class="chosen"') if row.uid == chosen else "",
        swatch, name, _figure_cell(row.figure, atlas.facts, url), before, rate,
    )  # fmt: skip


def _figure_cell(figure: Figure, facts: Facts, url: str) -> SafeString:
    """A figure as everywhere; a rate with the one decimal the legend has too."""
    if facts.kind != "RATE" or not isinstance(figure.amount, Decimal):
        return cell(figure, facts, url)
    word = hedge_word(str(figure.hedge))
    hedge = format_html('<span class="hedge">{}</span> ', word) if word else ""
    return format_html(
        '{}<a class="door" href="{}">{}</a>', hedge, url, decimal_vn(figure.amount, 1)
    )


def _unit_url(row: Row, asked: Asked, atlas: Atlas) -> str:
    """A province opens its own map; a unit that has none opens its figure."""
    if atlas.drawing is not None and atlas.drawing.is_nation:
        changes = {"code": atlas.facts.code, "unit": row.uid, "way": atlas.shaded.way}
        return reverse("overview:map") + asked.words(**changes)
    return asked.door(atlas.facts.code, row.uid)


# --- the drawing


def _class(row: Row | None, kind: str = "shape") -> str:
    """The step, or why there is none: not known, not told, or nothing to divide by."""
    if row is None:
        return "plain"
    if row.step is not None:
        return f"{'d' if row.rate_is_change else 'q'}{row.step}"
    if row.figure.state == "SUPPRESSED":
        return "withheld"
    if row.figure.amount is None:
        return "hatched" if kind == "swatch" else "blank"
    return "plain"


def _shape(shape: Shape, row: Row | None) -> SafeString:
    name = _class(row)
    fill = SafeString(' fill="url(#hatch)"') if name == "blank" else ""
    return format_html('<path class="{}"{} d="{}"/>', name, fill, shape.path)


def _ring(drawn: Drawing, code: str, row: Row | None) -> SafeString:
    return ring(drawn, code, _class(row), short_name(row.name) if row is not None else "")


def _chosen(drawn: Drawing, row: Row, atlas: Atlas) -> SafeString:
    shape = next((one for one in drawn.shapes if one.unit == row.unit), None)
    if shape is None:
        return SafeString()
    words = (short_name(row.name), row_words(row, atlas))
    return format_html(
        '<path class="here" d="{}"/>{}', shape.path, name_beside(drawn, shape, words)
    )


# --- tiles


def _tile(tile: Tile, atlas: Atlas, asked: Asked) -> SafeString:
    x, y = tile.across * TILE, tile.down * TILE
    words = f"{tile.row.name}: {row_words(tile.row, atlas)}"
    name = _class(tile.row)
    fill = SafeString(' fill="url(#hatch-tiles)"') if name == "blank" else ""
    return format_html(
        '<a href="{}" tabindex="-1"><title>{}</title>'
        '<rect class="{}"{} x="{}" y="{}" width="{}" height="{}" rx="4"/>'
        '<text class="on-{}" x="{}" y="{}" text-anchor="middle">{}</text></a>',
        _unit_url(tile.row, asked, atlas), words, name, fill, x + GAP // 2, y + GAP // 2,
        TILE - GAP, TILE - GAP, name, x + TILE // 2, y + TILE // 2 + 13, tile.code,
    )  # fmt: skip


def _tile_ring(name: str, holder: Row, at: Spot, label: int) -> SafeString:
    """An archipelago of its province, below or above its name."""
    x, y = at[0] + TILE // 2, at[1] + TILE // 2
    specks = format_html_join(
        "", '<circle cx="{}" cy="{}" r="6"/>',
        ((x + dx, y + dy) for dx, dy in ((-20, -6), (-4, 14), (4, -18), (22, 2))),
    )  # fmt: skip
    words = (_("Quần đảo"), name, f"({short_name(holder.name)})")
    lines = name_lines(words, (at[0] + TILE - 4, label * TILE - 6), "end")
    return format_html(
        '<g class="specks {}">{}</g><ellipse class="ring" cx="{}" cy="{}" rx="44" ry="44"/>{}',
        _class(holder), specks, x, y, lines,
    )  # fmt: skip


# --- the legend


def _step_class(atlas: Atlas, step: int) -> str:
    return f"{'d' if atlas.shaded.way == CHANGE else 'q'}{step}"


def _step_words(atlas: Atlas) -> list[str]:
    """The words of the five steps; one value for all has one step."""
    shaded = atlas.shaded
    if not shaded.is_shaded:
        return []
    if not shaded.edges:
        value = next(row.rate for row in shaded.rows if row.rate is not None)
        words = rate_words(value, shaded, atlas.facts)
        return [""] * MIDDLE + [words]
    if shaded.way == CHANGE:
        return _change_words(shaded.edges)
    said = [grouped(edge) for edge in shaded.edges]
    between = [
        _("{low} đến dưới {high}").format(low=low, high=high) for low, high in pairwise(said)
    ]
    return [_("dưới {n}").format(n=said[0]), *between, _("từ {n} trở lên").format(n=said[-1])]


def _change_words(between: Sequence[Decimal]) -> list[str]:
    small, large = (grouped(edge) for edge in between[-2:])
    assert len(between) == STEPS - 1  # noqa: S101 -- both sides of zero alike
    return [
        _("thấp hơn từ {n}").format(n=large),
        _("thấp hơn {low} đến {high}").format(low=small, high=large),
        _("chênh dưới {n}").format(n=small),
        _("cao hơn {low} đến {high}").format(low=small, high=large),
        _("cao hơn từ {n}").format(n=large),
    ]
