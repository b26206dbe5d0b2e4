"""Numbers that stay numbers in a workbook while their format prints gần, +, − and %."""

from decimal import Decimal

from django.utils import translation

from binhyen.kernel.numbers import MINUS, hedge_word
from binhyen.rendering.rules.document import Form, Number

HUNDRED = 100
PERCENTS = {Form.PERCENT, Form.SIGNED_PERCENT}
SIGNED = {Form.SIGNED, Form.SIGNED_PERCENT, Form.SIGNED_RATE}
RATES = {Form.RATE, Form.SIGNED_RATE}


def value_of(number: Number) -> int | float:
    """Give what the cell holds; 71,1 % is held as 0.711, as Excel counts percentages."""
    if number.form in PERCENTS:
        return float(Decimal(number.amount) / HUNDRED)
    return float(number.amount) if isinstance(number.amount, Decimal) else number.amount


def number_format(number: Number) -> str:
    """Write a format for above, below and zero: "gần "#,##0 and the like.

    The comma is the format's own sign for thousands; a Vietnamese Excel prints it as a dot.
    """
    with translation.override("vi"):
        word = hedge_word(number.hedge)
    before, after = _quoted(f"{word} " if word else ""), _quoted(number.mark)
    digits = f"#,##0{_decimals(number.amount)}"
    if number.form in PERCENTS:
        digits = "0.0 %"
    if number.form in RATES:
        digits = "#,##0.00"
    plus = "+" if number.form in SIGNED else ""
    return ";".join(f"{before}{sign}{digits}{after}" for sign in (plus, _quoted(MINUS), ""))


def _decimals(amount: int | Decimal) -> str:
    if isinstance(amount, int):
        return ""
    places = -int(amount.normalize().as_tuple().exponent)
    return "." + "0" * places if places > 0 else ""


def _quoted(words: str) -> str:
    return f'"{words.replace(chr(34), "")}"' if words else ""
