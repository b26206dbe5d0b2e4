"""Names as people write them, and the two keys by which the machine knows them again."""

import re
import unicodedata

TONE_DIGITS = {"\u0301": "3", "\u0300": "2", "\u0309": "4", "\u0303": "5", "\u0323": "6"}
NOT_A_LETTER = re.compile(r"[^\w]+|_+")
FINAL_Y = re.compile(r"^([^aeiouyăâêôơư]+|qu)y$")


def nfc(text: str) -> str:
    """Compose the letters, and close up what people leave around and between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def exact_key(name: str) -> str:
    """Say which word it is, however its tone mark was placed: hoà = hòa = hoa2, mỹ = mĩ = mi5."""
    return " ".join(_syllable_key(syllable) for syllable in _syllables(name))


def fold_key(name: str) -> str:
    """Drop every mark, for searching only: Đắk R'Lấp is found by "dak r lap"."""
    return " ".join(_unmarked(syllable) for syllable in _syllables(name))


def _syllables(name: str) -> list[str]:
    return NOT_A_LETTER.sub(" ", unicodedata.normalize("NFC", name).casefold()).split()


def _syllable_key(syllable: str) -> str:
    letters, tones = [], []
    for mark in unicodedata.normalize("NFD", syllable):
        if mark in TONE_DIGITS:
            tones.append(TONE_DIGITS[mark])
        else:
            letters.append(mark)
    word = unicodedata.normalize("NFC", "".join(letters))
    return FINAL_Y.sub(r"\1i", word) + "".join(tones)


def _unmarked(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable.replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
