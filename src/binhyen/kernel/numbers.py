"""Figures written as Vietnam writes them, each with the word that says how sure it is.

To who reads English, 26.000 and 8,5 are written 26,000 and 8.5. Plain Python.
"""

from decimal import ROUND_HALF_UP, Decimal

from binhyen.kernel.words import gettext, gettext_noop, is_english

MINUS = "−"
LONGEST_TYPED = 12
VIETNAMESE = str.maketrans(",.", ".,")
_HEDGES = {
    "EXACT": "",
    "ABOUT": gettext_noop("khoảng"),
    "OVER": gettext_noop("hơn"),
    "NEARLY": gettext_noop("gần"),
    "UNDER": gettext_noop("dưới"),
}


def grouped(amount: int | Decimal) -> str:
    """Write 26.000; a fraction keeps its own decimals: 1.284,5."""
    if isinstance(amount, Decimal):
        return decimal_vn(amount)
    return _with_sign(amount < 0, _as_written(f"{abs(amount):,}"))


def decimal_vn(amount: Decimal | float, places: int | None = None) -> str:
    """Write 8,5 or 1.284,50; without *places*, as many decimals as the amount needs."""
    exact = amount if isinstance(amount, Decimal) else Decimal(str(amount))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    else:
        exact = exact.normalize()
    return _with_sign(exact < 0, _as_written(f"{abs(exact):,f}"))


def percent(share: Decimal | float) -> str:
    """Write 71,1 % for Decimal("71.1"): one decimal, one space."""
    return f"{decimal_vn(share, 1)}{percent_sign()}"


def percent_sign() -> str:
    """A space and the sign; English closes it up: 71,1 % and 71.1%."""
    return "%" if is_english() else " %"


def signed(difference: int | Decimal) -> str:
    """Write a difference with its sign: +272, −1, 0."""
    return f"+{grouped(difference)}" if difference > 0 else grouped(difference)


def hedge_word(hedge: str) -> str:
    """Say khoảng, hơn, gần or dưới; an exact number says nothing."""
    return gettext(_HEDGES[hedge])


def hedged(amount: int | Decimal, hedge: str = "EXACT") -> str:
    """Write khoảng 26.000 · hơn 16.000 · 9.111, for running text and workbooks."""
    return f"{hedge_word(hedge)} {grouped(amount)}".lstrip()


def _as_written(digits: str) -> str:
    return digits if is_english() else digits.translate(VIETNAMESE)


def _with_sign(negative: bool, digits: str) -> str:  # noqa: FBT001 -- private, and read at once
    return MINUS + digits if negative else digits


def typed_number(text: str | None) -> int | None:
    """Read a small whole number out of an address or a hidden field; None for anything else.

    >>> typed_number("12"), typed_number("²"), typed_number("9" * 30), typed_number(None)
    (12, None, None, None)
    """
    return int(text) if text and text.isdecimal() and len(text) < LONGEST_TYPED else None
