"""How wide words in Times New Roman are, near enough to draw a rule under them.

Word cannot measure; the rule under a name shall be a third to a half of the name, which forgives a
tenth of error. Widths are parts of the size, of the bold face, marks left out: they add none.
"""

import unicodedata

MOTTO_WIDTH = 60.5  # Độc lập - Tự do - Hạnh phúc, bold, 14 points, measured
POINT_IN_MM = 25.4 / 72
CAPITAL, SMALL = 0.71, 0.49
WIDE = {
    "M": 0.94,
    "W": 1.0,
    "O": 0.78,
    "Q": 0.78,
    "G": 0.78,
    "H": 0.78,
    "K": 0.78,
    "m": 0.83,
    "w": 0.72,
}
NARROW = {"I": 0.39, "J": 0.5, "S": 0.56, "P": 0.61, "E": 0.67, "L": 0.67, "B": 0.67, "T": 0.67}
THIN = dict.fromkeys("iljt", 0.3) | dict.fromkeys(" ,.:;", 0.25) | dict.fromkeys("-()frsce", 0.4)
KNOWN = WIDE | NARROW | THIN | dict.fromkeys("0123456789", 0.5)


def width(text: str, size: float) -> float:
    """Estimate how many millimetres *text* takes, set bold in *size* points on one line."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    ems = sum(
        KNOWN.get(one, CAPITAL if one.isupper() else SMALL)
        for one in letters
        if not unicodedata.combining(one)
    )
    return ems * size * POINT_IN_MM


def rule_under(text: str, size: float, room: float) -> float:
    """Give two fifths of the longest line *text* can have in a column *room* millimetres wide."""
    return min(width(text, size), room * 0.95) * 0.4
