"""How a reporting period is called: 2016-Q3 is quý III/2016. Plain Python."""

import re

from binhyen.kernel.words import gettext, gettext_noop

PERIOD_KEY = re.compile(r"(\d{4})(?:-(M0[1-9]|M1[0-2]|Q[1-4]|H[12]|9M))?")
_WORDS = {
    "": gettext_noop("năm {year}"),
    "9": gettext_noop("9 tháng năm {year}"),
    "M": gettext_noop("tháng {number}/{year}"),
    "Q": gettext_noop("quý {number}/{year}"),
    "H1": gettext_noop("6 tháng đầu năm {year}"),
    "H2": gettext_noop("6 tháng cuối năm {year}"),
}
_QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def period_words(part: str) -> tuple[str, str]:
    """Give the words for what follows a key's year, in Vietnamese, and the number within them.

    >>> period_words("Q3"), period_words("M07"), period_words("")
    (('quý {number}/{year}', 'III'), ('tháng {number}/{year}', '7'), ('năm {year}', ''))
    """
    number = part[1:].lstrip("0")
    if part[:1] == "Q":
        number = _QUARTERS[number]
    return _WORDS.get(part) or _WORDS[part[:1]], number if part[:1] in {"M", "Q"} else ""


def period_called(key: str, name: str = "") -> str:
    """A period in the language of the moment; one of its own days is called as its maker said.

    >>> period_called("2016-Q3"), period_called("tet-2026", "Tết 2026"), period_called("CD-2026-1")
    ('quý III/2016', 'Tết 2026', 'CD-2026-1')
    """
    found = PERIOD_KEY.fullmatch(key)
    if found is None:
        return name or key
    words, number = period_words(found[2] or "")
    return gettext(words).format(year=found[1], number=number)
