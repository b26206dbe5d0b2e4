"""Cuts the screen face to Vietnamese, and makes the face Số from its ten digits."""

from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

WEIGHTS: Final = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
# One advance width for every digit, per weight, of 1000 units an em.
DIGIT_WIDTHS: Final = {400: 664, 500: 670, 600: 676, 700: 684}
FOOT_OF_ONE: Final = 0.62  # of the cell
FOOT_THICKNESS: Final = 0.88  # of the stem
DIGITS: Final = "0123456789"
VIETNAMESE: Final = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệđìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
PUNCTUATION: Final = "\u00a0–—“”‘’…·•−×±≤≥°§₫«»½²³\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"
LAYOUT: Final = ["ccmp", "locl", "liga", "kern", "mark", "mkmk"]


def cut_to_vietnamese(source: Path, target: Path) -> None:
    """Keep Vietnamese letters, ASCII and the punctuation we write; drop the rest."""
    font = TTFont(source, recalcTimestamp=False)
    ascii_letters = "".join(map(chr, range(0x20, 0x7F)))
    _keep(font, ascii_letters + VIETNAMESE + VIETNAMESE.upper() + PUNCTUATION, LAYOUT)
    _write(font, target)


def make_digits(source: Path, target: Path, weight: int) -> None:
    """Set ten digits on one width, each centred, with a flat foot under 1."""
    font = TTFont(source, recalcTimestamp=False)
    _keep(font, DIGITS, [])
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    width = DIGIT_WIDTHS[weight]
    drawn = {}
    for digit in DIGITS:
        name = names[ord(digit)]
        drawn[name] = (
            _one_with_foot(glyphs[name], width) if digit == "1" else _centred(glyphs[name], width)
        )
    for name, glyph in drawn.items():
        font["glyf"][name] = glyph
        font["hmtx"][name] = (width, glyph.xMin)
    _rename(font, "Binh Yen So")
    _write(font, target)


def _keep(font: TTFont, characters: str, features: list[str]) -> None:
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]
    options.drop_tables += ["DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(font)


def _write(font: TTFont, target: Path) -> None:
    font.flavor = "woff2"
    target.parent.mkdir(parents=True, exist_ok=True)
    font.save(target)


def _bounds(glyph: Any, glyphs: Any = None) -> tuple[float, float, float, float]:
    pen = BoundsPen(glyphs)
    glyph.draw(pen)
    left, bottom, right, top = pen.bounds
    return left, bottom, right, top


def _centred(glyph: Any, width: int) -> Any:
    left, _bottom, right, _top = _bounds(glyph)
    pen = TTGlyphPen(None)
    glyph.draw(TransformPen(pen, (1, 0, 0, 1, round((width - right - left) / 2), 0)))
    return _finished(pen)


def _one_with_foot(glyph: Any, width: int) -> Any:
    left, bottom, right, _top = _bounds(glyph)
    stem = _stem_of_one(glyph, right)
    moved = round(width / 2 - (right - stem / 2))
    pen = TTGlyphPen(None)
    glyph.draw(TransformPen(pen, (1, 0, 0, 1, moved, 0)))
    reach, height = round(width * FOOT_OF_ONE / 2), round(stem * FOOT_THICKNESS)
    start = min(width // 2 - reach, round(left) + moved)
    foot = [(start, height), (width - start, height), (width - start, bottom), (start, bottom)]
    pen.moveTo(foot[0])
    for corner in foot[1:]:
        pen.lineTo(corner)
    pen.closePath()
    return _finished(pen)


def _stem_of_one(glyph: Any, right: float) -> float:
    """Measure the stem at the baseline: the glyph's lowest points, right to left."""
    pen = TTGlyphPen(None)
    glyph.draw(pen)
    coordinates = pen.glyph().coordinates
    return right - float(min(x for x, y in coordinates if y == 0))


def _finished(pen: TTGlyphPen) -> Any:
    glyph = pen.glyph()
    glyph.recalcBounds(None)
    overlapping = 0x40
    if glyph.numberOfContours > 1:
        glyph.flags[0] |= overlapping
    return glyph


def _rename(font: TTFont, family: str) -> None:
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = family
