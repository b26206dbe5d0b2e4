"""Numbers and days in the words of a record's page and its history. Plain Python."""

from datetime import date
from decimal import Decimal

from binhyen.kernel.numbers import grouped
from binhyen.kernel.words import gettext as _
from binhyen.kernel.words import gettext_noop
from binhyen.ledger.rules import Hedge
from binhyen.records.rules.content import Counted

HEDGE_WORDS = {
    Hedge.EXACT: "",
    Hedge.ABOUT: gettext_noop("khoảng"),
    Hedge.OVER: gettext_noop("hơn"),
    Hedge.NEARLY: gettext_noop("gần"),
    Hedge.UNDER: gettext_noop("dưới"),
}


def number(amount: int | Decimal) -> str:
    """Write 26.000 or 8,5.

    >>> number(Decimal("1284.50")), number(26000)
    ('1.284,5', '26.000')
    """
    return grouped(Decimal(amount))


def hedged(amount: int | Decimal, hedge: Hedge) -> str:
    return f"{_(HEDGE_WORDS[hedge])} {number(amount)}".lstrip()


def counted(count: Counted | None, unit: str) -> str:
    return "" if count is None else f"{hedged(count.amount, count.hedge)} {unit}"


def day(when: date | None) -> str:
    return "" if when is None else f"{when:%d/%m/%Y}"
