"""A question to the figures as a page holds it: which unit, which days, which map."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from binhyen.kernel.dates import vn_date
from binhyen.ledger.selectors.questions import Query
from binhyen.ledger.selectors.sheets import Span
from binhyen.overview.rules.windows import FREE
from binhyen.records.rules.windows import window_of
from binhyen.units.models import Unit


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that holds: what could not be read is told by the form."""

    unit: Unit
    span: Span
    period: str
    map: str
    today: date
    form: Any

    @property
    def window_name(self) -> str:
        window = window_of(self.period)
        return window.name if window else ""

    @property
    def days(self) -> str:
        start, end = vn_date(self.span.start), vn_date(self.span.end)
        return _("từ {start} đến {end}").format(start=start, end=end)

    @property
    def map_words(self) -> str:
        if self.span.on is None:
            return _("Bản đồ khi ấy")
        if self.map == "today":
            return _("Bản đồ hôm nay, {day}").format(day=vn_date(self.span.on))
        return _("Bản đồ ngày {day}").format(day=vn_date(self.span.on))

    def on_map(self, span: Span, period: str) -> "Asked":
        """The same unit asked for a period of the law on today's map."""
        return replace(self, span=span, period=period, map="today")

    def query(self, code: str, by: str = "unit") -> Query:
        return Query(code, self.unit.pk, self.span.start, self.span.end, self.span.on, by)

    def words(self, **changes: str) -> str:
        """The same question as the end of an address, some of it changed; "" leaves out."""
        said = {"period": self.period, "map": self.map}
        if self.period == FREE:
            said |= {"since": str(self.span.start), "until": str(self.span.end)}
        if self.map == "day" and self.span.on:
            said["on"] = str(self.span.on)
        kept = {name: value for name, value in (said | changes).items() if value}
        return f"?{urlencode(kept)}"

    def door(self, code: str, uid: str = "", **changes: str) -> str:
        """The address of one figure, asked the same way."""
        return reverse("overview:figure", args=[code, uid or self.unit.uid]) + self.words(**changes)
