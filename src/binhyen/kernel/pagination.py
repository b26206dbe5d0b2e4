"""Numbered pages of a long list; never an endless scroll."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PER_PAGE = 50
ON_EACH_SIDE = 2


def page_of(
    items: Any, request: HttpRequest, per_page: int = PER_PAGE, count: int | None = None
) -> "Page[Any]":
    """Take the page the address asks for (?page=3); a wrong number means the nearest page.

    *items* is an ordered queryset or a list; *count* how many there are, where that is known.
    """
    paginator = Paginator(items, per_page)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page"))


def shown_numbers(page: "Page[Any]") -> list[int | None]:
    """List the page numbers a pager shows, None where it leaves some out."""
    numbers = page.paginator.get_elided_page_range(
        page.number, on_each_side=ON_EACH_SIDE, on_ends=1
    )
    return [number if isinstance(number, int) else None for number in numbers]
