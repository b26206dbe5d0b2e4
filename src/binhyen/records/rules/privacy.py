"""What free text may not hold: identity cards and telephones of people. Plain Python.

A book of the movement tells what was done, never about whom. The patterns are those of Vietnam:
12 digits (căn cước) or 9 (chứng minh nhân dân), mobile 03–09 and fixed 02x numbers, +84 before.
"""

import re
import unicodedata

from binhyen.kernel.text import UNSEEN
from binhyen.kernel.words import gettext as _

DAY = re.compile(r"(?<!\d)\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{4}(?!\d)")
DASHES = re.compile("[\u2010-\u2015\u2212]")
IDENTITY = (
    re.compile(r"(?<![\d.,])\d{12}(?![\d])"),
    re.compile(r"(?<![\d.,])\d{9}(?![\d])"),
    re.compile(r"(?<![\d.,])0\d{2}([ .\-])\d{3}\1\d{3}\1\d{3}(?!\d)"),
)
TELEPHONE = (
    re.compile(r"(?<![\d.,])(?:\+?84|0)[ .\-]?[35789](?:[ .\-]?\d){8}(?!\d)"),
    re.compile(r"(?<![\d.,])(?:\+?84|0)[ .\-]?2\d(?:[ .\-]?\d){8}(?!\d)"),
)


def personal_data_in(text: str) -> str:
    """Say why the text cannot be kept; nothing when it can.

    >>> personal_data_in("Gọi 0912 345 678 để biết thêm")[:30]
    'Phần này có số điện thoại. Ghi'
    >>> personal_data_in("Từ 01.07.2025 đến 15.07.2025, 26.000 lượt")
    ''
    """
    seen = UNSEEN.sub("", DASHES.sub("-", unicodedata.normalize("NFKC", text)))
    plain = DAY.sub(" ", seen)
    if any(pattern.search(plain) for pattern in TELEPHONE):
        return _("Phần này có số điện thoại. Ghi việc đã làm, không ghi số điện thoại của ai.")
    if any(pattern.search(plain) for pattern in IDENTITY):
        return _("Phần này có số giấy tờ tùy thân. Ghi việc đã làm, không ghi số giấy tờ của ai.")
    return ""
