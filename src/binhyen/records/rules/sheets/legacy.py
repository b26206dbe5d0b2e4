"""Text typed in the fonts of before Unicode: .VnTime (TCVN3) and VNI. Told by its bytes.

A font's name alone proves nothing (many Unicode files still list .VnTime among their styles), so
the letters decide: TCVN3 puts signs such as µ ¸ ª into words, VNI puts a mark after its vowel.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from binhyen.records.rules.sheets.grid import Cell, Grid, words

SAMPLES = 5


class Coding(StrEnum):
    TCVN3 = "TCVN3"
    VNI = "VNI"


@dataclass(frozen=True, slots=True)
class Converted:
    """How the text was coded, and a few texts before and after: to be looked at by a person."""

    coding: Coding
    samples: tuple[tuple[str, str], ...]


_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
_TCVN3_ONLY = "µ¸¶·¹¨»¾¼½©®ª«¬\u00ad"
_TCVN3_SIGN = re.compile(f"[A-Za-z][{_TCVN3_ONLY}]|[{_TCVN3_ONLY}][A-Za-z]")
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_CIRCUMFLEXED = {
    "â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT,
}  # fmt: skip
_BREVED = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_SINGLE = {
    "ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì",
}  # fmt: skip
_VNI_SIGN = re.compile(r"[aeouyôö][ùøûõï]|[ae][âåä]|o[åä]|a[ëê]|[ñø]", re.IGNORECASE)


def _vni_pairs() -> dict[str, str]:
    pairs = {}
    for vowel in "aeouy":
        for mark, tone in _TONES.items():
            pairs[vowel + mark] = vowel + tone
    for vowel in "aeo":
        for mark, tone in _CIRCUMFLEXED.items():
            pairs[vowel + mark] = vowel + _CIRCUMFLEX + tone
    for mark, tone in _BREVED.items():
        pairs["a" + mark] = "a" + _BREVE + tone
    for typed, vowel in (("ô", "o"), ("ö", "u")):
        for mark, tone in _TONES.items():
            pairs[typed + mark] = vowel + _HORN + tone
    composed = {typed: unicodedata.normalize("NFC", said) for typed, said in pairs.items()}
    return composed | {typed.upper(): said.upper() for typed, said in composed.items()}


_VNI = _vni_pairs()
_VNI_ALL = _VNI_SINGLE | {typed.upper(): said.upper() for typed, said in _VNI_SINGLE.items()}


def from_tcvn3(text: str) -> str:
    """Read .VnTime text.

    >>> from_tcvn3("Tuyªn truyÒn phßng ch¸y t¹i th«n")
    'Tuyên truyền phòng cháy tại thôn'
    """
    return "".join(_TCVN3.get(sign, sign) for sign in text)


def from_vni(text: str) -> str:
    """Read VNI text.

    >>> from_vni("Tuyeân truyeàn phoøng chaùy, ñoâng daân cö")
    'Tuyên truyền phòng cháy, đông dân cư'
    """
    found, place = [], 0
    while place < len(text):
        pair = text[place : place + 2]
        if len(pair) > 1 and (said := _VNI.get(pair) or _VNI.get(pair[0] + pair[1].lower())):
            found.append(said)
            place += 2
        else:
            found.append(_VNI_ALL.get(text[place], text[place]))
            place += 1
    return "".join(found)


def converted(grids: list[Grid]) -> tuple[list[Grid], Converted | None]:
    """Turn the texts of old fonts into Unicode, and show some; as it is when there is none."""
    texts = [cell for grid in grids for row in grid.rows for cell in row if isinstance(cell, str)]
    coding = _coding_of(texts, any(font.startswith(".Vn") for g in grids for font in g.fonts))
    if coding is None:
        return grids, None
    read = from_tcvn3 if coding is Coding.TCVN3 else from_vni
    sign = _TCVN3_SIGN if coding is Coding.TCVN3 else _VNI_SIGN
    mixed = any(_is_unicode(text) for text in texts)

    def turned(cell: Cell) -> Cell:
        if not isinstance(cell, str) or _is_unicode(cell) or cell.isascii():
            return cell
        return read(cell) if not mixed or sign.search(cell) else cell

    changed = [text for text in texts if turned(text) != text]
    ranked = sorted(dict.fromkeys(changed), key=len, reverse=True)
    samples = tuple((words(text), words(str(turned(text)))) for text in ranked[:SAMPLES])
    turned_grids = [
        grid.with_rows([[turned(cell) for cell in row] for row in grid.rows]) for grid in grids
    ]
    return turned_grids, Converted(coding, samples)


def _coding_of(texts: Iterable[str], old_font: bool) -> Coding | None:  # noqa: FBT001 -- private
    """Say how most texts that show a sign are coded; a lone sign in one text may be a slip."""
    odd = [text for text in texts if not text.isascii() and not _is_unicode(text)]
    tcvn3 = sum(_TCVN3_SIGN.search(text) is not None for text in odd)
    vni = sum(_VNI_SIGN.search(text) is not None and not _TCVN3_SIGN.search(text) for text in odd)
    least = 1 if old_font else 2
    if max(tcvn3, vni) < least:
        return None
    return Coding.TCVN3 if tcvn3 >= vni else Coding.VNI


def _is_unicode(text: str) -> bool:
    """Whether it holds a letter no font of before Unicode could."""
    return any("\u0100" <= sign < "\u2000" for sign in text)
