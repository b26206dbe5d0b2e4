"""What every template may say: figures, days, icons, states, addresses."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django import template
from django.http import QueryDict
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binhyen.kernel import dates, numbers
from binhyen.kernel.pagination import NumberedPage, shown_numbers
from binhyen.kernel.templatetags.drawings import ICONS, MARK, SHAPES, TERRACES

register = template.Library()

# kind → state → word, shape, colour
STATES: Final[dict[str, dict[str, tuple[str | Promise, str, str]]]] = {
    "record": {
        "DRAFT": (_("Nháp"), "circle-dashed", "muc2"),
        "WAITING": (_("Chờ xác nhận"), "circle-half", "nghe"),
        "CONFIRMED": (_("Đã xác nhận"), "circle-tick", "tre"),
        "AMENDED": (_("Đã sửa"), "circle-two", "cham"),
        "VOIDED": (_("Đã hủy"), "circle-slashed", "muc2"),
    },
    "report": {
        "DRAFT": (_("Đang soạn"), "square-dashed", "muc2"),
        "SENT": (_("Đã gửi"), "square-half", "cham"),
        "ACCEPTED": (_("Đã chấp nhận"), "square-tick", "tre"),
        "RETURNED": (_("Trả lại"), "square-back", "son"),
        "MISSING": (_("Chưa báo cáo"), "square-hatched", "muc2"),
    },
    "deadline": {
        "SOON": (_("Sắp đến hạn"), "triangle-open", "nghe"),
        "OVERDUE": (_("Quá hạn"), "triangle-full", "son"),
    },
    "scheme": {
        "ACTIVE": (_("Đang hoạt động"), "diamond-full", "tre"),
        "QUIET": (_("Cần hỏi thăm"), "diamond-half", "nghe"),
        "ENDED": (_("Đã kết thúc"), "diamond-open", "muc2"),
    },
}


@register.filter
def grouped(amount: int | Decimal | None) -> str:
    """Write 26.000; a missing amount is the caller's to explain, so it shows nothing."""
    return "" if amount is None else numbers.grouped(amount)


@register.filter
def decimal_vn(amount: Decimal | float | None, places: int | None = None) -> str:
    return "" if amount is None else numbers.decimal_vn(amount, places)


@register.filter
def percent(share: Decimal | float | None) -> str:
    return "" if share is None else numbers.percent(share)


@register.filter
def signed(difference: int | Decimal | None) -> str:
    return "" if difference is None else numbers.signed(difference)


@register.filter
def hedged(amount: int | Decimal | None, hedge: str = "EXACT") -> SafeString:
    """Write the hedge word in second ink before the figure: {{ amount|hedged:hedge }}."""
    if amount is None:
        return SafeString("")
    digits = format_html('<span class="figure">{}</span>', numbers.grouped(amount))
    word = numbers.hedge_word(hedge)
    return format_html('<span class="hedge">{}</span> {}', word, digits) if word else digits


@register.filter
def said(words: str) -> str:
    """Say marked words that the database keeps, such as the title of a section of a regime."""
    return gettext(words) if words else ""


@register.filter
def vn_date(day: date | None) -> str:
    return dates.vn_date(day)


@register.filter
def vn_day_month(day: date | None) -> str:
    return "" if day is None else dates.vn_day_month(day)


@register.filter
def vn_time(at: datetime | None) -> str:
    return "" if at is None else dates.vn_time(at)


@register.filter
def vn_datetime(at: datetime | None) -> str:
    return dates.vn_datetime(at)


@register.filter
def document_date(day: date | None) -> str:
    return "" if day is None else dates.document_date(day)


@register.simple_tag
def icon(name: str, spoken: str = "") -> SafeString:
    """Draw one of our icons; *spoken* only where no word stands beside it."""
    speech = (
        format_html('role="img" aria-label="{}"', spoken)
        if spoken
        else SafeString('aria-hidden="true"')
    )
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" focusable="false" {}>{}</svg>',
        speech,
        mark_safe(ICONS[name]),  # noqa: S308 -- our own drawing
    )


@register.simple_tag
def state(kind: str, value: str, word: str = "") -> SafeString:
    """Say a state as a word and a shape: {% state "record" "CONFIRMED" %}.

    *word* replaces the usual word: "Đã sửa, lần 2", "Quá hạn 1 ngày".
    """
    usual, shape, colour = STATES[kind][value]
    return format_html(
        '<span class="tag {}">{}<span>{}</span></span>', colour, shape_drawing(shape), word or usual
    )


@register.simple_tag
def shape(name: str) -> SafeString:
    """Draw a shape of state alone, as in a legend; a word must stand beside it."""
    return shape_drawing(name)


@register.simple_tag
def mark() -> SafeString:
    return SafeString(MARK)


@register.simple_tag
def terraces() -> SafeString:
    return SafeString(TERRACES)


@register.simple_tag
def nothing_happened() -> SafeString:
    """Show an answered cell: nothing of the kind happened."""
    return format_html('<span class="none">{}</span>', _("không phát sinh"))


@register.simple_tag
def unanswered() -> SafeString:
    """Show a cell nobody has answered yet: the dotted line of a paper form."""
    return format_html(
        '<span class="unanswered"><span class="spoken">{}</span></span>', _("chưa trả lời")
    )


@register.simple_tag
def not_reported() -> SafeString:
    """Show a unit that has sent nothing."""
    return format_html(
        '<span class="none">{} {}</span>', shape_drawing("square-hatched"), _("chưa báo cáo")
    )


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """Repeat the address's question with some answers changed: href="{% query page=3 %}".

    A value of None or "" leaves the question out.
    """
    request = getattr(context, "request", None) or context.get("request")
    asked = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        if value in {None, ""}:
            asked.pop(name, None)
        else:
            asked[name] = str(value)
    return f"?{asked.urlencode()}"


@register.simple_tag
def address(url_name: str, *args: Any) -> str:
    """Give the address, or nothing where this installation lacks the page."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""


@register.filter
def pager_numbers(page: NumberedPage) -> list[int | None]:
    return shown_numbers(page)


@register.filter
def near(page: NumberedPage, number: int) -> str:
    return page.near(number)


@register.filter
def counting(limit: int) -> range:
    """Count 1, 2, … *limit*, for the bars of a step line."""
    return range(1, limit + 1)


def shape_drawing(name: str) -> SafeString:
    return SafeString(
        '<svg class="shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f"{SHAPES[name]}</svg>"
    )


@register.filter
def hedge_word(hedge: str) -> str:
    return numbers.hedge_word(hedge)


@register.filter
def percent_short(share: Decimal | float) -> str:
    """Write 82 % or 71,1 %, for the words under a bar."""
    written = numbers.decimal_vn(Decimal(str(share)).quantize(Decimal("0.1")))
    return f"{written}{numbers.percent_sign()}"


@register.filter
def remainder(share: Decimal | float) -> Decimal:
    return 100 - Decimal(str(share))


@register.filter
def plain_number(share: Decimal | float) -> str:
    """Write a number for a drawing, with a point whatever the language."""
    return f"{Decimal(str(share)):.2f}"
