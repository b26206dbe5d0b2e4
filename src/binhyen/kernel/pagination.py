"""Numbered pages of a long list; never an endless scroll.

Counting through everything before page 500 takes the longer the deeper it lies, and while others
write, rows slip from one page to the next. So a list with a total order is read from a row known
to lie near (docs/adr/0017): an address says which row the page one comes from begins or ends with.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest

from binhyen.kernel.numbers import typed_number

PER_PAGE = 50
ON_EACH_SIDE = 2
MOST_COUNTED = 100_000


class Counted(NamedTuple):
    """How long a list is; of a very long one, how many were counted before giving up."""

    number: int
    is_all: bool = True


class Place(NamedTuple):
    """Where a known row stands: how many come before it, and what it is ordered by."""

    before: int
    values: Sequence[Any]


class NumberedPage(Page[Any]):
    """A page that knows its rows; ``near`` carries one of them into the address of another page."""

    paginator: "Pages"

    def near(self, number: int) -> str:
        """Name the row next to which another page is read: the last one onward, the first back.

        So what is written into this page meanwhile moves nothing on the others.
        """
        if not self.paginator.order or not self.object_list:
            return ""
        at = len(self.object_list) - 1 if number > self.number else 0
        return f"{self.object_list[at].pk}.{(self.number - 1) * self.paginator.per_page + at}"

    @property
    def is_all(self) -> bool:
        """Whether the list ends where the last page ends; a very long one is not counted out."""
        return self.paginator.is_all


class Pages(Paginator):  # type: ignore[type-arg]  # which the library has only in its stubs
    """The pages of a list; of a queryset in a total order, each read from the nearest known row."""

    def __init__(
        self, items: Any, per_page: int, order: Sequence[str], at: str, counted: Counted | None
    ) -> None:
        super().__init__(items, per_page)
        self.items = items
        self.order = order
        self.at = at
        if counted is None and order:
            found = items.order_by()[: MOST_COUNTED + 1].count()
            counted = Counted(min(found, MOST_COUNTED), found <= MOST_COUNTED)
        self.is_all = counted is None or counted.is_all
        if counted is not None:
            self.count = counted.number

    def page(self, number: Any) -> NumberedPage:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        rows = self.items[first:last] if not self.order else self._near(first, last)
        return NumberedPage(rows, number, self)

    def _near(self, first: int, last: int) -> list[Any]:
        """Read from the place in the address, from the end or the start, whichever is nearest."""
        place = self._place() if first else None
        to_end = self.count - last if self.is_all else first
        nearest = min(first, to_end + self.per_page)
        if place and not first < place.before < last and abs(first - place.before) <= nearest:
            return self._from(place, first, last)
        if to_end < first:
            return list(self.items.reverse()[to_end : self.count - first])[::-1]
        return list(self.items[first:last])

    def _from(self, place: Place, first: int, last: int) -> list[Any]:
        ahead = first - place.before
        if ahead >= 0:
            rows = self.items.filter(_from(self.order, place.values))
            return list(rows[ahead : ahead + last - first])
        rows = self.items.filter(_before(self.order, place.values)).reverse()
        return list(rows[place.before - last : -ahead])[::-1]

    def _place(self) -> Place | None:
        """The row the address names, if it still is in the list."""
        key, _dot, number = self.at.rpartition(".")
        before = typed_number(number)
        if not key or before is None:
            return None
        try:
            key = self.items.model._meta.pk.to_python(key)
        except ValidationError:
            return None
        names = [field.removeprefix("-") for field in self.order]
        values = self.items.filter(pk=key).values_list(*names).first()
        return Place(before, values) if values else None


def page_of(
    items: Any,
    request: HttpRequest,
    per_page: int = PER_PAGE,
    order: Sequence[str] = (),
    counted: Counted | None = None,
) -> NumberedPage:
    """Take the page the address asks for (?page=3); a wrong number means the nearest page.

    *items* is an ordered queryset or a list; *counted* how many there are, where that is known.
    *order* names the fields a queryset is ordered by, a unique one last: then a deep page costs
    as much as the first, and turning pages skips no row while others write.
    """
    pages = Pages(items, per_page, order, request.GET.get("at", ""), counted)
    page: NumberedPage = pages.get_page(request.GET.get("page"))  # type: ignore[assignment]
    return page


def shown_numbers(page: NumberedPage) -> list[int | None]:
    """List the page numbers a pager shows, None where it leaves some out.

    Of a list that was not counted out, the last number is none: it is not the list's end.
    """
    numbers = page.paginator.get_elided_page_range(
        page.number, on_each_side=ON_EACH_SIDE, on_ends=1
    )
    shown = [number if isinstance(number, int) else None for number in numbers]
    return shown if page.is_all or None not in shown[-2:] else shown[:-1]


def _from(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Select the row with these values and what comes after it."""
    name, onward, _back = _field(order[0])
    if len(order) == 1:
        return Q(**{f"{name}__{onward}e": values[0]})
    further = Q(**{f"{name}__{onward}": values[0]}) | _from(order[1:], values[1:])
    return Q(**{f"{name}__{onward}e": values[0]}) & further  # an index begins at this


def _before(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Select what comes before the row with these values."""
    name, _onward, back = _field(order[0])
    if len(order) == 1:
        return Q(**{f"{name}__{back}": values[0]})
    earlier = Q(**{f"{name}__{back}": values[0]}) | _before(order[1:], values[1:])
    return Q(**{f"{name}__{back}e": values[0]}) & earlier


def _field(name: str) -> tuple[str, str, str]:
    """A field of an order, and which comparison leads onward and back in it."""
    return (name[1:], "lt", "gt") if name.startswith("-") else (name, "gt", "lt")
