"""Reading a typed place: "xã Hải Long, Như Thanh" asks for type, name and what lies above.

Pure: no Django, no database.
"""

from dataclasses import dataclass

from binhyen.kernel.text import exact_key, fold_key, nfc

AREA_KINDS = (
    "thôn",
    "làng",
    "bản",
    "ấp",
    "xóm",
    "buôn",
    "bon",
    "phum",
    "sóc",
    "khóm",
    "tổ dân phố",
    "khu phố",
    "khối phố",
    "khối",
    "tiểu khu",
    "khu",
    "tổ",
    "đội",
    "khu dân cư",
)
UNIT_TYPES = (
    "tỉnh",
    "thành phố",
    "huyện",
    "quận",
    "thị xã",
    "thị trấn",
    "xã",
    "phường",
    "đặc khu",
)
ABBREVIATIONS = {
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "h": "huyện",
    "q": "quận",
    "x": "xã",
    "p": "phường",
    "tdp": "tổ dân phố",
    "kp": "khu phố",
}
_TYPES = sorted((*UNIT_TYPES, *AREA_KINDS), key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One reading of what was typed: a type or none, the two keys of the name, what lies above."""

    exact: str
    fold: str
    type: str = ""
    above: str = ""


def readings(text: str) -> list[Wanted]:
    """Read a typed place in every way it may be meant; the plain way first.

    Without marks "xa phin" may be the name Xà Phìn, or a xã called Phin: both are kept.

    >>> [(w.type, w.exact, w.above) for w in readings("xã Hoà Bình, Kim Thành")]
    [('', 'xa5 hoa2 binh2', 'kim thanh'), ('xã', 'hoa2 binh2', 'kim thanh')]
    """
    name, _, above = nfc(text).partition(",")
    return [
        Wanted(exact_key(rest), fold_key(rest), kind, fold_key(above))
        for kind, rest in _type_and_name(name)
        if fold_key(rest)
    ]


def split_readings(text: str) -> list[Wanted]:
    """Read a place typed without commas, "hai long nhu thanh": shorter and shorter names.

    >>> [(w.fold, w.above) for w in split_readings("hai long nhu thanh")]
    [('hai long nhu', 'thanh'), ('hai long', 'nhu thanh'), ('hai', 'long nhu thanh')]
    """
    words = nfc(text).replace(",", " ").split()
    found = []
    for length in range(len(words) - 1, 0, -1):
        found += readings(f"{' '.join(words[:length])}, {' '.join(words[length:])}")
    return found


def without_kind(name: str, kind: str) -> str:
    """Take the kind off a name that was typed with it: "Thôn Vĩnh Lợi" is Vĩnh Lợi.

    >>> without_kind("Khu phố  2", "khu phố"), without_kind("Thôn Đoài", "khu phố")
    ('2', 'Thôn Đoài')
    """
    clean = nfc(name)
    words, kind_words = clean.split(), kind.split()
    head = " ".join(words[: len(kind_words)])
    rest = " ".join(words[len(kind_words) :])
    return rest if rest and exact_key(head) == exact_key(kind) else clean


def _type_and_name(name: str) -> list[tuple[str, str]]:
    plain = " ".join(name.replace(".", " ").split())
    found = [("", plain)]
    first, _, rest = plain.partition(" ")
    if rest and fold_key(first) in ABBREVIATIONS:
        found.append((ABBREVIATIONS[fold_key(first)], rest))
    for kind in _TYPES:
        length = len(kind.split())
        head, rest = plain.split()[:length], " ".join(plain.split()[length:])
        if rest and _same_word(" ".join(head), kind):
            found.append((kind, rest))
            break
    return found


def _same_word(typed: str, kind: str) -> bool:
    """Compare by the marks when marks were typed, else without."""
    if typed.isascii():
        return fold_key(typed) == fold_key(kind)
    return exact_key(typed) == exact_key(kind)
