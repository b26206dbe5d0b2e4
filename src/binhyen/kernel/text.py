"""Names as people write them, and the two keys by which the machine knows them again."""

import re
import unicodedata

TONE_DIGITS = {"\u0301": "3", "\u0300": "2", "\u0309": "4", "\u0303": "5", "\u0323": "6"}
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # pasted along
NOT_A_LETTER = re.compile(r"[^\w]+|_+")
NUMBER = re.compile(r"\d+")
LONGEST_NUMBER = 6
TONE_ORDER = {"": "1", "2": "2", "4": "3", "5": "4", "3": "5", "6": "6"}  # CLDR vi
# The letters that have sisters, each followed by its place among them: a ă â, d đ, e ê, o ô ơ, u ư.
SISTERS = {letter: f"{family[0]}{place}" for family in ("aăâ", "dđ", "eê", "oôơ", "uư")
           for place, letter in enumerate(family, 1)}  # fmt: skip
FINAL_Y = re.compile(r"^([^aeiouyăâêôơư]+|qu)y$")


def nfc(text: str) -> str:
    """Compose the letters, close up what people leave around words, drop what nobody sees."""
    return " ".join(UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def exact_key(name: str) -> str:
    """Say which word it is, however its tone mark was placed: hoà = hòa = hoa2, mỹ = mĩ = mi5."""
    return " ".join(_syllable_key(syllable) for syllable in _syllables(name))


def fold_key(name: str) -> str:
    """Drop every mark, for searching only: Đắk R'Lấp is found by "dak r lap"."""
    return " ".join(_unmarked(syllable) for syllable in _syllables(name))


def file_name(*words: str, kind: str) -> str:
    """Make a name every system takes and a person knows again.

    >>> file_name("Mẫu sổ hoạt động", "Xã Như Thanh", kind="xlsx")
    'mau-so-hoat-dong-xa-nhu-thanh.xlsx'
    """
    plain = "-".join(fold_key(" ".join(words)).split()).encode("ascii", "ignore").decode()
    return f"{plain}.{kind}"


def sort_key(name: str) -> str:
    """Put names into the order of a Vietnamese dictionary, and thôn 2 before thôn 10.

    Letters first, the tones of all syllables after them. The key is of Latin letters and digits
    only, so that every database sorts it alike.

    >>> sorted(["Em", "Đặng", "Ăn", "Dũng", "Ánh", "An", "Ân"], key=sort_key)
    ['An', 'Ánh', 'Ăn', 'Ân', 'Dũng', 'Đặng', 'Em']
    """
    letters, tones = [], []
    for syllable in _syllables(name):
        word = unicodedata.normalize("NFD", syllable)
        marks = [TONE_DIGITS[mark] for mark in word if mark in TONE_DIGITS]
        tones.append(TONE_ORDER[marks[0] if marks else ""])
        bare = "".join(mark for mark in word if mark not in TONE_DIGITS)
        spelled = unicodedata.normalize("NFC", bare)
        letters.append(NUMBER.sub(lambda found: found[0].zfill(LONGEST_NUMBER), spelled))
    plain = "0".join("".join(SISTERS.get(one, one) for one in word) for word in letters)
    return f"{plain}00{''.join(tones)}"


def person_sort_key(name: str) -> str:
    """Sort persons by given name, then family name; whatever is no person's name as it stands."""
    words = nfc(name).split()
    if len(words) > 1 and all(word[0].isupper() for word in words):
        words = [words[-1], *words[:-1]]
    return sort_key(" ".join(words))


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
