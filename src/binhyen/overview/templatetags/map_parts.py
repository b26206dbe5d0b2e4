"""What every drawing of a map is made of: its frame, the archipelagos, names, hatching."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from binhyen.kernel.words import kept
from binhyen.overview.rules.mosaic import Spot
from binhyen.overview.selectors.shapes import HOANG_SA, TRUONG_SA, Drawing, Shape, mosaic

# The ground of a unit of which nothing is known; a drawing that uses it defines it.
HATCH = SafeString(
    '<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><path class="hatch-ground" d="M0 0h7v7H0z"/>'
    '<path class="hatch-line" d="M0 0v7"/></pattern>'
)
# Symbols inside a ring, not positions: (across, down) from its middle.
SPECKS = {
    HOANG_SA: ((-26, -8), (-14, 8), (0, -4), (4, 12), (18, -10), (26, 4)),
    TRUONG_SA: ((-54, -6), (-38, 18), (-30, -24), (-8, -8), (-4, 28), (16, -30),
                (22, 12), (44, -12), (54, 14)),
}  # fmt: skip
RINGS = {HOANG_SA: (50, 34), TRUONG_SA: (80, 52)}
RIGHT_EDGE, INSET = 850, 270  # room beside a province for the name of its archipelago


def framed(drawn: Drawing, inside: SafeString, about: str, key: str = "map") -> SafeString:
    """The drawing with its sea and its words for who cannot see it.

    *key* begins the ids, which a page with several drawings must not have twice.
    """
    sea = ""
    if drawn.is_nation:
        sea = format_html('<text class="sea" x="560" y="650">{}</text>', _("Biển Đông"))
    inset = INSET if drawn.archipelagos and not drawn.is_nation else 0
    return format_html(
        '<svg class="map shapes{}" viewBox="-8 -8 {} {}" role="group"'
        ' aria-labelledby="{key}-title {key}-says"><title id="{key}-title">{}</title>'
        '<desc id="{key}-says">{}</desc>{}{}</svg>',
        " nation" if drawn.is_nation else " beside" if inset else "",
        drawn.frame.width + 16 + inset, drawn.frame.height + 16, about,
        _("Tên và số của từng đơn vị ở bảng đi kèm. Ranh giới minh họa."),
        inside, sea, key=key,
    )  # fmt: skip


def joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def ring(drawn: Drawing, code: str, shade: str, holder: str = "") -> SafeString:
    """An archipelago in its place, ringed and named; of a province's own map, beside it.

    *shade* is the class of the unit that holds it, *holder* its name where the map says it.
    """
    wide, tall = RINGS[code]
    across, down = _ring_spot(drawn, code)
    specks = format_html_join(
        "", '<circle cx="{}" cy="{}" r="6"/>',
        ((across + x, down + y) for x, y in SPECKS[code]),
    )  # fmt: skip
    name_of = {HOANG_SA: _("Hoàng Sa"), TRUONG_SA: _("Trường Sa")}[code]
    if drawn.is_nation:
        words = (f"{_('Quần đảo')} {name_of}", f"({holder})" if holder else "")
        lines = name_lines(words, (RIGHT_EDGE, down + tall + 6), "end")
    else:
        lines = name_lines((_("Quần đảo"), name_of), (across, down + tall + 6), "middle")
    return format_html(
        '<ellipse class="ring-ground" cx="{0}" cy="{1}" rx="{2}" ry="{3}"/>'
        '<g class="specks {4}">{5}</g>'
        '<ellipse class="ring" cx="{0}" cy="{1}" rx="{2}" ry="{3}"/>{6}',
        across, down, wide, tall, shade, specks, lines,
    )  # fmt: skip


def _ring_spot(drawn: Drawing, code: str) -> Spot:
    if not drawn.is_nation:
        return drawn.frame.width + INSET // 2 + 4, drawn.frame.height // 2
    box = mosaic().box([code])
    across, down = drawn.frame.spot(((box.west + box.east) / 2, (box.south + box.north) / 2))
    return min(across, RIGHT_EDGE - RINGS[code][0]), down


def name_lines(words: Sequence[str], at: Spot, anchor: str) -> SafeString:
    spans = format_html_join(
        "", '<tspan x="{}" dy="{}em">{}</tspan>',
        ((at[0], 1.15 if number else 0.9, word) for number, word in enumerate(words) if word),
    )  # fmt: skip
    return format_html(
        '<text class="place-name" x="{}" y="{}" text-anchor="{}">{}</text>', *at, anchor, spans
    )


def name_beside(drawn: Drawing, shape: Shape, words: Sequence[str]) -> SafeString:
    """The unit's name beside it, on the side that has more room, tied to it by a line."""
    across, down = shape.middle
    left = across > drawn.frame.width * 0.6
    end = across - 120 if left else across + 120
    lines = name_lines(words, (end + (-8 if left else 8), down - 18), "end" if left else "start")
    return format_html(
        '<path class="tie" d="M{} {}H{}"/><g class="here-name">{}</g>', across, down, end, lines
    )


def short_name(name: str) -> str:
    """Đà Nẵng for Thành phố Đà Nẵng."""
    for kind in kept(("Thành phố ", "Tỉnh ")):
        if name.startswith(kind):
            return name[len(kind) :]
    return name
